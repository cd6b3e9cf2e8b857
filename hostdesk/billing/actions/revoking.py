"""A yes can be taken back at any time, for work from then on."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import consents
from hostdesk.billing.actions.answers import said_no
from hostdesk.billing.actions.beginning import changing, moment, needed
from hostdesk.billing.actions.refused import ConsentRefused
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.consent import Objection
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family
from hostdesk.tickets.telling import tell

NOTHING = gettext_noop("Nothing is agreed on this ticket that could be taken back.")
HOW = gettext_noop("Write down how the customer took her consent back.")


def revoke(ticket: Ticket, by: Staff, reason: str, *, at: datetime | None = None) -> ConsentRequest:
    """An agent writes down that the customer took her yes back, and how; NotAllowed if there is none."""
    reason = needed(reason, HOW)
    with changing(ticket, by) as root:
        return _revoke(root, by, reason, moment(at))


def revoke_by_link(
    token: str, *, ip: str | None = None, user_agent: str = "", at: datetime | None = None
) -> ConsentRequest:
    """The customer takes her yes back; ConsentRefused for an unknown link, NotAllowed without a yes."""
    found = consents.find(token)
    if found is None:
        raise ConsentRefused(Objection.UNKNOWN)
    with changing(found.ticket, None) as root:
        return _revoke(root, None, f"one-time link, {ip or '-'}, {user_agent}"[:300], moment(at))


def revoke_at_portal(
    request: ConsentRequest, by: Contact, *, ip: str | None = None, at: datetime | None = None
) -> ConsentRequest:
    """Whoever was asked takes her yes back at the portal; NotAllowed for others or without a yes."""
    if request.contact_id != by.pk:
        raise NotAllowed(NOTHING)
    with changing(request.ticket, None) as root:
        return _revoke(root, None, f"portal, contact {by.pk}, {ip or '-'}", moment(at))


def _revoke(root: Ticket, by: Staff | None, reason: str, at: datetime) -> ConsentRequest:
    """Everything that holds: a raised cap is no use without the consent it raises."""
    given = ConsentRequest.objects.filter(ticket__in=family(root), answer=Answer.YES, covers_until__gt=at)
    found = list(given.select_related("ticket", "contact__customer"))
    if not found:
        raise NotAllowed(NOTHING)
    for one in found:
        one.answer, one.revoked_at, one.revoke_reason = Answer.REVOKED, at, reason
        one.save()
        tell(root, "consent.revoked", by, at, request=one.pk, reason=reason)
    said_no(root, found[-1], at, was_given=True)
    return found[-1]
