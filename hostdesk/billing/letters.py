"""Letters about price and consent, filled in; amounts stand net with VAT beside them, for consumers first."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings

from hostdesk.billing.models import ConsentRequest, Dispute, Service, ServiceRequest, Way
from hostdesk.billing.wording import LANGUAGES
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.core.money import share, vat
from hostdesk.core.tariff_rules import MINUTE_SECONDS, Tariff, day_hours
from hostdesk.core.tariff_versions import Part
from hostdesk.core.tariff_words import duration, money
from hostdesk.tickets.letters import Words, greeting, moment, one_line
from hostdesk.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Offer:
    """What a customer is asked to agree to; money is net."""

    part: Part  # window, price list and VAT rate
    new_seconds: int
    flat: Decimal  # 0 if it is charged already
    most: Decimal
    so_far: Decimal
    sphere: str
    is_consumer: bool


def question_text(root: Ticket, offer: Offer, now: datetime) -> str:
    """What letter and page repeat: request, price list, cap, VAT, and what happens otherwise, and when."""
    words, tariff, shown = LANGUAGES[root.language], offer.part.tariff, _Money(root.language, offer)
    return words["ask.text"].format(
        number=root.number,
        subject=one_line(root.subject) or "–",
        received=moment(root.received_at, root.language),
        customer=f"{root.customer.number}, {root.customer.name}" if root.customer else "–",
        sphere=words[f"sphere.{offer.sphere}"],
        until=moment(offer.part.window.end, root.language),
        rate=offer.part.vat_rate,
        brackets=words["brackets.consumer" if offer.is_consumer else "brackets"],
        flat=shown.of(offer.flat) if offer.flat else words["flat.paid"],
        unit=unit(tariff, root.language),
        price=shown.of(unit_price(tariff, tariff.surcharge_price)),
        hours=duration(offer.new_seconds, root.language),
        most=shown.of(offer.most),
        so_far=words["ask.so_far"].format(net=money(offer.so_far, root.language)) if offer.so_far else "",
        otherwise=otherwise(root.language, now),
        day=moment(day_begins(tariff, now), root.language),
        day_price=shown.of(unit_price(tariff, tariff.day_price)),
        consumer=words["ask.consumer"] if offer.is_consumer else "",
    )


def question(root: Ticket, text: str, link: str, expires: datetime, *, is_consumer: bool) -> Words:
    """The letter around it, with the one-time link."""
    words = LANGUAGES[root.language]
    return Words(
        words["ask.subject"].format(number=root.number),
        words["ask.letter"].format(
            greeting=greeting(root),
            link=link,
            expires=moment(expires, root.language),
            # § 312j BGB speaks of a button: consumers are offered nothing else.
            by_mail="" if is_consumer else words["ask.by_mail"],
            text=text,
        ),
    )


def dispute_answered(root: Ticket, dispute: Dispute) -> Words:
    """What we say to an objection (M16, M17)."""
    words, language = LANGUAGES[root.language], root.language
    return Words(
        words["dispute.subject"].format(number=root.number),
        words["dispute.letter"].format(
            greeting=greeting(root), at=moment(dispute.at, language), number=root.number,
            text=dispute.text, answer=dispute.answer,
        ),
    )  # fmt: skip


def confirmation(root: Ticket, request: ConsentRequest, link: str) -> Words:
    """What was agreed, when and how; the durable copy (§ 312f BGB)."""
    words, language = LANGUAGES[request.language], request.language
    revoke = words["revoke.link"].format(link=link) if link else words["revoke.mail"]
    amounts = f"{money(request.most_net, language)} ({money(request.most_gross, language)})"
    return Words(
        words["yes.subject"].format(number=root.number),
        words["yes.letter"].format(
            greeting=greeting(root),
            number=root.number,
            answered=moment(request.answered_at or request.asked_at, language),
            way=words[f"way.{Way(request.way).value}"],
            until=moment(request.covers_until, language),
            most=amounts,
            revoke=revoke,
            text=request.text,
        ),
    )


def refusal(root: Ticket, tariff: Tariff, now: datetime, *, was_given: bool) -> Words:
    """That we noted the no, and what happens now."""
    words = LANGUAGES[root.language]
    return Words(
        words["no.subject"].format(number=root.number),
        words["no.letter"].format(
            greeting=greeting(root),
            number=root.number,
            what=words["no.revoked" if was_given else "no.refused"],
            otherwise=otherwise(root.language, now),
            **_by_day(root, tariff, now),
        ),
    )


def sleeping(root: Ticket, tariff: Tariff, until: datetime, now: datetime) -> Words:
    """When staff get in touch, and from when chargeable work needs no consent (M15)."""
    words, opening = LANGUAGES[root.language], moment(until, root.language)
    return Words(
        words["sleep.subject"].format(number=root.number, opening=opening),
        words["sleep.letter"].format(
            greeting=greeting(root), number=root.number, opening=opening, **_by_day(root, tariff, now)
        ),
    )


def about_service(root: Ticket, request: ServiceRequest, tariff: Tariff, kind: str) -> Words:
    """Accepted with an estimate ("accept"), or declined with reasons ("decline") (M20)."""
    words, language, service = LANGUAGES[root.language], root.language, request.service
    return Words(
        words[f"{kind}.subject"].format(number=root.number, service=service.title(language)),
        words[f"{kind}.letter"]
        .format(
            greeting=greeting(root),
            service=service.title(language),
            time=duration(request.estimate_seconds or 0, language),
            price=_with_vat(price_of(service, tariff), language),
            unit=unit(tariff, language),
            estimate=_with_vat(request.estimate_net or Decimal(0), language),
            reasons=request.reasons,
        )
        .replace("\n\n\n", "\n"),
    )


def service_is_outside(root: Ticket, service: Service) -> str:
    """The reason of the finding when a service is accepted: it concerns other makers' products (M19)."""
    return LANGUAGES[root.language]["service.outside"].format(service=service.title(root.language))


