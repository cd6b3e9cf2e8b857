"""The ways to reach us that are open now (M1 to M6), and when somebody would answer."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from hostdesk.accounts.models import Department
from hostdesk.calendars import load
from hostdesk.core.day_spans import clock, open_until
from hostdesk.core.deadlines import first_response_due
from hostdesk.core.hours import is_open
from hostdesk.customers.models import Contact
from hostdesk.tickets.letters import moment

_ABOUT = {
    "support": gettext_noop("Technical questions, domains, orders"),
    "accounting": gettext_noop("Invoices, complaints, payments"),
    "sales": gettext_noop("Products and offers"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach us; `until` says when it closes, "" is around the clock."""

    icon: str
    label: str
    url: str
    about: str
    until: str = ""

    @property
    def is_open_today(self) -> bool:
        """Whether it closes; else it is there around the clock."""
        return bool(self.until)


def ways(now: datetime, contact: Contact | None, language: str) -> list[Way]:
    """What is open at `now`; the customers' phone only for a contact who has signed in (M6)."""
    with override(language):
        return [*_sales_phone(now), *_form(), *_mail(language), *_customer_phone(contact), *_fax()]


def answered_by(now: datetime, language: str) -> str:
    """Until when a person answers what is written at `now`, as people say it (M14)."""
    seconds = settings.HOSTDESK["HOSTDESK_RESPONSE_HOURS"] * 3600
    return moment(first_response_due(now, load.current_hours(), seconds), language)


def ask(department: str = "", article_id: int = 0) -> str:
    """Where "answer not found?" leads: the form for a department, with the article that did not help."""
    form = _reverse("portal:contact")
    if not form:
        return f"{reverse('portal:home')}#contact"
    known = {"department": department, "read": str(article_id or "")}
    query = urlencode({name: value for name, value in known.items() if value})
    return f"{form}?{query}" if query else form


def _sales_phone(now: datetime) -> list[Way]:
    number, hours = settings.HOSTDESK["HOSTDESK_SALES_PHONE"], load.current_hours()
    if not number or not is_open(hours, now):
        return []
    closes = open_until(hours, now)
    until = _("open until %(time)s") % {"time": clock(closes)} if closes else ""
    return [Way("phone", number, _tel(number), _("Sales, if you are not a customer yet"), until)]


def _form() -> list[Way]:
    form = _reverse("portal:contact")
    return [Way("form", _("Fill in the form"), form, _("Suggests answers while you write"))] if form else []


def _mail(language: str) -> list[Way]:
    domain = settings.HOSTDESK["HOSTDESK_DOMAIN"]
    return [_letterbox(f"{one.local_part}@{domain}", one, language) for one in Department.objects.all()]


def _letterbox(address: str, department: Department, language: str) -> Way:
    about = _ABOUT.get(department.slug)
    return Way("mail", address, f"mailto:{address}", _(about) if about else department.name(language))


def _customer_phone(contact: Contact | None) -> list[Way]:
    number, my = settings.HOSTDESK["HOSTDESK_CUSTOMER_PHONE"], _reverse("portal:my_sign_in")
    if not number:
        return []
    if contact is not None:
        return [Way("phone", number, _tel(number), _("Support around the clock, for you as our customer"))]
    about = _("Around the clock; sign in to see the number")
    return [Way("phone", _("Customers' phone"), my, about)] if my else []


def _fax() -> list[Way]:
    number = settings.HOSTDESK["HOSTDESK_FAX"]
    return [Way("fax", number, _tel(number), _("Fax for all departments"))] if number else []


def _tel(number: str) -> str:
    return "tel:+" + "".join(letter for letter in number if letter.isdecimal())


def _reverse(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # that part of the portal is not built in
        return ""
