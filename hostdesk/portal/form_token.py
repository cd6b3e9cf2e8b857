"""The token of a form: made when it is opened, signed, and the name of the one request that it becomes.

It takes the place of a cookie: nobody can make one, it tells when the form was opened and for whom, and
however often the form is sent with it, it is one request.
"""

import re
import secrets
from dataclasses import dataclass
from enum import Enum

from django.core.signing import BadSignature, Signer
from django.utils import timezone

LASTS = 12 * 3600  # seconds; an older form is shown again, filled, with one more button
_READ_BEFORE = 60  # seconds; who sees her form again knows it, and is not too quick
_SALT = "hostdesk.portal.form"
_SIGNED = re.compile(r"([0-9a-f]{32})-(\d{1,12})")


class Standing(Enum):
    """What a token that came back is worth."""

    GOOD = "good"
    OLD = "old"  # ours, and still names the same request
    FALSE = "false"  # not ours, or another person's


@dataclass(frozen=True, slots=True)
class Token:
    """One form; `nonce` names its request, `text` stands in the page."""

    nonce: str
    text: str
    standing: Standing = Standing.GOOD
    age: int = 0  # seconds since it was opened


def new(
    contact_id: int | None = None, nonce: str = "", *, standing: Standing = Standing.GOOD, age: int = 0
) -> Token:
    """For a form that was opened `age` seconds ago, by a guest or by a contact who is signed in."""
    nonce = nonce or secrets.token_hex(16)
    return Token(nonce, _signer(contact_id).sign(f"{nonce}-{_now() - age}"), standing, age)


def read(text: str, contact_id: int | None = None) -> Token:
    """What came back; one that is not ours gets a new name, an old one keeps its own."""
    try:
        found = _SIGNED.fullmatch(_signer(contact_id).unsign(text))
    except BadSignature:
        found = None
    if found is None:
        return new(contact_id, standing=Standing.FALSE)
    nonce, age = found[1], _now() - int(found[2])
    if age > LASTS:
        return new(contact_id, nonce, standing=Standing.OLD, age=_READ_BEFORE)
    return Token(nonce, text, age=age)


def _now() -> int:
    return int(timezone.now().timestamp())


def _signer(contact_id: int | None) -> Signer:
    """Bound to who is signed in: a guest's token is worth nothing in a customer's browser."""
    return Signer(salt=f"{_SALT}.{contact_id or 'guest'}", sep=".")
