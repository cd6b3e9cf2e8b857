"""Asking for consent by mail, with a one-time link to the contact's stored address (M15)."""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import consents, letters, load, offers, tariffs
from hostdesk.billing.actions.beginning import changing, moment
from hostdesk.billing.models import Answer, ConsentRequest, Finding, TariffVersion
from hostdesk.core.incoming import Address
from hostdesk.core.money import vat
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.notices import notify
from hostdesk.tickets.standing import family, settle
from hostdesk.tickets.telling import tell

HOURS = 2  # of surcharge time that a question asks for
_VALID = timedelta(hours=24)
_TOKEN = 32  # bytes: 256 bits
NO_CONTACT = gettext_noop("No contact is known who may agree for this customer: choose or enter one first.")
ASKED = gettext_noop("The customer has been asked already and can still answer.")
INSIDE = gettext_noop("The cause lies in our own sphere: the work is free, nothing has to be agreed.")
TOO_LITTLE = gettext_noop("Ask for at least a quarter of an hour, and at most for 24 hours.")
NOT_AGREED = gettext_noop("Nothing has been agreed yet that could be raised: ask for consent first.")


def ask_consent(
    ticket: Ticket, by: Staff, *, contact: Contact | None = None, hours: int | Decimal = HOURS,
    again: bool = False, at: datetime | None = None,
) -> ConsentRequest:  # fmt: skip
    """Ask whether `hours` more of surcharge work may be charged in this night or weekend, or the coming one.

    `again` replaces a question that waits for an answer; without it that is NotAllowed.
    """
    with changing(ticket, by) as root:
        at = moment(at)
        facts = load.facts(root)
        if facts.sphere == Finding.INSIDE:
            raise NotAllowed(INSIDE)
        asked = _who_may_agree(contact or root.contact, root)
        _replace_open_ones(root, at, again=again)
        request = _ask(root, facts, asked, _seconds(hours), by, at)
        settle(root, at)
        return request


def raise_cap(
    ticket: Ticket, by: Staff, *, contact: Contact | None = None, hours: int | Decimal = HOURS,
    at: datetime | None = None,
) -> ConsentRequest:  # fmt: skip
    """A new question for `hours` more; what was agreed goes on meanwhile. NotAllowed if nothing was."""
    with changing(ticket, by) as root:
        at = moment(at)
        if not offers.agreed(load.facts(root), at):
            raise NotAllowed(NOT_AGREED)
        return ask_consent(root, by, contact=contact, hours=hours, again=True, at=at)


def who_may_agree(root: Ticket) -> QuerySet[Contact]:
    """The contacts of the ticket's customer who may order; the one who wrote stands first on the page."""
    found = Contact.objects.filter(customer=root.customer_id, may_order=True, is_former=False)
    return found.select_related("customer") if root.customer_id else found.none()


def _ask(
    root: Ticket, facts: load.Facts, contact: Contact, seconds: int, by: Staff, at: datetime
) -> ConsentRequest:
    tariffs.make_first()
    found = offers.ahead(facts, seconds, at, is_consumer=contact.customer.is_consumer)
    offer, part = found.offer, found.offer.part
    window, is_consumer = part.window, offer.is_consumer
    text = letters.question_text(root, offer, at)
    token = secrets.token_urlsafe(_TOKEN)
    expires = min(at + _VALID, window.end)
    link = consents.address_of(token)
    message = notify(
        root,
        Address(contact.address.lower(), contact.name),
        letters.question(root, text, link, expires, is_consumer=is_consumer),
        by, at, kind="consent.question", secret=token,
    )  # fmt: skip
    request = ConsentRequest.objects.create(
        ticket=root, contact=contact, customer_number=contact.customer.number,
        address=contact.address.lower(), language=root.language, is_consumer=is_consumer,
        token_sha256=consents.digest(token),
        tariff=TariffVersion.objects.get(label=part.tariff.version), tariff_label=load.label_of(part.tariff),
        cap_seconds=found.cap_seconds, new_seconds=offer.new_seconds, covers_until=window.end,
        most_net=offer.most, most_gross=offer.most + vat(offer.most, part.vat_rate), text=text,
        text_sha256=consents.digest(text), asked_by=by,
        asked_at=at, expires_at=expires, message=message,
    )  # fmt: skip
    tell(
        root, "consent.asked", by, at, request=request.pk, to=request.address,
        cap_seconds=request.cap_seconds, covers_until=window.end, tariff=request.tariff_label,
        text_sha256=request.text_sha256,
        most_net=offer.most, token_sha256=request.token_sha256, expires=expires,
    )  # fmt: skip
    return request


def _who_may_agree(contact: Contact | None, root: Ticket) -> Contact:
    if contact is None or contact.customer_id != root.customer_id:
        raise NotAllowed(NO_CONTACT)
    if not contact.may_order or contact.is_former:
        raise NotAllowed(NO_CONTACT)
    return contact


def _replace_open_ones(root: Ticket, at: datetime, *, again: bool) -> None:
    waiting = ConsentRequest.objects.filter(ticket__in=family(root), answer=Answer.NONE)
    if not again and waiting.filter(expires_at__gt=at).exists():
        raise NotAllowed(ASKED)
    waiting.update(answer=Answer.SUPERSEDED)


def _seconds(hours: int | Decimal) -> int:
    seconds = int(hours * 3600)
    if not 900 <= seconds <= 86_400:
        raise NotAllowed(TOO_LITTLE)
    return seconds
