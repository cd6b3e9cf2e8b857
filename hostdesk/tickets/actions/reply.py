"""Answering a customer: message, event, clock and delivery in one transaction, held for a moment."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.essentials import Essentials
from hostdesk.core.incoming import Address, File
from hostdesk.core.letter import Letter, LetterFile
from hostdesk.core.states import Act, NotAllowed, State, move
from hostdesk.lib import reply_keys, storable
from hostdesk.outbox import enqueue as outbox
from hostdesk.tickets import drafts, first_responses, letters, routing, search
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.actions.handling import finish, put_in_charge, sleep
from hostdesk.tickets.by_fax import ByFax, on_sheets
from hostdesk.tickets.first_response_letter import Body, Form
from hostdesk.tickets.messages import StoredFile, store_files, write
from hostdesk.tickets.models import Kind, Message, Participant, Ticket
from hostdesk.tickets.standing import family, said_on, settle
from hostdesk.tickets.storable import ADDRESS, NAME
from hostdesk.tickets.telling import tell

SOLVE = "solve"
NO_ADDRESS = gettext_noop("We know no address for this request: write a note, or enter the address first.")


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
    essentials: Essentials | None = None,
    expected_count: int | None = None,
    then: str | datetime | None = None,
    quote: bool = True,
    by_fax: ByFax | None = None,
    at: datetime | None = None,
) -> Message:
    """Answer the requester, or her fax; `then` is SOLVE or the moment (UTC) to sleep until.

    A first response repeats the `essentials`; Incomplete if one of them is missing and no reason is given.
    Moved if the ticket has more messages than the `expected_count` that the writer saw; NotAllowed without
    text or without an address to answer to.
    """
    if not text.strip():
        raise NotAllowed(gettext_noop("Write something first."))
    stored = store_files(files)
    with changing(ticket, by) as root:
        at = moment(at)
        _same_as_seen(root, expected_count)
        if not root.requester and by_fax is None:
            raise NotAllowed(NO_ADDRESS)
        if by_fax and (cc or files):
            raise NotAllowed(gettext_noop("A fax takes neither copies nor files: send those by mail."))
        form = first_responses.checked(root, essentials) if root.responded_at is None else None
        before = as_it_stands(root)
        to = Address(by_fax.number if by_fax else root.requester, root.requester_name)
        copies = _copies(cc, to)
        message = _write(
            root,
            to,
            copies,
            storable.text(text),
            by,
            stored,
            at,
            form,
            quote=quote and not by_fax,
            by_fax=by_fax,
        )
        if by_fax is None:
            _take_part(root, (to, *copies), at)
        _answered(root, by, at, first_responses.keep(message, form) if form else {})
        if then == SOLVE:
            finish(root, by, at)
        elif isinstance(then, datetime):
            sleep(root, then, by, at)
        settle(root, at)
        tell(
            root, "reply.written", by, at,
            message=message.pk, digest=message.digest, to=to.address, before=before,
        )  # fmt: skip
        search.add(message)
        drafts.drop(root, by, Kind.OUT)
        return message


def as_it_stands(root: Ticket) -> dict[str, Any]:
    """What a reply may change and taking it back restores, as the journal keeps it."""
    return {"state": root.state, "pending_until": root.pending_until, "solved_at": root.solved_at}


def _same_as_seen(root: Ticket, expected_count: int | None) -> None:
    news = root.message_count - expected_count if expected_count is not None else 0
    if news > 0:
        newest = said_on(family(root)).order_by("-at", "-id")
        raise Moved(list(reversed(newest[:news])))


def _write(
    root: Ticket, to: Address, cc: tuple[Address, ...], text: str, by: Staff, files: list[StoredFile],
    at: datetime, form: Form | None, *, quote: bool, by_fax: ByFax | None,
) -> Message:  # fmt: skip
    heard = _heard_by({to.address, *(one.address for one in cc)}, root)
    body = Body(text, form, _quotation(heard, root.language) if quote else "")
    letter = _letter(root, to, cc, body, heard, files)
    channel = "mail"
    if by_fax:
        channel, (letter, sheets) = "fax", on_sheets(by_fax, root, letter)
        files = [sheets]
    delivery = outbox.enqueue(
        channel=channel,
        kind="reply",
        key=f"reply:{letter.message_id}",
        ticket=root.number,
        payload=letter,
        hold_seconds=settings.HOSTDESK["HOSTDESK_UNDO_SECONDS"],
    )
    message = write(
        Message(
            ticket=root, kind=Kind.OUT, channel=channel, author=by, at=at, delivery=delivery,
            sender_address=letter.sender.address, sender_name=letter.sender.name, subject=letter.subject,
            to=[[to.address, to.name]], cc=[[one.address, one.name] for one in cc], language=root.language,
            text=letter.text, new_text=text, message_id=letter.message_id,
            references=list(letter.references),
        ),
        files,
    )  # fmt: skip
    root.message_count += 1
    root.last_message_at = at
    return message


def _letter(
    root: Ticket, to: Address, cc: tuple[Address, ...], body: Body, heard: list[Message],
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
        text=body.text,
        html=body.html,
        signature=root.department.signature(root.language),
        imprint=letters.imprint(),
        files=tuple(LetterFile(f.name, f.content_type, f.size, f.sha256) for f in files),
        message_id=reply_keys.message_id(token, secrets.token_hex(8), settings.HOSTDESK["HOSTDESK_DOMAIN"]),
        in_reply_to=last.message_id if last else "",
        references=tuple(dict.fromkeys([*last.references, last.message_id])) if last else (),
        reply_to=reply_keys.reply_address(mailbox, token),
        envelope_from=routing.bounce_address(),
        language=root.language,
    )


def _heard_by(readers: set[str], root: Ticket) -> list[Message]:
    """What all who get this reply have written or received; nothing else is theirs to see, no id either."""
    spoken = said_on(family(root)).filter(kind__in=[Kind.IN, Kind.OUT]).order_by("at", "id")
    return [one for one in spoken if readers <= _knew(one)]


def _knew(message: Message) -> set[str]:
    named = (pair[0].lower() for pair in [*message.to, *message.cc])
    return {message.sender_address, *named}


def _quotation(heard: list[Message], language: str) -> str:
    """The newest of them that says something."""
    last = next((one for one in reversed(heard) if one.new_text.strip()), None)
    if last is None:
        return ""
    name = last.sender_name or last.sender_address
    return letters.quotation(name, last.at, last.new_text, language)


def _copies(cc: Sequence[Address], to: Address) -> tuple[Address, ...]:
    """Each address once, in lower case, and not whom we write to anyway."""
    lower = (Address(one.address.strip().lower(), storable.text(one.name)) for one in cc)
    return tuple({one.address: one for one in lower if one.address not in ("", to.address)}.values())


def _take_part(root: Ticket, addresses: Sequence[Address], at: datetime) -> None:
    for one in addresses:
        Participant.objects.update_or_create(
            ticket=root,
            address=one.address[:ADDRESS],
            defaults={"withdrawn_at": None},
            create_defaults={"name": one.name[:NAME], "since": at},
        )


def _answered(root: Ticket, by: Staff, at: datetime, essentials: dict[str, Any]) -> None:
    root.state = move(State(root.state), Act.REPLY)
    root.is_unread = False
    if root.assignee is None:
        put_in_charge(root, by)
        tell(root, "ticket.taken", by, at)
    if root.responded_at is None:
        root.responded_at, root.responded_by = at, by
        kept = "promise.met" if at <= root.due_at else "promise.missed"
        tell(root, kept, by, at, due=root.due_at, **essentials)
