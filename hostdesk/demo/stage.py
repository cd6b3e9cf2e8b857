"""What the people of the story do: customers write real mails, staff use the actions of the desk."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.incoming import File
from hostdesk.demo import files, first_responses, letters, post
from hostdesk.demo.cast import DEPARTMENTS
from hostdesk.demo.letters import Enclosure, Note
from hostdesk.demo.past import settle
from hostdesk.gateways import arrivals
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State
from hostdesk.tickets import actions
from hostdesk.tickets.models import Message, Ticket

ADDRESS = {one.slug: one.address for one in DEPARTMENTS}


@dataclass(frozen=True, slots=True)
class Writer:
    """Whoever writes a mail."""

    name: str
    address: str


def write(
    writer: Writer,
    subject: str,
    text: str,
    *,
    to: tuple[str, ...] = ("support",),
    file: str = "",
    **more: object,
) -> Ticket:
    """A mail to departments (slugs), now; the ticket it became. `more` are fields of letters.Note."""
    addresses = tuple(ADDRESS[slug] for slug in to)
    note = Note(
        name=writer.name,
        address=writer.address,
        to=addresses,
        subject=subject,
        text=text,
        message_id=_message_id(writer, subject, text),
        at=timezone.now(),
        files=_enclosures(file),
    )
    note = replace(note, **more)  # type: ignore[arg-type]  # only callers know which fields they name
    raw = letters.to_bytes(note)
    if note.is_proven:  # a forged mail is in nobody's "sent"
        post.keep(raw, [writer.address], timezone.now(), direction=post.SENT)
    return hand_in(raw, writer.address, addresses)


def answer(writer: Writer, ticket: Ticket, text: str, *, file: str = "") -> Ticket:
    """An answer to the newest letter that the writer got, with the old text quoted."""
    letter = _newest_letter(writer, ticket)
    if letter is None:
        return write(writer, f"Re: {ticket.number}", text, to=(ticket.department.slug,), file=file)
    to = (letter.letter["reply_to"] or letter.letter["sender"]["address"],)
    author = f"{letter.letter['sender']['name']} <{letter.letter['sender']['address']}>"
    quoted = letters.quoted(letter.letter["text"], author, letter.sent_at or timezone.now(), ticket.language)
    note = Note(
        name=writer.name,
        address=writer.address,
        to=to,
        subject=f"Re: {letter.letter['subject']}",
        text=text + quoted,
        message_id=_message_id(writer, ticket.number, text),
        at=timezone.now(),
        in_reply_to=letter.message_id,
        references=tuple(letter.letter["references"]),
        files=_enclosures(file),
    )
    raw = letters.to_bytes(note)
    post.keep(raw, [writer.address], timezone.now(), direction=post.SENT)
    return hand_in(raw, writer.address, to)


def bounce(ticket: Ticket, recipient: str, text: str) -> Ticket:
    """The recipient's mail server reports that our newest letter on the ticket cannot be delivered."""
    kept = next(one for one in post.mails_of(recipient) if not one.is_sent)
    raw = letters.bounce(
        kept.raw,
        recipient=recipient,
        postmaster=f"mailer-daemon@{recipient.rpartition('@')[2]}",
        text=text,
        message_id=f"report-{ticket.number.lower()}@{recipient.rpartition('@')[2]}",
        at=timezone.now(),
    )
    return hand_in(raw, "", (letters.return_path(kept.raw),))


def hand_in(raw: bytes, sender: str, recipients: tuple[str, ...]) -> Ticket:
    """Bytes at the door, now; the ticket that they came to."""
    arrival = arrivals.accept(raw, door="lmtp", envelope_from=sender, recipients=recipients)
    settle()
    arrival.refresh_from_db()
    if not arrival.is_finished:
        raise RuntimeError(f"The story cannot go on: {arrival.error or arrival.state}\n{arrival.traceback}")
    return Ticket.objects.select_related("department").get(number=arrival.ticket_number)


def reply(
    ticket: Ticket, text: str, by: Staff, *,
    file: str = "", then: str | datetime | None = None, reason: str = "",
) -> Message:  # fmt: skip
    """A reply with the writer's name beneath, as staff sign; `reason` is why a first one is incomplete."""
    greeting = "Kind regards" if ticket.language == "en" else "Freundliche Grüße"
    return actions.reply(
        ticket, f"{text}\n\n{greeting}\n{by.name}", by,
        files=_files(file), then=then, essentials=first_responses.essentials(ticket, reason),
    )  # fmt: skip


def _newest_letter(writer: Writer, ticket: Ticket) -> Delivery | None:
    arrived = Delivery.objects.filter(ticket=ticket.root.number, state=State.SENT).order_by("-sent_at", "-pk")
    return next((one for one in arrived if writer.address in one.as_letter.recipients), None)


def _message_id(writer: Writer, *words: str) -> str:
    told = "\n".join((writer.address, *words, timezone.now().isoformat()))
    return f"{hashlib.sha256(told.encode()).hexdigest()[:24]}@{writer.address.rpartition('@')[2]}"


def _enclosures(name: str) -> tuple[Enclosure, ...]:
    return (Enclosure(name, *files.content(name)),) if name else ()


def _files(name: str) -> list[File]:
    if not name:
        return []
    content_type, content = files.content(name)
    return [File(name, content_type, content, hashlib.sha256(content).hexdigest())]
