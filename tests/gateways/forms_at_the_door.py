"""Forms for the tests of their door."""

import hashlib
from typing import Any

from django.utils import timezone

from hostdesk.core.incoming import File
from hostdesk.demo import cast
from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission

CUSTOMER = cast.MEYER.contacts[0].address
STRANGER = "neu@anderswo.example.test"
TOKEN = "0123456789abcdef0123456789abcdef"


def a_form(**more: Any) -> Submission:
    """A small form of a stranger; `more` are fields of the submission."""
    usual: dict[str, Any] = {
        "token": TOKEN,
        "language": "de",
        "department": "support",
        "name": "Nina Neu",
        "address": STRANGER,
        "subject": "Shop zeigt Fehler 500",
        "text": "Seit heute früh.\nBitte um Hilfe.",
    }
    return Submission(**usual | more)


def a_file(name: str = "bild.png", content: bytes = b"PNG", content_type: str = "image/png") -> File:
    """Something that was chosen in the browser."""
    return File(name, content_type, content, hashlib.sha256(content).hexdigest())


def send(**more: Any) -> str:
    """Hand in a form now; the number of its ticket."""
    return door.accept(a_form(**more), timezone.now())
