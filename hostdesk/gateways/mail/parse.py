"""A mail as it came, bytes to `Incoming`; pure, so that it can be read again from the stored bytes."""

import hashlib
import re

from hostdesk.core import quotes, robots
from hostdesk.core.incoming import Address, Incoming, Robot
from hostdesk.gateways.mail import (
    addresses,
    authentication,
    bounces,
    contents,
    files,
    senders,
    structure,
    words,
)
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.headers import Headers
from hostdesk.gateways.mail.structure import Part
from hostdesk.lib import language

_ID = re.compile(r"<\s*([^<>\s]{1,900})\s*>")
_BARE_ID = re.compile(r"[^<>\s]{1,900}")
_NOT_ONE_LINE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def parse(raw: bytes, facts: Facts) -> Incoming:
    """Read one mail; raises `caps.Exceeded` if it is over a cap (`safely.read` turns that into a value)."""
    top = structure.read(raw)
    head, hint = top.headers, _hint(top)
    inside = contents.read(top, hint)
    subject = _line(head, "subject", hint)
    text, html = inside.text, inside.html
    sender = senders.read(head, hint, facts.envelope_from)
    known = _known(head, facts)
    is_null = _is_null(facts, head)
    reports = bounces.read(top, text, subject, sender.address.address, is_null)
    reply = quotes.read(inside.written_text)
    new_text = reply.new_text or text.strip()
    return Incoming(
        key=facts.key or f"mail:{hashlib.sha256(raw).hexdigest()}",
        channel="mail",
        sender=sender.address,
        subject=subject,
        text=text,
        new_text=new_text,
        signature=reply.signature,
        html=html,
        to=_list(head, "to", hint),
        cc=_list(head, "cc", hint),
        reply_to=_list(head, "reply-to", hint),
        recipients=tuple(recipient.lower() for recipient in facts.recipients),
        envelope_from=_envelope_from(facts, head, sender.address.address),
        files=files.finished(inside.files, html),
        message_id=next(iter(_ids(head.first("message-id"))), ""),
        in_reply_to=next(iter(_ids(head.first("in-reply-to"))), ""),
        references=_ids(b" ".join(head.all("references"))),
        robot=Robot.BOUNCE
        if reports
        else robots.judge(known, subject, new_text, is_null_return_path=is_null),
        bounce=reports[0] if reports else None,
        bounces=reports,
        loop_marks=tuple(known.get("x-hostdesk-loop", ())),
        authentication=authentication.read(known.get("authentication-results", []), facts.authserv_id),
        sender_is_doubtful=sender.is_repaired,
        wants_no_answer=robots.wants_no_answer(known),
        language=language.of(new_text),
        notes=_notes(top),
    )


def _hint(top: Part) -> str:
    """The charset of the subject's encoded words or the first text: raw bytes are most likely in the same."""
    labels = (part.charset for part in top.walk() if part.content_type.startswith("text/"))
    return words.charset(top.headers.first("subject")) or next(filter(None, labels), "")


def _line(head: Headers, name: str, hint: str) -> str:
    """A header as one line of text, without control characters."""
    return _NOT_ONE_LINE.sub(" ", words.decode(head.first(name), hint)).strip()


def _list(head: Headers, name: str, hint: str) -> tuple[Address, ...]:
    return tuple(found.address for value in head.all(name) for found in addresses.read(value, hint))


def _ids(raw: bytes) -> tuple[str, ...]:
    """Message ids without brackets, in their order, each once."""
    text = words.decode(raw)
    found = _ID.findall(text) or _BARE_ID.findall(text)[:1]
    return tuple(dict.fromkeys(found))


def _known(head: Headers, facts: Facts) -> dict[str, list[str]]:
    """All headers as text; what our own server vouches for stands first."""
    known: dict[str, list[str]] = {}
    for name, value in facts.trace:
        known.setdefault(name.lower(), []).append(value)
    for name, raw in head.fields:
        known.setdefault(name, []).append(raw.decode("utf-8", "replace"))
    return known


def _envelope_from(facts: Facts, head: Headers, author: str) -> str:
    """As our server says, else as Return-Path does; where neither tells, the author and not the null path."""
    if facts.envelope_from is not None:
        return facts.envelope_from.strip("<>")
    return words.decode(head.first("return-path")).strip("<> \t\r\n") or (
        "" if _is_null(facts, head) else author
    )


def _is_null(facts: Facts, head: Headers) -> bool:
    """The null return path, told by our own server or, for a mail from a file, by the mail."""
    if facts.envelope_from is not None:
        return facts.envelope_from in ("", "<>")
    return head.first("return-path").strip().startswith((b"<>", b"<MAILER-DAEMON"))


def _notes(top: Part) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for part in top.walk() for note in part.headers.notes))
