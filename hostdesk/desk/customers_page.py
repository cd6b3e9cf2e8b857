"""The customers: found by number, name or address; each with contacts, tickets, consents and statements."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import administers, sees_accounts
from hostdesk.billing.models import ConsentRequest, Statement
from hostdesk.customers import contracts, directory
from hostdesk.customers.models import Contact, Customer, Place
from hostdesk.desk import amounts, customer_words, meter_words, price_hints
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.pages import page
from hostdesk.desk.row import Row
from hostdesk.desk.rows import row
from hostdesk.journal.models import Event
from hostdesk.tickets import access

SHOWN = 50
_TICKETS, _CONSENTS, _STATEMENTS, _EVENTS = 20, 10, 12, 30


@readers
def customers(request: HttpRequest) -> HttpResponse:
    """The first fifty with these words."""
    words = request.GET.get("q", "").strip()[:100]
    found = list(directory.find(words)[: SHOWN + 1])
    return page(
        request, "desk/customers.html", slug="customers", words=words, customers=found[:SHOWN],
        is_more=len(found) > SHOWN, may_edit=administers(staff(request)),
    )  # fmt: skip


@readers
def customer(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one that this person may see."""
    me, now = staff(request), timezone.now()
    found = customer_of(number)
    return page(
        request, "desk/customer.html", slug="customers", customer=found, may_edit=administers(me),
        contacts=_contacts(found), places=customer_words.PLACES.items(),
        accounts=list(found.accounts.values_list("number", flat=True)),
        rows=_tickets(found, me, now), consents=_consents(found, me, now),
        statements=_statements(found, me), **_history(found, now),
    )  # fmt: skip


def customer_of(number: str) -> Customer:
    """The customer with this number; Http404."""
    found = Customer.objects.filter(number=number).first()
    if found is None:
        raise Http404(number)
    return found


def _contacts(found: Customer) -> list[tuple[Contact, str]]:
    """Who has left stands last."""
    rows = found.contacts.order_by("is_former", "name", "pk")
    return [(one, str(customer_words.PLACES[Place(one.place)])) for one in rows]


def _tickets(found: Customer, me: Staff, now: datetime) -> list[Row]:
    hers = access.visible_to(me).filter(customer=found, merged_into=None, is_spam=False)
    newest = list(
        hers.select_related("assignee", "customer", "department", "calendar").order_by("-received_at", "-id")[
            :_TICKETS
        ]
    )
    hints = price_hints.hints(newest, now)
    return [row(one, now, hints.get(one.pk, "")) for one in newest]


def _consents(found: Customer, me: Staff, now: datetime) -> list[tuple[str, meter_words.Grant]]:
    """Questions on tickets that she may see; the proof is on the page of the ticket."""
    visible = access.visible_to(me)
    asked = ConsentRequest.objects.filter(customer_number=found.number).filter(
        Q(ticket__in=visible) | Q(ticket__merged_into__in=visible)
    )
    rows = asked.select_related("ticket__merged_into", "contact", "confirmed_by").order_by("-asked_at", "-id")
    return [(one.ticket.root.number, meter_words.request_state(one, now)) for one in rows[:_CONSENTS]]


def _statements(found: Customer, me: Staff) -> list[tuple[Statement, str]] | None:
    """None for who may not see accounts."""
    if not sees_accounts(me):
        return None
    rows = Statement.objects.filter(customer=found).order_by("-month", "-number")[:_STATEMENTS]
    return [(one, amounts.euros(one.gross)) for one in rows]


def _history(found: Customer, now: datetime) -> dict[str, Any]:
    events = Event.objects.filter(about=contracts.about(found)).order_by("-seq")[:_EVENTS]
    return {"history": customer_words.history(events, now)}
