"""The little that can be told of a mail that cannot be read: enough for "unreadable message from …"."""

from hostdesk.gateways.mail import addresses, caps, headers, words
from hostdesk.gateways.mail.caps import Reason, Unreadable

_HEAD_BYTES = 32 * 1024
_LINE_CHARACTERS = 300


def stub(raw: bytes, reason: Reason, detail: str = "") -> Unreadable:
    """Sender, subject and id from the first 32 KB of the header; "" where even they cannot be read."""
    head = headers.Headers()
    for size in (_HEAD_BYTES, 4096):
        try:
            head = headers.split(raw[:size], is_whole_mail=True)[0]
            break
        except caps.Exceeded:
            continue
    return Unreadable(
        reason,
        sender=_sender(head),
        subject=" ".join(words.decode(head.first("subject")[:2000]).split())[:_LINE_CHARACTERS],
        message_id=head.first("message-id").decode("ascii", "replace").strip("<> ")[:900],
        detail=detail,
    )


def _sender(head: headers.Headers) -> str:
    try:
        found = addresses.read(head.first("from")[:2000])
    except caps.Exceeded:
        return ""
    return found[0].address.address if found else ""
