"""Amazon SES reports bounces to its notification service as JSON, which some people have sent on by mail."""

import json
import re
from typing import Any

from hostdesk.core.incoming import Bounce


def read(text: str) -> list[Bounce]:
    """One `Bounce` per recipient of such a notice; [] for everything else."""
    if "bouncedRecipients" not in text[:20000] or not text.lstrip().startswith("{"):
        return []
    notice = _loaded(re.sub(r"!?\r?\n ?", "", text))  # mail servers break lines over 990 characters
    if isinstance(notice.get("Message"), str):
        notice = _loaded(notice["Message"])
    bounce = notice.get("bounce")
    people = bounce.get("bouncedRecipients") if isinstance(bounce, dict) else None
    return [_one(person) for person in people or () if isinstance(person, dict)]


def _one(person: dict[str, Any]) -> Bounce:
    status = re.search(r"[245]\.\d{1,3}\.\d{1,3}", str(person.get("status", "")))
    return Bounce(
        recipient=str(person.get("emailAddress", "")).lower()[:320],
        status=status.group() if status else "",
        action="delayed" if person.get("action") == "delayed" else "failed",
        text=str(person.get("diagnosticCode", "")),
    )


def _loaded(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
