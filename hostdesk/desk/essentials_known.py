"""What the desk knows of the essential data of a ticket (M7, M14): it fills in, the agent completes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hostdesk.billing import meter as meters
from hostdesk.billing.meter import Meter
from hostdesk.billing.models import Service, ServiceRequest
from hostdesk.billing.wording import LANGUAGES
from hostdesk.complaints.models import Complaint, ComplaintItem
from hostdesk.core.essentials import (
    Essentials,
    Item,
    Request,
    field_of,
    presumed,
    presumes_stranger,
)  # fmt: skip
from hostdesk.core.summary import summary
from hostdesk.core.tariff_words import money
from hostdesk.desk import essentials_words as words
from hostdesk.desk.essentials_customer import is_unknown_number
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.opening import LEAD
from hostdesk.tickets.standing import family


@dataclass(frozen=True, slots=True)
class Entered:
    """What a person has entered: the kind of request, and items that the desk did not know or got wrong."""

    request: Request | None = None
    typed: Mapping[Item, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the desk fills in. Sphere and service are codes, everything else is in the letter's words."""

    request: Request
    values: Mapping[Item, str]
    sphere_is_found: bool  # then it is changed where findings are recorded, not in a letter


def known(root: Ticket, price: Meter, entered: Entered) -> Known:
    """The values of a root at the meter's moment, given what was entered; a constant number of queries."""
    tickets = family(root)
    asked = ServiceRequest.objects.filter(ticket__in=tickets).select_related("service").last()
    complaint = Complaint.objects.filter(ticket__in=tickets).last()
    request = entered.request or presumed(
        field_of(root.department.slug),
        has_invoice=bool(root.invoice_number),
        has_disputed=complaint is not None,
        has_service=asked is not None,
    )
    values = _of_the_ticket(root)
    if complaint is not None:
        values[Item.INVOICE] = complaint.invoice_number or root.invoice_number
        values[Item.DISPUTED] = _disputed(complaint, root.language)
    if asked is not None:
        values[Item.SERVICE] = asked.service.slug
    if price.finding is not None:
        values[Item.SPHERE] = price.finding.sphere
    said = values | {item: text for item, text in entered.typed.items() if text.strip()}
    values |= _price(root, price, request, said)
    return Known(request, {item: text for item, text in values.items() if text}, price.finding is not None)


def essentials(root: Ticket, found: Known, entered: Entered) -> Essentials:
    """Both together, in the words of the letter; a customer's number that we don't have is none."""
    values = {**found.values, **entered.typed}
    if is_unknown_number(root, entered.typed):
        values[Item.CUSTOMER] = ""
    if sphere := values.get(Item.SPHERE, "").strip():
        values[Item.SPHERE] = LANGUAGES[root.language].get(f"sphere.{sphere}", "")
    if slug := values.get(Item.SERVICE, "").strip():
        service = Service.objects.filter(slug=slug).first()
        values[Item.SERVICE] = service.title(root.language) if service else ""
    return Essentials(found.request, values, entered.reason, entered.typed)


def at_once(root: Ticket, now: datetime, entered: Entered | None = None) -> Essentials:
    """The same for whoever has no page: what the desk knows at `now` (UTC), and what was entered."""
    entered = entered or Entered()
    return essentials(root, known(root, meters.meter(root, now), entered), entered)


def _of_the_ticket(root: Ticket) -> dict[Item, str]:
    is_stranger = root.customer_id is None and presumes_stranger(field_of(root.department.slug))
    name = root.contact.name if root.contact else root.requester_name
    return {
        Item.CUSTOMER: words.NOT_A_CUSTOMER[root.language] if is_stranger else words.customer(root),
        Item.CONTACT: ", ".join(part for part in (name, root.requester) if part),
        Item.DEPARTMENT: root.department.name(root.language),
        Item.SUBJECT: " ".join(root.subject.split())[:300],
        Item.REPORTED: summary(root.lead, author=name, is_cut=len(root.lead) >= LEAD),
        Item.INVOICE: root.invoice_number,
    }


def _price(root: Ticket, price: Meter, request: Request, said: Mapping[Item, str]) -> dict[Item, str]:
    sphere = said.get(Item.SPHERE, "")
    if request is Request.TECHNICAL:
        return {
            Item.COST: words.cost(root, price, sphere),
            Item.START: words.start(root, price, sphere) if sphere else "",
        }
    if request is Request.SERVICE:
        service = Service.objects.filter(slug=said.get(Item.SERVICE, "")).first()
        cost = words.cost_of(root, price, service) if service else ""
        return {Item.COST: cost, Item.START: words.start_of_service(root)}
    if request is Request.COMPLAINT:
        return {Item.START: words.start_of_handling(root, price)}
    return {}


def _disputed(complaint: Complaint, language: str) -> str:
    return "\n".join(_line(one, language) for one in complaint.items.all())


def _line(one: ComplaintItem, language: str) -> str:
    amount = f": {money(one.amount, language)}" if one.amount is not None else ""
    return f"{one.position}. {' '.join(one.description.split())}{amount}"
