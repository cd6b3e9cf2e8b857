"""From a filled-in form to a mail at the desk's door."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from hostdesk.demo import letters, post
from hostdesk.demo.hand_in import hand_in
from hostdesk.demo.letters import Enclosure, Note
from hostdesk.demo.people import Person
from hostdesk.demo.reading import Shown


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A mail with its envelope; `sender` "" is the null return path."""

    raw: bytes
    sender: str
    recipients: tuple[str, ...]


def new(person: Person, filled_in: Mapping[str, Any]) -> Outgoing:
    """A mail that belongs to nothing yet."""
    to = tuple(filled_in["to"])
    return _outgoing(person, to, filled_in["subject"], filled_in)


def answer(person: Person, mail: Shown, filled_in: Mapping[str, Any]) -> Outgoing:
    """An answer as mail programs write it: to Reply-To, with In-Reply-To, the old text quoted beneath."""
    subject = mail.subject if mail.subject.lower().startswith(("re:", "aw:")) else f"Re: {mail.subject}"
    text = filled_in["text"] + letters.quoted(
        mail.text, mail.sender, timezone.localtime(mail.kept.at), mail.language
    )
    return _outgoing(person, mail.answer_to, subject, {**filled_in, "text": text}, answers=mail)


def bounce(address: str, kept: post.Kept) -> Outgoing:
    """The report of the customer's mail server that the mail could not be delivered."""
    raw = letters.bounce(
        kept.raw,
        recipient=address,
        postmaster=f"mailer-daemon@{address.rpartition('@')[2]}",
        text="550 5.1.1 The mailbox does not exist any more",
        message_id=_message_id(address),
        at=timezone.now(),
    )
    return Outgoing(raw, "", (letters.return_path(kept.raw),))


def send(outgoing: Outgoing) -> None:
    """Hand it in; raises OSError or smtplib.SMTPException if the desk did not take it."""
    hand_in(outgoing.raw, sender=outgoing.sender, recipients=outgoing.recipients)


def _outgoing(
    person: Person,
    to: tuple[str, ...],
    subject: str,
    filled_in: Mapping[str, Any],
    answers: Shown | None = None,
) -> Outgoing:
    note = Note(
        name=person.name,
        address=person.address,
        to=to,
        subject=" ".join(subject.split()),
        text=filled_in["text"].replace("\r\n", "\n"),
        message_id=_message_id(person.address),
        at=timezone.localtime(),
        in_reply_to=answers.message_id if answers else "",
        references=answers.references if answers else (),
        files=_files(filled_in.get("file")),
    )
    return Outgoing(letters.to_bytes(note), person.address, to)


def _files(upload: Any) -> tuple[Enclosure, ...]:
    if not upload:
        return ()
    return (Enclosure(upload.name, upload.content_type or "application/octet-stream", upload.read()),)


def _message_id(address: str) -> str:
    return f"{secrets.token_hex(10)}@{address.rpartition('@')[2]}"
