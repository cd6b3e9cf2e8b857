"""Is this mail a report about a delivery, and about whose: report parts first, wording last."""

import re
from dataclasses import replace

from hostdesk.core.incoming import Bounce
from hostdesk.gateways.mail import (
    bounce_lists,
    bounce_notice,
    bounce_recipients,
    bounce_signs,
    bounce_status,
    caps,
    dsn,
    headers,
    structure,
    words,
)
from hostdesk.gateways.mail.bounce_signs import Signs
from hostdesk.gateways.mail.headers import Headers
from hostdesk.gateways.mail.structure import Part

_RETURNED = (
    "message/rfc822",
    "text/rfc822-headers",
    "message/rfc822-headers",
    "message/partial",
    "message/global",
    "message/global-headers",
)
_MOST = 100  # recipients of one report; each costs a search through its text
_GRAVITY = ("failed", "delayed", "relayed", "expanded", "delivered")


def read(top: Part, text: str, subject: str, sender: str, is_null_return_path: bool) -> tuple[Bounce, ...]:
    """One `Bounce` per recipient, the gravest first; () for a mail that is no delivery report."""
    if _is_complaint(top) or bounce_signs.is_challenge(text):
        return ()
    returned = _returned(top, text)
    message_id = headers_id(returned)
    found = (
        _from_report(top, text)
        or _from_failed_recipients(top, text)
        or bounce_notice.read(text)
        or _from_wording(top, text, subject, sender, is_null_return_path, returned)
    )
    found.sort(key=lambda item: _GRAVITY.index(item.action) if item.action in _GRAVITY else 0)
    found = found[:_MOST]
    return tuple(replace(item, text=item.text[:2000], original_message_id=message_id) for item in found)


def headers_id(returned: Headers) -> str:
    """Message-ID of the mail that came back, without brackets; "" if it did not come along."""
    match = re.search(rb"<([^<>\s]{1,900})>", returned.first("message-id")) or re.search(
        rb"(\S+@\S+)", returned.first("message-id")
    )
    return match.group(1).decode("utf-8", "replace") if match else ""


def _is_complaint(top: Part) -> bool:
    """ARF reports (RFC 5965) complain about a mail that did arrive."""
    return any(part.content_type == "message/feedback-report" for part in top.walk())


def _from_report(top: Part, text: str) -> list[Bounce]:
    reports = [
        part
        for part in top.walk()
        if part.content_type in ("message/delivery-status", "message/global-delivery-status")
    ]
    found = [bounce for part in reports for bounce in dsn.read(part.content())]
    return [bounce_status.improved(_addressed(bounce, top, text), text) for bounce in found[:_MOST]]


def _addressed(bounce: Bounce, top: Part, text: str) -> Bounce:
    """Some reports name a mailbox file or a bare host where the address should be: the text knows better."""
    if re.fullmatch(r"[^/@]+@[^@]+", bounce.recipient):
        return bounce
    known: list[str] | tuple[str, ...] = _failed_recipients(top) or bounce_recipients.find(
        bounce_recipients.before_copy(text), frozenset()
    )
    return replace(bounce, recipient=known[0]) if known else bounce


def _from_failed_recipients(top: Part, text: str) -> list[Bounce]:
    return [bounce_status.judged(address, text) for address in _failed_recipients(top)]


def _failed_recipients(top: Part) -> list[str]:
    """X-Failed-Recipients, which Exim and Google write."""
    raw = b",".join(top.headers.all("x-failed-recipients")).decode("utf-8", "replace")
    return [piece.strip(" <>").lower() for piece in raw.split(",") if "@" in piece]


def _from_wording(
    top: Part, text: str, subject: str, sender: str, is_null: bool, returned: Headers
) -> list[Bounce]:
    body = bounce_recipients.before_copy(text)
    if not bounce_signs.is_bounce(Signs(sender, subject, body, is_null, _is_report(top))):
        return []
    ours = frozenset([sender, *_addresses(top.headers, "to"), *_addresses(returned, "from")])
    if nested := _nested(top, text):
        return nested
    domain = sender.rpartition("@")[2]
    recipients = (
        bounce_recipients.find(body, ours, domain)
        or tuple(address for address in _addresses(returned, "to") if address not in ours)[:20]
        or bounce_recipients.any_address(body, ours)
    )
    return [bounce_status.judged(address, body, subject) for address in recipients or [""]]


def _nested(top: Part, text: str) -> list[Bounce]:
    """A report that a gateway has wrapped into a message of its own."""
    for part in top.walk():
        if part.content_type == "message/rfc822" and part is not top:
            try:
                inner = structure.read(part.content())
            except caps.Exceeded:
                continue
            if _is_report(inner):
                return _from_report(inner, text)
    return []


def _is_report(top: Part) -> bool:
    kind = top.parameters.get("report-type", b"").lower()
    return top.content_type == "multipart/report" and kind in (b"delivery-status", b"")


def _returned(top: Part, text: str) -> Headers:
    """The headers of the mail that came back, from its own part or from below the text."""
    for part in top.walk():
        if part.content_type in _RETURNED and part is not top:
            return headers.split(part.content()[: 128 * 1024].lstrip(b"\r\n"), is_whole_mail=True)[0]
    copy = text[len(bounce_recipients.before_copy(text)) :][:65536]
    start = re.search(
        r"(?m)^[>\s]{0,4}(?:Return-Path|Received|From|Message-ID|Date|To|Subject|X-[\w-]+):", copy
    )
    return (
        headers.split(re.sub(r"(?m)^[>|] ?", "", copy[start.start() :]).encode(), is_whole_mail=True)[0]
        if start
        else Headers()
    )


def _addresses(head: Headers, name: str) -> list[str]:
    text = words.decode(b" ".join(head.all(name)[:3]))
    return [address.lower() for address in bounce_lists.ADDRESS.findall(text)]
