"""Looking at questions for consent: by their link, and whether an answer still counts. Changes nothing."""

import hashlib
from datetime import datetime

from django.conf import settings

from hostdesk.billing import load
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.billing.wording import LANGUAGES
from hostdesk.core.consent import Objection, Question
from hostdesk.core.consent import objection as _objection
from hostdesk.core.tariff_versions import reigns
from hostdesk.core.work_rules import part_at, surcharge_ahead

_LONGEST = 100  # characters of something that may be a token


def find(token: str) -> ConsentRequest | None:
    """The question with this link, None if there is none; nothing is agreed by looking."""
    if not token or len(token) > _LONGEST:
        return None
    found = ConsentRequest.objects.select_related("ticket", "contact__customer", "tariff", "ticket__customer")
    return found.filter(token_sha256=digest(token)).first()


def waits_for(address: str, now: datetime) -> bool:
    """Whether a question to this address waits for its answer."""
    open_ones = ConsentRequest.objects.filter(answer=Answer.NONE, expires_at__gt=now)
    return bool(address) and open_ones.filter(address=address.lower()).exists()


def fresh(pk: int) -> ConsentRequest:
    """The question as it is now, with all that an answer needs."""
    return ConsentRequest.objects.select_related("ticket", "contact__customer", "reply").get(pk=pk)


def objection(request: ConsentRequest, now: datetime) -> Objection | None:
    """Why the question cannot be answered at `now` (UTC); None if it can."""
    return _objection(question(request), now, _label(request, now), is_contact=may_answer(request))


def may_answer(request: ConsentRequest) -> bool:
    """Whether whom we asked is still a contact of that customer, at that address, who may order."""
    contact = request.contact
    is_same = contact.address.lower() == request.address
    is_hers = contact.customer.number == request.customer_number
    return is_same and is_hers and contact.may_order and not contact.is_former


def question(request: ConsentRequest) -> Question:
    """The row as the rule sees it."""
    return Question(
        asked_at=request.asked_at,
        expires_at=request.expires_at,
        tariff=request.tariff_label,
        text_sha256=request.text_sha256,
        address=request.address,
        is_answered=request.is_answered,
        is_superseded=request.answer == Answer.SUPERSEDED,
    )


def address_of(token: str) -> str:
    """The one-time link."""
    return f"{settings.PROVIDER_URL}/consent/{token}"


def button(request: ConsentRequest) -> str:
    """What the button that agrees must say; for consumers the words of § 312j BGB."""
    name = "ask.button_consumer" if request.is_consumer else "ask.button"
    return LANGUAGES[request.language][name]


def digest(text: str) -> str:
    """SHA-256 in hex: of a token, which itself is kept nowhere but in the letter, or of the text shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def words(found: Objection, language: str) -> str:
    """Why an answer does not count, for the customer."""
    german, english = _WORDS.get(found, _WORDS[Objection.UNKNOWN])
    return german if language == "de" else english


def _label(request: ConsentRequest, now: datetime) -> str:
    """The price list that the question would be asked under today."""
    versions = reigns(load.tariffs(request.contact.customer))
    if now < request.covers_until:
        return load.label_of(surcharge_ahead(versions, now).tariff)
    return load.label_of(part_at(versions, now).tariff)


_WORDS = {
    Objection.UNKNOWN: (
        "Diesen Link kennen wir nicht. Bitte öffnen Sie ihn so, wie er in unserer Mail steht.",
        "We do not know this link. Please open it exactly as it stands in our mail.",
    ),
    Objection.ANSWERED: (
        "Diese Frage ist schon beantwortet. Ein zweiter Klick ändert nichts.",
        "This question has been answered already. Another click changes nothing.",
    ),
    Objection.SUPERSEDED: (
        "Wir haben Ihnen inzwischen eine neuere Frage geschickt. Bitte öffnen Sie den Link der neueren Mail.",
        "We have sent you a newer question since. Please open the link in the newer mail.",
    ),
    Objection.EXPIRED: (
        "Dieser Link ist abgelaufen; Sie haben nichts bestellt. Schreiben Sie uns, dann fragen wir neu.",
        "This link has expired; you have ordered nothing. Write to us, and we will ask again.",
    ),
    Objection.NOT_CONTACT: (
        "Diese Adresse kann für den Kunden nichts mehr bestellen. Bitte wenden Sie sich an uns.",
        "This address can no longer order for the customer. Please get in touch with us.",
    ),
    Objection.PRICE_CHANGED: (
        "Unsere Preise haben sich seit der Frage geändert; Sie haben nichts bestellt. Wir fragen neu.",
        "Our prices have changed since we asked; you have ordered nothing. We will ask again.",
    ),
    Objection.TEXT_CHANGED: (
        "Die Seite war nicht mehr aktuell; Sie haben nichts bestellt. Bitte öffnen Sie den Link noch einmal.",
        "The page was out of date; you have ordered nothing. Please open the link again.",
    ),
}
