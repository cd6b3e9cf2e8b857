"""Answering a customer: message, event, clock and delivery in one transaction, held for a moment."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from hostdesk.accounts.models import Staff
from hostdesk.core.incoming import Address, File
from hostdesk.core.letter import Letter, LetterFile
from hostdesk.core.states import Act, NotAllowed, State, move
from hostdesk.lib import reply_keys
from hostdesk.outbox import enqueue as outbox
from hostdesk.outbox.states import State as DeliveryState
from hostdesk.tickets import drafts, letters, routing, search
from hostdesk.tickets.actions.beginning import changing, moment, tell
from hostdesk.tickets.actions.handling import finish, put_in_charge, sleep
from hostdesk.tickets.messages import StoredFile, store_files, write
from hostdesk.tickets.models import Kind, Message, Participant, Ticket
from hostdesk.tickets.standing import family, settle

SOLVE = "solve"


class Moved(Exception):
    """The thread moved on while the reply was written; `news` is what the writer has not seen."""

    def __init__(self, news: list[Message]) -> None:
        super().__init__("The thread moved on.")
        self.news = news


def reply(
    ticket: Ticket,
    text: str,
    by: Staff,
    *,
    cc: Sequence[Address] = (),
    files: Sequence[File] = (),
    expected_count: int | None = None,
    then: str | datetime | None = None,
    quote: bool = True,
    at: datetime | None = None,
) -> Message:
    """Answer the requester; `then` is SOLVE or the moment (UTC) to sleep until.

    Moved if the ticket has more messages than the `expected_count` that the writer saw; NotAllowed without
    text or without an address to answer to.
    """
    if not text.strip():
        raise NotAllowed("Write something first.")
    stored = store_files(files)
    with changing(ticket, by) as root:
        at = moment(at)
        _same_as_seen(root, expected_count)
        if not root.requester:
            raise NotAllowed("We know no address for this request: write a note, or enter the address first.")
        to = Address(root.requester, root.requester_name)
        message = _write(root, to, tuple(cc), text, by, stored, at, quote=quote)
        _take_part(root, (to, *cc), at)
        _answered(root, by, at)
        if then == SOLVE:
            finish(root, by, at)
        elif isinstance(then, datetime):
            sleep(root, then, by, at)
        settle(root, at)
        search.add(message)
        drafts.drop(root, by, Kind.OUT)
        return message


def undo(message: Message, by: Staff, *, at: datetime | None = None) -> bool:
    """Take a held reply back and give its text back as a draft; False if it is already on its way."""
    with changing(message.ticket, by) as root:
        at = moment(at)
        if message.delivery is None or not outbox.cancel(message.delivery, by=f"staff:{by.pk}"):
            return False
        _as_if_not_answered(root, message)
        drafts.save(root, by, Kind.OUT, message.new_text, ", ".join(address for address, _ in message.cc))
        settle(root, at)
        tell(root, "reply.undone", by, at, message=message.pk)
        return True


def send_now(message: Message, by: Staff) -> bool:
    """End the hold; False if it had ended."""
    with changing(message.ticket, by):
        return message.delivery is not None and outbox.send_now(message.delivery)


def _same_as_seen(root: Ticket, expected_count: int | None) -> None:
    news = root.message_count - expected_count if expected_count is not None else 0
    if news > 0:
        newest = (
            Message.objects.filter(ticket__in=family(root))
            .exclude(kind=Kind.ACKNOWLEDGEMENT)
            .order_by("-at", "-id")
        )
        raise Moved(list(reversed(newest[:news])))


def _write(
    root: Ticket, to: Address, cc: tuple[Address, ...], text: str, by: Staff, files: list[StoredFile],
    at: datetime, *, quote: bool,
) -> Message:  # fmt: skip
    heard = _thread(root)
    quotation = _quotation(heard, {to.address, *(one.address for one in cc)}, root.language) if quote else ""
    letter = _letter(root, to, cc, text, quotation, heard, files)
    delivery = outbox.enqueue(
        channel="mail",
        kind="reply",
        key=f"reply:{letter.message_id}",
        ticket=root.number,
        payload=letter,
        hold_seconds=settings.HOSTDESK["HOSTDESK_UNDO_SECONDS"],
    )
    message = write(
        Message(
            ticket=root, kind=Kind.OUT, channel="mail", author=by, at=at, delivery=delivery,
            sender_address=letter.sender.address, sender_name=letter.sender.name, subject=letter.subject,
            to=[[to.address, to.name]], cc=[[one.address, one.name] for one in cc], language=root.language,
            text=text + quotation, new_text=text, message_id=letter.message_id,
            references=list(letter.references),
        ),
        files,
    )  # fmt: skip
    root.message_count += 1
    root.last_message_at = at
    tell(root, "reply.written", by, at, message=message.pk, digest=message.digest, to=to.address)
    return message


def _letter(
    root: Ticket, to: Address, cc: tuple[Address, ...], text: str, quotation: str, heard: list[Message],
    files: list[StoredFile],
) -> Letter:  # fmt: skip
    mailbox = routing.address_of(root.department)
    token = reply_keys.issue(root.pk, to.address, settings.SECRET_KEY)
    last = next((one for one in reversed(heard) if one.message_id), None)
    return Letter(
        sender=Address(
            mailbox, f"{settings.HOSTDESK['HOSTDESK_PROVIDER']} {root.department.name(root.language)}"
        ),
        to=(to,),
        cc=cc,
        subject=letters.reply_subject(root),
        text=text + quotation,
        signature=root.department.signature(root.language),
        imprint=letters.imprint(),
        files=tuple(LetterFile(f.name, f.content_type, f.size, f.sha256) for f in files),
        message_id=reply_keys.message_id(token, secrets.token_hex(8), settings.HOSTDESK["HOSTDESK_DOMAIN"]),
        in_reply_to=last.message_id if last else "",
        references=tuple(dict.fromkeys([*last.references, last.message_id])) if last else (),
        reply_to=reply_keys.reply_address(mailbox, token),
        envelope_from=f"bounces@{settings.HOSTDESK['HOSTDESK_DOMAIN']}",
        language=root.language,
    )


def _thread(root: Ticket) -> list[Message]:
    spoken = Message.objects.filter(ticket__in=family(root), kind__in=[Kind.IN, Kind.OUT]).order_by(
        "at", "id"
    )
    return list(spoken.exclude(delivery__state=DeliveryState.CANCELLED))


def _quotation(heard: list[Message], readers: set[str], language: str) -> str:
    """The newest message that all who get this reply have written or received; no other is theirs to see."""
    for message in reversed(heard):
        knew = {message.sender_address, *(pair[0] for pair in [*message.to, *message.cc])}
        if readers <= knew and message.new_text.strip():
            return letters.quotation(
                message.sender_name or message.sender_address, message.at, message.new_text, language
            )
    return ""


def _take_part(root: Ticket, addresses: Sequence[Address], at: datetime) -> None:
    for one in addresses:
        Participant.objects.get_or_create(
            ticket=root, address=one.address, defaults={"name": one.name, "since": at}
        )


def _answered(root: Ticket, by: Staff, at: datetime) -> None:
    root.state = move(State(root.state), Act.REPLY)
    root.is_unread = False
    if root.assignee is None:
        put_in_charge(root, by)
        tell(root, "ticket.taken", by, at)
    if root.responded_at is None:
        root.responded_at, root.responded_by = at, by
        tell(root, "promise.met" if at <= root.due_at else "promise.missed", by, at, due=root.due_at)


def _as_if_not_answered(root: Ticket, undone: Message) -> None:
    """The clock runs again if the reply that was taken back had stopped it; a solved ticket is open again."""
    earlier = Message.objects.filter(ticket__in=family(root), kind=Kind.OUT).exclude(pk=undone.pk)
    first = earlier.exclude(delivery__state=DeliveryState.CANCELLED).order_by("at", "id").first()
    root.responded_at, root.responded_by = (first.at, first.author) if first else (None, None)
    root.message_count -= 1
    if root.state in (State.SOLVED, State.PENDING):
        root.state, root.solved_at, root.pending_until = State.OPEN, None, None
