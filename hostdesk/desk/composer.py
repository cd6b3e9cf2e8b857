"""The form at the foot of a ticket: what stands in it, and what comes out of it."""

from dataclasses import dataclass, field
from email.utils import getaddresses
from typing import Any

from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.billing.meter import Meter
from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.desk import essentials_block, essentials_form, fax_out
from hostdesk.desk.essentials_known import Entered
from hostdesk.lib import mail_address
from hostdesk.tickets import drafts, routing
from hostdesk.tickets.models import Draft, Kind, Message, Ticket

MOST_COPIES = 20


@dataclass(frozen=True, slots=True)
class Again:
    """A form that could not be taken as it was, with the reason and everything that was in it."""

    kind: str
    text: str
    cc: str
    refusal: str = ""
    news: list[Message] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    entered: Entered | None = None  # as essential data of a first response
    fax: str | None = None  # the number that was typed; None is a mail


@dataclass(frozen=True, slots=True)
class Composer:
    """What the form shows."""

    kind: str
    reply_text: str
    note_text: str
    cc: str
    sender: str
    expected_count: int
    saved_at: Any
    again: Again | None
    block: essentials_block.Block | None  # of a first response
    may_fax: bool = False
    fax: str = ""  # the number, as it was typed or as it is known
    is_fax: bool = False


def for_page(ticket: Ticket, staff: Staff, price: Meter, again: Again | None = None) -> Composer:
    """The composer with the drafts of `staff`; what came back for a second look goes before."""
    saved = drafts.load(ticket, staff)
    out, note = saved.get(Kind.OUT), saved.get(Kind.NOTE)
    texts = {"out": out.text if out else "", "note": note.text if note else ""}
    cc = out.cc if out else ""
    if again:
        texts[again.kind], cc = again.text, again.cc
    fax = fax_out.number_for(ticket) if fax_out.is_possible() else ""
    is_fax = again.fax is not None if again else bool(fax) and not ticket.requester
    newest = max((one for one in (out, note) if one), key=lambda one: one.changed_at, default=None)
    is_note = (
        again.kind == "note"
        if again
        else (not texts["out"] and bool(texts["note"])) or not (ticket.requester or fax)
    )
    return Composer(
        kind="note" if is_note else "out",
        reply_text=texts["out"],
        note_text=texts["note"],
        cc=cc,
        sender=routing.address_of(ticket.department),
        expected_count=ticket.message_count,
        saved_at=newest.changed_at if newest else None,
        again=again,
        block=_block(ticket, staff, price, out, again, fax),
        may_fax=fax_out.is_possible(),
        fax=(again.fax or "") if again and again.fax is not None else fax,
        is_fax=is_fax,
    )


def _block(
    ticket: Ticket, staff: Staff, price: Meter, draft: Draft | None, again: Again | None, fax: str
) -> essentials_block.Block | None:
    if ticket.responded_at is not None or not (ticket.requester or fax) or not staff.may_change:
        return None
    entered = essentials_form.from_draft(draft.essentials if draft else {})
    if again and again.entered:
        entered = again.entered
    return essentials_block.block(ticket, price, entered, is_asked=again is not None and again.kind == "out")


def keep_draft(ticket: Ticket, staff: Staff, written: dict[str, str]) -> None:
    """Text that survived an expired session becomes a draft, which survives everything."""
    kind = written["kind"] if written.get("kind") in (Kind.OUT, Kind.NOTE) else Kind.OUT
    if staff.may_change:
        form = essentials_form.posted(written, ticket.language) if kind == Kind.OUT else None
        entered = essentials_form.as_draft(form.entered) if form else None
        drafts.save(ticket, staff, kind, written["text"], written.get("cc", ""), entered)


def copies(text: str) -> list[Address]:
    """The addresses in a Cc field; NotAllowed names the one that is none."""
    found = []
    for name, address in getaddresses([text.replace(";", ",")]):
        if not name and not address:
            continue
        try:
            found.append(Address(mail_address.normal(mail_address.sendable(address)), " ".join(name.split())))
        except ValueError as error:
            raise NotAllowed(
                _("“%(address)s” is not a mail address.") % {"address": address or name}
            ) from error
    if len(found) > MOST_COPIES:
        raise NotAllowed(_("At most %(n)s copies.") % {"n": MOST_COPIES})
    return found
