"""What the page says once the question is answered, or cannot be answered any more."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hostdesk.billing import consents, letters
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.consent import Objection
from hostdesk.core.tariff_words import money
from hostdesk.tickets.letters import moment


@dataclass(frozen=True, slots=True)
class Page:
    """A title, sentences, facts, and perhaps the way back."""

    title: str
    lines: list[str]
    number: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    can_revoke: bool = False


def answered(request: ConsentRequest, now: datetime) -> Page:
    """After yes, no, or a yes taken back."""
    if request.answer == Answer.YES:
        return _agreed(request, now)
    number, otherwise = request.ticket.number, letters.otherwise(request.language, now)
    if request.answer == Answer.REVOKED:
        lines = [_("We do no further chargeable work at this price without asking you again."), otherwise]
        return Page(_("You have taken your consent back"), lines, number)
    lines = [_("We do no chargeable work at this price."), otherwise]
    return Page(_("You have said no"), lines, number)


def refused(objection: Objection, request: ConsentRequest | None, language: str) -> Page:
    """Why the link does not work any more, and what to do."""
    words = consents.words(objection, language)
    return Page(_("This link cannot be used"), [words], request.ticket.number if request else "")


def _agreed(request: ConsentRequest, now: datetime) -> Page:
    language = request.language
    facts = (
        (_("Agreed"), moment(request.answered_at or request.asked_at, language)),
        (_("Valid until"), moment(request.covers_until, language)),
        (_("At most"), f"{money(request.most_net, language)} ({money(request.most_gross, language)})"),
    )
    if now >= request.covers_until:
        lines = [_("That time is over: we do no further chargeable work at this price without asking again.")]
        return Page(_("You had agreed"), lines, request.ticket.number, facts, request.text)
    return Page(
        _("Thank you, you have agreed"),
        [
            _("We begin as soon as possible."),
            _("A confirmation with the whole wording goes to %(address)s.") % {"address": request.address},
        ],
        request.ticket.number,
        facts,
        request.text,
        can_revoke=True,
    )
