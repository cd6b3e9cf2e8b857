"""Work and price of one ticket in detail: findings, entries, questions, charges, each with its history."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import keeps_accounts, leads
from hostdesk.billing import actions
from hostdesk.billing import meter as meters
from hostdesk.billing.actions.asking import who_may_agree
from hostdesk.billing.models import Dispute, WorkInterval
from hostdesk.billing.resting import next_working_day
from hostdesk.core.consent import Reading
from hostdesk.customers.models import Contact
from hostdesk.desk import amounts, bill_words, charge_words, meter_card, meter_words, sphere_card, when
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page
from hostdesk.desk.price_gate import priced_ticket_for
from hostdesk.tickets import access
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded stretch of work."""

    pk: int
    who: str
    on: str
    time: str
    length: str
    kind: str
    reason: str
    is_corrected: bool
    may_correct: bool
    start: str  # for the fields of the form, on the provider's clock
    end: str
    is_free: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A mail that may say yes."""

    request_id: int
    message_id: int
    at: str
    text: str
    reading: str
    objection: str


@readers
def work(request: HttpRequest, number: str) -> HttpResponse:
    """The page; a merged ticket leads to the one that shows it."""
    ticket, me, now = priced_ticket_for(staff(request), number), staff(request), timezone.now()
    if ticket.merged_into_id:
        return redirect("desk:work", ticket.root.number)
    found = meters.meter(ticket, now)
    return page(
        request, "desk/work.html", ticket=ticket, meter=meter_card.card(found, me, now),
        sphere=sphere_card.sphere(ticket, found.finding, now), findings=sphere_card.history(ticket, now),
        disputes=_disputes(ticket),
        entries=_entries(ticket, me, now), lines=bill_words.lines(found.bill),
        requests=[(one, meter_words.request_state(one, now)) for one in found.requests],
        replies=_replies(ticket, now), charges=[charge_words.shown(one, now) for one in found.charges],
        may_open=access.sees(me, ticket), may_approve=keeps_accounts(me), may_waive=leads(me),
        now=f"{when.local(now):%Y-%m-%dT%H:%M}",
    )  # fmt: skip


@readers
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """The form that asks for consent, with the letter as it would go out."""
    ticket, now = access.ticket_for(staff(request), number).root, timezone.now()
    hours = amounts.hours_in(request.GET.get("hours", "2")) or 2
    found = meters.meter(ticket, now)
    contacts = list(who_may_agree(ticket))
    contact = _chosen(request, ticket, contacts)
    text, refusal = bill_words.preview(ticket, contact, hours, now)
    return page(
        request, "desk/ask.html", ticket=ticket, hours=hours, preview=text, refusal=refusal,
        contacts=contacts, contact=contact,
        is_raise=found.consent.state == meters.ConsentStanding.YES,
        is_waiting=found.consent.state == meters.ConsentStanding.ASKED,
        sleeps_until=when.moment(next_working_day(now), now),
    )  # fmt: skip


def _chosen(request: HttpRequest, ticket: Ticket, contacts: list[Contact]) -> Contact | None:
    """Whom the form names; else who wrote, if she may agree; else the first who may."""
    by_key = {str(one.pk): one for one in contacts}
    wanted = (request.GET.get("contact", ""), str(ticket.contact_id))
    return next((by_key[key] for key in wanted if key in by_key), contacts[0] if contacts else None)


def _disputes(ticket: Ticket) -> QuerySet[Dispute]:
    return Dispute.objects.filter(ticket__in=family(ticket)).select_related("written_by", "answered_by")


def _entries(ticket: Ticket, me: Staff, now: datetime) -> list[Entry]:
    rows = list(WorkInterval.objects.filter(ticket__in=family(ticket)).select_related("staff", "recorded_by"))
    corrected = {row.replaces_id for row in rows}
    return [_entry(row, me, now, is_corrected=row.pk in corrected) for row in rows]


def _entry(row: WorkInterval, me: Staff, now: datetime, *, is_corrected: bool) -> Entry:
    start, end = when.local(row.start), when.local(row.end)
    is_hers = row.staff_id == me.pk or leads(me)
    return Entry(
        pk=row.pk,
        who=row.staff.name,
        on=when.day(row.start, now),
        time=f"{start:%H:%M:%S} – {end:%H:%M:%S}",
        length=amounts.duration(int((row.end - row.start).total_seconds())),
        kind=_kind(row),
        reason=row.reason,
        is_corrected=is_corrected,
        may_correct=me.may_change and is_hers and not is_corrected,
        start=f"{start:%Y-%m-%dT%H:%M:%S}",
        end=f"{end:%Y-%m-%dT%H:%M:%S}",
        is_free=row.is_free,
    )


def _kind(row: WorkInterval) -> str:
    if row.kind == "first_response":
        return _("first response, free")
    return _("free") if row.is_free else _("work")


def _replies(ticket: Ticket, now: datetime) -> list[Reply]:
    readings = {Reading.YES: _("says yes"), Reading.NO: _("says no"), Reading.UNCLEAR: _("unclear")}
    return [
        Reply(
            one.request.pk, one.message.pk, when.moment(one.message.at, now), one.message.new_text[:400],
            readings[one.reading], charge_words.objection(one.objection) if one.objection else "",
        )
        for one in actions.consent_replies(ticket)
    ]  # fmt: skip
