"""What the desk fills into a first response by itself, in the customer's language (M14 to M20)."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from hostdesk.billing import letters as billing_letters
from hostdesk.billing.meter import Meter
from hostdesk.billing.models import Service
from hostdesk.core.money import vat, vat_rate
from hostdesk.core.tariff_rules import Tariff
from hostdesk.core.tariff_windows import Kind
from hostdesk.core.tariff_words import money
from hostdesk.desk import when
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Ticket

NOT_A_CUSTOMER: Mapping[str, str] = MappingProxyType(
    {"de": "noch kein Kunde bei uns", "en": "not a customer of ours yet"}
)


def customer(root: Ticket) -> str:
    """Name and numbers of the customer (M7); "" if the ticket has none."""
    if root.customer is None:
        return ""
    words = _LANGUAGES[root.language]
    account = words["account"].format(root.account_number) if root.account_number else ""
    return words["customer"].format(name=root.customer.name, number=root.customer.number) + account


def cost(root: Ticket, price: Meter, sphere: str) -> str:
    """What technical work will cost, by the side on which the cause lies; "" while nobody has said."""
    words = _LANGUAGES[root.language]
    if sphere == "inside":
        return words["free"]
    if not sphere:
        return ""
    quarter = _at_start(root, price)
    return words["perhaps"].format(price=quarter) if sphere == "unknown" else quarter


def cost_of(root: Ticket, price: Meter, service: Service) -> str:
    """What a service of the catalogue costs (M20)."""
    net = billing_letters.price_of(service, price.tariff)
    return _LANGUAGES[root.language]["per"].format(
        price=_money(root, price, net), unit=billing_letters.unit(price.tariff, root.language)
    )


def start(root: Ticket, price: Meter, sphere: str) -> str:
    """When technical work starts: now, or when staff get in touch and chargeable work may begin (M15)."""
    words = _LANGUAGES[root.language]
    if any(not one.is_paused for one in price.running):
        return words["running"]
    if sphere == "inside" or not price.needs_consent:
        return words["now"]
    day = moment(billing_letters.day_begins(price.tariff, price.now), root.language)
    key = "chargeable" if sphere == "outside" else "chargeable_perhaps"
    return (
        f"{words['now_look'] if price.support_is_open else _touch(root, price)}{words[key].format(day=day)}"
    )


def start_of_handling(root: Ticket, price: Meter) -> str:
    """When somebody sees to what costs nothing: now, or when support opens."""
    return _LANGUAGES[root.language]["now"] if price.support_is_open else _touch(root, price)


def start_of_service(root: Ticket) -> str:
    """A technician looks first, then we phone (M20)."""
    return _LANGUAGES[root.language]["after_check"]


def _touch(root: Ticket, price: Meter) -> str:
    return _LANGUAGES[root.language]["touch"].format(opening=moment(price.next_opening, root.language))


def _at_start(root: Ticket, price: Meter) -> str:
    """At the price at which work starts: without consent that is the day price."""
    words, tariff = _LANGUAGES[root.language], price.tariff
    unit = billing_letters.unit(tariff, root.language)
    if price.kind is Kind.DAY or price.needs_consent:
        return words["per"].format(price=_money(root, price, _unit(tariff, tariff.day_price)), unit=unit)
    return words["flat"].format(
        flat=_money(root, price, tariff.flat_price),
        price=_money(root, price, _unit(tariff, tariff.surcharge_price)),
        unit=unit,
    )


def _unit(tariff: Tariff, quarter: Decimal) -> Decimal:
    return billing_letters.unit_price(tariff, quarter)


def _money(root: Ticket, price: Meter, net: Decimal) -> str:
    """For a consumer the sum that she pays; for a firm the net one."""
    words = _LANGUAGES[root.language]
    if root.customer is None or root.customer.is_consumer:
        gross = net + vat(net, vat_rate(when.local(price.now).date()))
        return words["gross"].format(gross=money(gross, root.language), net=money(net, root.language))
    return words["net"].format(net=money(net, root.language))


_LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "de": {
            "customer": "{name}, Kundennummer {number}",
            "account": ", Konto {}",
            "free": "kostenlos, denn die Ursache liegt bei uns",
            "perhaps": "kostenlos, wenn die Ursache bei uns liegt, sonst {price}",
            "per": "{price} je angefangene {unit}",
            "flat": "{flat} Pauschale und {price} je angefangene {unit}",
            "net": "{net} zzgl. USt.",
            "gross": "{gross} (netto {net})",
            "now": "sofort",
            "now_look": "Wir sehen sofort nach",
            "running": "Wir arbeiten schon daran",
            "touch": "Wir melden uns am {opening}",
            "chargeable": "; kostenpflichtige Arbeit ohne Ihre Zustimmung frühestens am {day}",
            "chargeable_perhaps": (
                "; liegt die Ursache nicht bei uns, beginnt kostenpflichtige Arbeit ohne Ihre Zustimmung "
                "frühestens am {day}"
            ),
            "after_check": "Ein Techniker prüft, ob wir das übernehmen können; dann rufen wir Sie an",
        },
        "en": {
            "customer": "{name}, customer number {number}",
            "account": ", account {}",
            "free": "free, because the cause is on our side",
            "perhaps": "free if the cause is on our side, otherwise {price}",
            "per": "{price} per started {unit}",
            "flat": "a flat fee of {flat} and {price} per started {unit}",
            "net": "{net} plus VAT",
            "gross": "{gross} ({net} net)",
            "now": "at once",
            "now_look": "We are looking into it at once",
            "running": "We are working on it already",
            "touch": "We will get in touch on {opening}",
            "chargeable": "; chargeable work without your consent on {day} at the earliest",
            "chargeable_perhaps": (
                "; should the cause not be on our side, chargeable work without your consent begins on {day} "
                "at the earliest"
            ),
            "after_check": "A technician checks whether we can do this; then we will phone you",
        },
    }
)
