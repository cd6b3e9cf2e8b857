"""Who wrote it: the first header that really contains an address."""

import re

from hostdesk.core.incoming import Address
from hostdesk.gateways.mail import addresses
from hostdesk.gateways.mail.addresses import Found
from hostdesk.gateways.mail.headers import Headers

# A desk must be able to answer, so after every From line the next best headers are asked.
_ORDER = ("from", "reply-to", "return-path", "sender")


def read(head: Headers, hint: str, envelope_from: str | None) -> Found:
    """The sender; doubtful if From had to be repaired or another header had to help."""
    for name in _ORDER:
        for value in head.all(name):
            for found in addresses.read(value, hint):
                return _with_name(found, head, hint) if name != "from" else found
    if envelope_from and "@" in envelope_from:
        return _with_name(Found(Address(envelope_from.lower())), head, hint)
    first = head.first("from")
    local = addresses.local_only(first)
    comment = re.search(rb"\(([^()]*)\)", first)
    words = comment.group(1) if comment and local else re.sub(rb"<[^<>]*>", b"", first)
    return Found(Address(local, addresses.name_only(words, hint)), is_repaired=True)


def _with_name(found: Found, head: Headers, hint: str) -> Found:
    """From had a name but no address: the name stays."""
    name = addresses.name_only(head.first("from"), hint).strip("<> ")
    return Found(Address(found.address.address, name or found.address.name), is_repaired=True)
