"""Complaints about invoices in the story: new, half decided, finished, and one by a stranger."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.complaints import actions
from hostdesk.complaints.models import Complaint
from hostdesk.core.complaints import Answer, Decision, Disputed, Wanted
from hostdesk.customers.models import Contact, InvoiceItem
from hostdesk.demo import invoices
from hostdesk.demo.cast import CUSTOMERS, MEYER, OZDEMIR, CustomerRole
from hostdesk.demo.past import Plot, settle, support_ago, support_later
from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission

_STORAGE = "Den Speicher haben wir zum Jahresende gekündigt, die Bestätigung vom 28.11. liegt mir vor."
_BACKUP = "Die Sicherung lief nur drei der sechs Monate, das hat Ihr Support im Frühjahr bestätigt."
_DOMAIN = "Die Domain ist seit März bei einem anderen Anbieter. Bitte schreiben Sie sie gut."


def plots(now: datetime, staff: Mapping[str, Staff]) -> tuple[Plot, ...]:
    """The invoices come first: weeks before anybody disputes one."""
    return (_invoices(now), _new(now), _half(now, staff), _finished(now, staff), _guest(now))


def _invoices(now: datetime) -> Plot:
    yield support_ago(now, 9500)
    invoices.install()


def _new(now: datetime) -> Plot:
    yield support_ago(now, 70)
    _complain(MEYER, {3: ("", _STORAGE)})


def _half(now: datetime, staff: Mapping[str, Staff]) -> Plot:
    begins = support_ago(now, 410)
    yield begins
    complaint = _complain(CUSTOMERS[8], {2: ("13,57", _DOMAIN), 4: ("17,49", _BACKUP)})
    yield support_later(begins, 160)
    first = complaint.items.order_by("position")[0]
    text = "Der Umzug war am 4. März abgeschlossen; das volle Jahr durften wir nicht mehr berechnen."
    actions.decide(first, Decision(Answer.PARTLY, text, Decimal("11.31")), staff["elif"])


def _finished(now: datetime, staff: Mapping[str, Staff]) -> Plot:
    begins = support_ago(now, 1250)
    yield begins
    complaint = _complain(CUSTOMERS[5], {3: ("", _STORAGE), 4: ("", "Was genau wird da gesichert?")})
    yield support_later(begins, 95)
    storage, backup = complaint.items.order_by("position")
    text = "Ihre Kündigung lag rechtzeitig vor; die Position hätte nicht mehr auf der Rechnung stehen dürfen."
    actions.decide(storage, Decision(Answer.ACCEPTED, text), staff["elif"])
    why = "Die Sicherung umfasst Dateien, Datenbanken und Postfächer. Sie ist Teil Ihres Vertrags."
    actions.decide(backup, Decision(Answer.REFUSED, why), staff["elif"])
    actions.finish(complaint, staff["elif"])
    settle()


def _guest(now: datetime) -> Plot:
    yield support_ago(now, 35)
    words = "Ich habe diese Rechnung bekommen, obwohl ich nie etwas bestellt habe."
    item = Disputed(None, "Die ganze Rechnung", Decimal("95.00"), words, Wanted.CREDIT)
    _hand_in("Jochen Brandt", "jochen.brandt@freemail.example.test", OZDEMIR.invoices[2][0], (item,), None)


def _complain(role: CustomerRole, disputed: Mapping[int, tuple[str, str]]) -> Complaint:
    """By the customer's first contact, signed in: amount and reason by position of her last invoice."""
    contact, number = Contact.objects.get(address=role.contacts[0].address), role.invoices[-1][0]
    lines = InvoiceItem.objects.filter(invoice__number=number, position__in=disputed).order_by("position")
    items = tuple(_item(one, *disputed[one.position]) for one in lines)
    return _hand_in(contact.name, contact.address, number, items, contact.pk)


def _item(line: InvoiceItem, amount: str, reason: str) -> Disputed:
    wanted = Wanted.EXPLAIN if reason.endswith("?") else Wanted.CREDIT
    gross = Decimal(amount.replace(",", ".")) if amount else None
    return Disputed(line.pk, line.text, gross, reason, wanted)


def _hand_in(
    name: str, address: str, number: str, items: tuple[Disputed, ...], contact_id: int | None
) -> Complaint:
    """The form as it would come from the page, now."""
    token = hashlib.sha256(f"{address} {number}".encode()).hexdigest()[:32]
    found = "\n\n".join(f"{place}. {one.description}\n{one.reason}" for place, one in enumerate(items, 1))
    form = Submission(
        token=token, language="de", department="accounting", name=name, address=address,
        invoice_number=number, subject=f"Reklamation zur Rechnung {number}",
        text=f"Folgende Positionen der Rechnung {number} beanstande ich:\n\n{found}", items=items,
        contact_id=contact_id, about="complaint",
    )  # fmt: skip
    ticket = door.accept(form, timezone.now())
    return Complaint.objects.get(ticket__number=ticket)
