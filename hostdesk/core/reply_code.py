"""The code on a reply sheet: which ticket the answer belongs to, signed, in letters that a QR code likes.

23 characters after the mark, so that it fits a QR code of version 2 with level M or Q: what faxes leave
readable (docs/fax.md). Whoever holds the sheet may add to the ticket, and sees nothing of it.
"""

import base64
import hmac
import re
from collections.abc import Sequence

MARK = "HD1"
_MAC = 10  # bytes; the guess has one try a fax
_CODE = re.compile(rf"{MARK}([A-Z2-7]{{23}})")


def make(ticket_id: int, secret: str) -> str:
    """The code for a ticket; the same at every call. OverflowError beyond four bytes."""
    claim = ticket_id.to_bytes(4)
    mac = _mac(claim, secret)
    return MARK + base64.b32encode(_masked(claim, mac, secret) + mac).decode().rstrip("=")


def read(text: str, secrets: Sequence[str]) -> int | None:
    """The ticket that a genuine code names, or None; `secrets` are the current one and older ones."""
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return None
    raw = base64.b32decode(found[1] + "=")
    hidden, mac = raw[:-_MAC], raw[-_MAC:]
    for secret in secrets:
        claim = _masked(hidden, mac, secret)
        if hmac.compare_digest(_mac(claim, secret), mac):
            return int.from_bytes(claim)
    return None


def _mac(claim: bytes, secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"hostdesk reply sheet\0" + claim, "sha256")[:_MAC]


def _masked(claim: bytes, mac: bytes, secret: str) -> bytes:
    # Ticket ids would tell our volume; masking twice gives the claim back.
    mask = hmac.digest(secret.encode(), b"hostdesk reply sheet mask\0" + mac, "sha256")
    return bytes(one ^ other for one, other in zip(claim, mask, strict=False))