def promised_call(root: Ticket, request: ServiceRequest, start: datetime, end: datetime) -> Words:
    """Between when and when we phone (UTC)."""
    words, language = LANGUAGES[root.language], root.language
    return Words(
        words["call.subject"].format(number=root.number),
        words["call.letter"].format(
            greeting=greeting(root), number=root.number, service=request.service.title(language),
            window=_window(start, end, language),
        ),
    )  # fmt: skip


def call_reminder(root: Ticket, request: ServiceRequest, language: str) -> Words:
    """To one of us: a call was promised, and its window is about to end."""
    words = LANGUAGES[language]
    named = {
        "number": root.number,
        "service": request.service.title(language),
        "start": moment(request.call_from or request.asked_at, language),
        "end": moment(request.call_until or request.asked_at, language),
        "who": root.contact.name if root.contact else root.requester_name or root.requester or "–",
        "phone": root.contact.phone if root.contact and root.contact.phone else "–",
        "link": f"{settings.HOSTDESK['HOSTDESK_URL']}/desk/t/{root.number}/service/",
    }
    return Words(words["reminder.subject"].format(**named), words["reminder.letter"].format(**named))


def otherwise(language: str, now: datetime) -> str:
    """When staff get in touch without consent."""
    words, support = LANGUAGES[language], calendars.current_hours()
    if hours.is_open(support, now):
        return words["ask.open"]
    return words["ask.otherwise"].format(opening=moment(hours.next_opening(support, now), language))


def day_begins(tariff: Tariff, now: datetime) -> datetime:
    """The next instant (UTC) of the day price: now, while it applies."""
    return hours.next_opening(day_hours(tariff), now)


def unit(tariff: Tariff, language: str) -> str:
    """What is counted: quarter-hour or minute."""
    return LANGUAGES[language]["unit.minute" if tariff.unit_seconds == MINUTE_SECONDS else "unit.quarter"]


def unit_price(tariff: Tariff, price: Decimal) -> Decimal:
    """Of a price per quarter-hour, that of what is counted."""
    return share(price, tariff.unit_seconds, tariff.quarter_seconds)


def price_of(service: Service, tariff: Tariff) -> Decimal:
    """Net per unit: the service's own price, else the day price (M20)."""
    return service.price if service.price is not None else unit_price(tariff, tariff.day_price)


@dataclass(frozen=True, slots=True)
class _Money:
    language: str
    offer: Offer

    def of(self, net: Decimal) -> str:
        gross = net + vat(net, self.offer.part.vat_rate)
        first, second = (gross, net) if self.offer.is_consumer else (net, gross)
        return f"{money(first, self.language)} ({money(second, self.language)})"


def _window(start: datetime, end: datetime, language: str) -> str:
    """From when until when; the day once, if it is one."""
    zone = ZoneInfo(settings.HOSTDESK["HOSTDESK_TIMEZONE"])
    here, there = start.astimezone(zone), end.astimezone(zone)
    last = moment(end, language)
    if here.date() == there.date():
        last = f"{there:%H:%M} Uhr" if language == "de" else f"{there:%H:%M}"
    return f"{moment(start, language)} {'bis' if language == 'de' else 'to'} {last}"


def _by_day(root: Ticket, tariff: Tariff, now: datetime) -> dict[str, str]:
    return {
        "day": moment(day_begins(tariff, now), root.language),
        "day_price": _with_vat(unit_price(tariff, tariff.day_price), root.language),
        "unit": unit(tariff, root.language),
    }


def _with_vat(net: Decimal, language: str) -> str:
    return {"de": f"{money(net, 'de')} zzgl. USt.", "en": f"{money(net, 'en')} plus VAT"}[language]
