"""What a request can be about, the department that it then goes to, and what that department needs (M7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.accounts.models import Department
from hostdesk.billing import letters, load
from hostdesk.billing.models import Service
from hostdesk.billing.services import catalogue
from hostdesk.core.money import vat
from hostdesk.core.tariff_versions import vat_rate_at
from hostdesk.core.tariff_words import money
from hostdesk.core.work import second_of
from hostdesk.gateways.form.titles import TITLES

SERVICE = "service-"  # before the slug of a service


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that it can be about."""

    slug: str
    department: str  # slug
    name: str | Promise
    hint: str | Promise = ""
    number: str = ""  # "" is not asked, "ask", or "need": of the customer or account
    asks_invoice: bool = False
    service: str = ""  # slug of a service that is never free
    elsewhere: str = ""  # the name of another page that is for this

    @property
    def address(self) -> str:
        """The page that is for this, if it is another one; "" if that is not built in."""
        try:
            return reverse(self.elsewhere) if self.elsewhere else ""
        except NoReverseMatch:
            return ""


@dataclass(frozen=True, slots=True)
class Group:
    """The topics of one department."""

    slug: str
    name: str
    topics: list[Topic]


TOPICS = (
    Topic(
        "problem", "support", TITLES["problem"],
        gettext_lazy("Website, mail, server, database"), number="need",
    ),
    Topic(
        "domain", "support", TITLES["domain"],
        gettext_lazy("Registration, transfer, records, certificates"), number="need",
    ),
    Topic(
        "order", "support", TITLES["order"],
        gettext_lazy("Its progress, a change, a cancellation"), number="ask",
    ),
    Topic(
        "invoice", "accounting", TITLES["invoice"],
        gettext_lazy("What an item means, a copy, another address"), number="need", asks_invoice=True,
    ),
    Topic(
        "complaint", "accounting", TITLES["complaint"],
        gettext_lazy("Name the items that you dispute; we decide about each"),
        elsewhere="portal:contact_invoice",
    ),
    Topic(
        "payment", "accounting", TITLES["payment"],
        gettext_lazy("Direct debit, reminder, bank details"), number="need", asks_invoice=True,
    ),
    Topic(
        "product", "sales", TITLES["product"],
        gettext_lazy("What fits, what it can do, what it costs"),
    ),
    Topic(
        "offer", "sales", TITLES["offer"],
        gettext_lazy("For a server, a move to us, something special"),
    ),
)  # fmt: skip


def groups(now: datetime, language: str) -> list[Group]:
    """All topics by department, in the departments' order, and what is never free (M19) by itself."""
    known = [one for one in TOPICS if one.address or not one.elsewhere]
    found = [
        Group(one.slug, one.name(language), [topic for topic in known if topic.department == one.slug])
        for one in Department.objects.all()
    ]
    paid = Group("services", _("Services that are never free"), services(now, language))
    return [group for group in (*found, paid) if group.topics]


def services(now: datetime, language: str) -> list[Topic]:
    """Services that are never free (M19), each with its price."""
    tariff = load.tariff_at(now)
    unit, rate = letters.unit(tariff, language), vat_rate_at(second_of(now), tariff.timezone)
    return [
        _service(one, language, _price(letters.price_of(one, tariff), rate, unit, language))
        for one in catalogue()
    ]


def find(slug: str, known: Iterable[Group]) -> Topic | None:
    """The topic of that name that has a form here."""
    found = (topic for group in known for topic in group.topics if topic.slug == slug)
    return next((topic for topic in found if not topic.elsewhere), None)


def _service(one: Service, language: str, price: str) -> Topic:
    return Topic(
        f"{SERVICE}{one.slug}", "support", one.title(language), price, number="need", service=one.slug
    )


def _price(net: Decimal, rate: Decimal, unit: str, language: str) -> str:
    words = {"price": money(net + vat(net, rate), language), "net": money(net, language), "unit": unit}
    return _("%(price)s with VAT (%(net)s net) per started %(unit)s") % words
