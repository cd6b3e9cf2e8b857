"""My tickets: a list in plain words."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hostdesk.billing.models import Answer, Charge, ChargeState, ConsentRequest, Draft
from hostdesk.core import numbers
from hostdesk.core.money import ZERO
from hostdesk.core.states import State
from hostdesk.core.tariff_words import money
from hostdesk.customers.models import Contact, Place
from hostdesk.lib import storable
from hostdesk.portal.my_page import show
from hostdesk.portal.my_words import Standing, standing
from hostdesk.portal.signed_in import customers_only, language_of, signed_in
from hostdesk.tickets import access
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Kind, Message, Ticket

SIZE = 20
_WORDS = 100  # characters of a search
FILTERS = {
    "open": gettext_lazy("Open"),
    "solved": gettext_lazy("Solved"),
    "all": gettext_lazy("All"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket."""

    number: str
    subject: str
    who: str  # whose it is, if not hers
    received: str
    standing: Standing
    price: str  # "" if nothing has been charged so far


@customers_only
@require_safe
def tickets(request: HttpRequest) -> HttpResponse:
    """What is open first; the number of queries is the same for one ticket and for thousands."""
    contact, now = signed_in(request), timezone.now()
    chosen = request.GET.get("show", "open")
    chosen = chosen if chosen in FILTERS else "open"
    words = " ".join(storable.text(request.GET.get("q", ""))[:_WORDS].split())
    page = _page(request.GET.get("page", ""))
    found = _found(contact, "all" if words else chosen, words)
    shown = list(found[(page - 1) * SIZE : page * SIZE + 1])
    context = {
        "rows": _rows(shown[:SIZE], contact, now),
        "filters": [(slug, name, slug == chosen and not words) for slug, name in FILTERS.items()],
        "chosen": chosen,
        "words": words,
        "before": page - 1,
        "after": page + 1 if len(shown) > SIZE else 0,
        "sees_all": contact.place != Place.OWN,
    }
    return show(request, "portal/my/tickets.html", "tickets", context)


def asked(contact: Contact, shown: list[Ticket], now: datetime) -> dict[int, ConsentRequest]:
    """The open question for her consent, by ticket."""
    open_ones = ConsentRequest.objects.filter(
        ticket__in=shown, answer=Answer.NONE, expires_at__gt=now, contact=contact,
        address=contact.address.lower(),
    )  # fmt: skip
    return {one.ticket_id: one for one in open_ones.order_by("asked_at")}


def _found(contact: Contact, chosen: str, words: str) -> QuerySet[Ticket]:
    seen = access.visible_to_contact(contact)
    if chosen == "open":
        seen = seen.exclude(state=State.SOLVED)
    if chosen == "solved":
        seen = seen.filter(state=State.SOLVED)
    if words:
        seen = seen.filter(_holding(contact, words))
    return seen.order_by("-received_at", "-pk")


def _holding(contact: Contact, words: str) -> Q:
    """In the subject, the number, or what she wrote herself; never in what she may not read."""
    exact = numbers.parse(words, settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"])
    hers = Message.objects.filter(kind=Kind.IN, sender_address=contact.address.lower())
    said = hers.filter(new_text__icontains=words).values("ticket")
    return (
        Q(number=exact or "") | Q(merged__number=exact or "") | Q(subject__icontains=words) | Q(pk__in=said)
    )


def _rows(shown: list[Ticket], contact: Contact, now: datetime) -> list[Row]:
    language = language_of(contact)
    questions, prices = asked(contact, shown, now), _prices(shown, contact)
    return [
        Row(
            number=one.number,
            subject=one.subject or "–",
            who="" if one.requester == contact.address.lower() else one.requester_name or one.requester,
            received=moment(one.received_at, language),
            standing=standing(
                one, now, language,
                asked_until=questions[one.pk].expires_at if one.pk in questions else None,
            ),
            price=money(prices[one.pk], language) if prices.get(one.pk) else "",
        )
        for one in shown
    ]  # fmt: skip


def _prices(shown: list[Ticket], contact: Contact) -> dict[int, Decimal]:
    """Net, what stands and what is not reviewed yet, of her own customer's tickets."""
    ours = [one.pk for one in shown if one.customer_id == contact.customer_id]
    counted = Charge.objects.filter(ticket__in=ours, state__in=(ChargeState.APPROVED, ChargeState.BILLED))
    found: dict[int, Decimal] = dict(
        counted.order_by().values_list("ticket").annotate(sum=Sum("net")).values_list("ticket", "sum")
    )
    drafts = Draft.objects.filter(ticket__in=ours, is_open=True)
    for ticket, net in drafts.values_list("ticket_id", "net"):
        found[ticket] = found.get(ticket, ZERO) + net
    return found


def _page(text: str) -> int:
    return min(max(int(text), 1), 1000) if text.isdecimal() and len(text) < 5 else 1
