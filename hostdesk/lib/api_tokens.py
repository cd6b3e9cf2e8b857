"""Tokens of other programs: long random words, of which we keep only the SHA-256."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def make(name: str) -> tuple[str, str]:
    """A new token of 256 bits, and the setting that lets it in."""
    token = secrets.token_urlsafe(32)
    return token, f"{name}:{_digest(token)}"


def owner(token: str, known: Mapping[str, str]) -> str:
    """The name whose token this is, "" if nobody's; every comparison takes the same time."""
    found, digest = "", _digest(token)
    for name, expected in known.items():
        if hmac.compare_digest(digest, expected):
            found = name
    return found


def is_name(name: str) -> bool:
    """Whether a token may have this name."""
    return bool(_NAME.fullmatch(name))


def parse(setting: str) -> dict[str, str]:
    """SHA-256 by name, out of "billing:9f86…,shop:60303a…"; raises ValueError with a hint."""
    found: dict[str, str] = {}
    for one in filter(None, (part.strip() for part in setting.split(","))):
        name, _, digest = one.partition(":")
        if not is_name(name) or not _SHA256.fullmatch(digest) or name in found:
            raise ValueError("write NAME:SHA256 as `hostdesk invoices token NAME` prints it, each name once")
        found[name] = digest
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
