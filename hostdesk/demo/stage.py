"""What the people of the story do: customers write real mails, staff use the actions of the desk."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.core.incoming import File
from hostdesk.demo import files, letters, post
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
    writer: Writer, subject: str, text: str, *, to: tuple[str, ...] = ("support",), file: str = "", **more: object
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
    return hand_in(letters.to_bytes(replace(note, **more)), writer.address, addresses)  # type: ignore[arg-type]  # fields of Note


def answer(writer: Writer, ticket: Ticket, text: str, *, file: str = "") -> Ticket:
    """An answer to the newest letter that the writer got, with the old text quoted."""
    letter = _newest_letter(writer, ticket)
    if letter is None:
        return write(writer, f"Re: {ticket.number}", text, to=(ticket.department.slug,), file=file)
    to = (letter.letter["reply_to"] or letter.letter["sender"]["address"],)
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.letter["text"].splitlines()[:30])
    note = Note(
        name=writer.name,
        address=writer.address,
        to=to,
        subject=f"Re: {letter.letter['subject']}",
        text=f"{text}\n\n{letter.letter['sender']['name']}:\n{quoted}\n",
        message_id=_message_id(writer, ticket.number, text),
        at=timezone.now(),
        in_reply_to=letter.message_id,
        references=tuple(letter.letter["references"]),
        files=_enclosures(file),
    )
    return hand_in(letters.to_bytes(note), writer.address, to)


def bounce(ticket: Ticket, recipient: str, text: str) -> Ticket:
    """The recipient's mail server reports that our newest letter on the ticket cannot be delivered."""
    kept = post.mails_of(recipient)[0]
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
    if sender:
        post.keep(raw, [sender], timezone.now(), direction=post.SENT)
    settle()
    arrival.refresh_from_db()
    if not arrival.is_finished:
        raise RuntimeError(f"The story cannot go on: {arrival.error or arrival.state}\n{arrival.traceback}")
    return Ticket.objects.select_related("department").get(number=arrival.ticket_number)


def reply(ticket: Ticket, text: str, by: Staff, *, file: str = "", then: str | datetime | None = None) -> Message:
    """A reply with the writer's name beneath, as staff sign."""
    greeting = "Kind regards" if ticket.language == "en" else "Freundliche Grüße"
    return actions.reply(ticket, f"{text}\n\n{greeting}\n{by.name}", by, files=_files(file), then=then)


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
