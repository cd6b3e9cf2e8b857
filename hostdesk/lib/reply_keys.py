"""Signed keys in our addresses and Message-IDs: proof that we invited this very address to this very ticket.

A key is 27 bytes: key id, masked (ticket, address digest), 128 bits of HMAC-SHA256; in base32 lower case,
because mail systems change the case of local parts. The mask keeps ticket ids, and so our volume, to us.
"""

import base64
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass

from hostdesk.lib.mail_address import normal

Secrets = str | Sequence[str]  # the first one signs; the older ones are still believed

_DIGEST = 6  # bytes; keyed, so another address that fits can only be guessed at our door
_MAC = 16
_LOCAL_PART = 64  # octets, RFC 5321 section 4.5.3.1.1
_IN_LOCAL_PART = re.compile(r"\+k\.([a-z2-7]{44})@", re.IGNORECASE)
_IN_MESSAGE_ID = re.compile(r"^<?k\.([a-z2-7]{44})\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeyClaim:
    """What a genuine key says; the address is known by its digest only, see `matches`."""

    ticket_id: int
    address_digest: bytes


def issue(ticket_id: int, address: str, secret: Secrets) -> str:
    """The key that lets `address` write to this ticket; 44 characters, the same at every call."""
    current = _all(secret)[0]
    return _sealed("reply", ticket_id.to_bytes(4) + _digest(address, current), current)


def verify(token: str, secret: Secrets) -> KeyClaim | None:
    """What the key says, or None if we never issued it. Believe it only together with `matches`."""
    opened = _opened("reply", token, 4 + _DIGEST, secret)
    return opened and KeyClaim(int.from_bytes(opened[0][:4]), opened[0][4:])


def matches(token: str, ticket_id: int, address: str, secret: Secrets) -> bool:
    """Whether we issued this key for this ticket to this very sender ("Joining a ticket")."""
    opened = _opened("reply", token, 4 + _DIGEST, secret)
    if not opened:
        return False
    claim, signer = opened
    return hmac.compare_digest(claim, ticket_id.to_bytes(4) + _digest(address, signer))


def issue_bounce(delivery_id: int, secret: Secrets) -> str:
    """The key in a return path, so that a bounce finds its delivery; 34 characters."""
    return _sealed("bounce", delivery_id.to_bytes(4), _all(secret)[0])


def verify_bounce(token: str, secret: Secrets) -> int | None:
    """The delivery a return path belongs to, or None if it is not one of ours."""
    opened = _opened("bounce", token, 4, secret)
    return int.from_bytes(opened[0]) if opened else None


def reply_address(mailbox: str, token: str) -> str:
    """`support+k.<token>@domain`; the mailbox itself if its name leaves no room for the key."""
    local, _, domain = mailbox.rpartition("@")
    longer = f"{local}+k.{token}"
    return f"{longer}@{domain}" if len(longer.encode()) <= _LOCAL_PART else mailbox


def message_id(token: str, random: str, domain: str) -> str:
    """`k.<token>.<random>@domain`, without brackets."""
    return f"k.{token}.{random}@{domain}"


def token_in(address_or_message_id: str) -> str:
    """The key in one of our reply addresses or Message-IDs, unproven; "" if there is none."""
    found = _IN_LOCAL_PART.search(address_or_message_id) or _IN_MESSAGE_ID.match(address_or_message_id)
    return found[1].lower() if found else ""


def bounce_token_in(address: str) -> str:
    """The key in `bounces+<token>@domain`, unproven; "" if there is none."""
    found = re.search(r"\+([a-z2-7]{34})@", address, re.IGNORECASE)
    return found[1].lower() if found else ""


def _sealed(purpose: str, claim: bytes, secret: str) -> str:
    mac = _mac(purpose, claim, secret)
    return _text(_key_id(secret) + _masked(purpose, claim, mac, secret) + mac)


def _opened(purpose: str, token: str, length: int, secrets: Secrets) -> tuple[bytes, str] | None:
    """The claim in `token` and the secret that signed it."""
    raw = _bytes(token)
    if len(raw) != 1 + length + _MAC:
        return None
    key_id, hidden, mac = raw[:1], raw[1:-_MAC], raw[-_MAC:]
    for secret in _all(secrets):
        if hmac.compare_digest(_key_id(secret), key_id):
            claim = _masked(purpose, hidden, mac, secret)
            if hmac.compare_digest(_mac(purpose, claim, secret), mac):
                return claim, secret
    return None


def _all(secret: Secrets) -> Sequence[str]:
    return (secret,) if isinstance(secret, str) else secret


def _hash(secret: str, label: str, data: bytes = b"") -> bytes:
    return hmac.digest(secret.encode(), f"hostdesk {label}\0".encode() + data, "sha256")


def _key_id(secret: str) -> bytes:
    return _hash(secret, "key id")[:1]


def _digest(address: str, secret: str) -> bytes:
    return _hash(secret, "address", normal(address).encode())[:_DIGEST]


def _mac(purpose: str, claim: bytes, secret: str) -> bytes:
    return _hash(secret, f"{purpose} key", claim)[:_MAC]


def _masked(purpose: str, claim: bytes, mac: bytes, secret: str) -> bytes:
    # The MAC is the nonce of the mask (as in SIV): masking twice gives the claim back.
    mask = _hash(secret, f"{purpose} mask", mac)
    return bytes(a ^ b for a, b in zip(claim, mask, strict=False))


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _bytes(token: str) -> bytes:
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    except ValueError:
        return b""
    # Bits beyond the last byte must be zero: one key has one spelling, apart from its case.
    return raw if _text(raw) == token.lower() else b""
