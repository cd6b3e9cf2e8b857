"""Access tokens for XOAUTH2 by the refresh token that an administrator has obtained (RFC 6749, section 6)."""

import hashlib
import json
import os
from pathlib import Path

import httpx
from django.conf import settings

from hostdesk.core.failures import TemporaryFailure


def access_token(file: Path) -> str:
    """A fresh access token by the JSON `file`; raises TemporaryFailure if the provider gives none.

    The file has token_endpoint, client_id, refresh_token and, where the provider wants them, client_secret
    and scope. If the provider replaces the refresh token (Microsoft does), its successors are kept in
    HOSTDESK_HOME/oauth.
    """
    try:
        facts = json.loads(file.read_text())
        newest = _newest(facts["refresh_token"])
        token = _refresh(facts, newest.read_text() if newest.exists() else facts["refresh_token"])
        if token.get("refresh_token"):
            _keep(newest, token["refresh_token"])
        return str(token["access_token"])
    except (httpx.HTTPError, OSError, ValueError, KeyError) as error:
        raise TemporaryFailure(f"no access token by {file}: {type(error).__name__} {error}") from error


def _refresh(facts: dict[str, str], refresh_token: str) -> dict[str, str]:
    form = {name: facts[name] for name in ("client_id", "client_secret", "scope") if facts.get(name)}
    form |= {"grant_type": "refresh_token", "refresh_token": refresh_token}
    answer = httpx.post(facts["token_endpoint"], data=form, timeout=30)
    if answer.is_error:
        raise ValueError(f"{answer.status_code} {answer.text[:300]}")
    token: dict[str, str] = answer.json()
    return token


def _newest(first: str) -> Path:
    # Named after the token in the file: a new one there begins a new line of successors.
    return Path(settings.HOME) / "oauth" / hashlib.sha256(first.encode()).hexdigest()[:32]


def _keep(path: Path, token: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(token)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
