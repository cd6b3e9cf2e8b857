"""To whom a mail was really delivered, if only the mail itself can tell."""

import re

from django.conf import settings

_HEAD = 256 * 1024  # bytes of a mail in which its headers are looked for
# In the order of trust: written by the server that delivered it, then by the sender.
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")
_WRITTEN = ("to", "cc")


def is_ours(address: str) -> bool:
    """Whether the address lies in HOSTDESK_DOMAIN; `postmaster` alone always does (RFC 5321, 4.5.1)."""
    domain = address.rpartition("@")[2].rstrip(".").lower()
    return domain == settings.HOSTDESK["HOSTDESK_DOMAIN"] or address.lower() == "postmaster"


def recipients_in(raw: bytes) -> tuple[str, ...]:
    """Our addresses among the mail's delivery headers, else among To and Cc; lower case, each once."""
    head = _headers(raw)
    for names in (_DELIVERED, _WRITTEN):
        values = [value for name, value in head if name in names]
        ours = tuple(
            dict.fromkeys(address for value in values for address in _addresses(value) if is_ours(address))
        )
        if ours:
            return ours
    return ()


def _addresses(value: str) -> list[str]:
    # The real parser of addresses needs seconds for some that were made to hurt; we only look for our own.
    return [word.lower() for word in re.split(r'[\s<>,;:"()]+', value) if "@" in word]


def _headers(raw: bytes) -> list[tuple[str, str]]:
    text = re.split(r"\r?\n\r?\n", raw[:_HEAD].decode("utf-8", "replace"), maxsplit=1)[0]
    fields = re.sub(r"\r?\n[ \t]+", " ", text).splitlines()
    pairs = (field.partition(":") for field in fields)
    return [(name.strip().lower(), value.strip()[:16_384]) for name, colon, value in pairs if colon]
