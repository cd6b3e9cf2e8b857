"""The customer answers by the one-time link: pressing a button, never by opening the page (M15)."""

from collections.abc import Callable
from datetime import datetime

from hostdesk.billing import consents
from hostdesk.billing.actions.answers import agreed, said_no
from hostdesk.billing.actions.beginning import changing, moment
from hostdesk.billing.actions.refused import ConsentRefused
from hostdesk.billing.models import Answer, ConsentRequest, Way
from hostdesk.core.consent import Objection
from hostdesk.customers.models import Contact
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.telling import tell

Act = Callable[[Ticket, ConsentRequest, datetime], None]


def give_consent(
    token: str, *, shown: str, ip: str | None = None, user_agent: str = "", number: str = "",
    at: datetime | None = None,
) -> ConsentRequest:  # fmt: skip
    """The button was pressed; `shown` is the `text_sha256` of what the page showed.

    `number`, if given, must be the ticket's. ConsentRefused if the answer does not count; nothing is agreed
    then.
    """

    agree = _agreeing(shown, Way.LINK, token)
    return _by_link(token, agree, ip, user_agent, number, at)


def refuse_consent(
    token: str, *, ip: str | None = None, user_agent: str = "", number: str = "", at: datetime | None = None
) -> ConsentRequest:
    """The other button: the ticket sleeps until the next working day, if support is closed now."""

    return _by_link(token, _refusing(Way.LINK), ip, user_agent, number, at)


def give_consent_at_portal(
    request: ConsentRequest, by: Contact, *, shown: str, ip: str | None = None, user_agent: str = "",
    at: datetime | None = None,
) -> ConsentRequest:  # fmt: skip
    """The button was pressed by `by`, signed in; only whom we asked can answer (ConsentRefused).

    The caller vouches that this sign-in proved the address: by a mailed link, a passkey or a second factor.
    """
    _must_be_asked(request, by)
    return _answered(request, _agreeing(shown, Way.PAGE), ip, user_agent, "", at)


def refuse_consent_at_portal(
    request: ConsentRequest, by: Contact, *, ip: str | None = None, user_agent: str = "",
    at: datetime | None = None,
) -> ConsentRequest:  # fmt: skip
    """The other button."""
    _must_be_asked(request, by)
    return _answered(request, _refusing(Way.PAGE), ip, user_agent, "", at)


def _must_be_asked(request: ConsentRequest, by: Contact) -> None:
    if request.contact_id != by.pk or request.address != by.address.lower():
        raise ConsentRefused(Objection.NOT_CONTACT)


def _agreeing(shown: str, way: Way, token: str = "") -> Act:
    def agree(root: Ticket, request: ConsentRequest, at: datetime) -> None:
        if shown != request.text_sha256:
            raise ConsentRefused(Objection.TEXT_CHANGED)
        request.answer, request.way = Answer.YES, way
        agreed(root, request, None, at, token=token)

    return agree


def _refusing(way: Way) -> Act:
    def refuse(root: Ticket, request: ConsentRequest, at: datetime) -> None:
        request.answer, request.way = Answer.NO, way
        request.save()
        tell(root, "consent.refused", None, at, request=request.pk, ip=request.ip)
        said_no(root, request, at, was_given=False)

    return refuse


def _by_link(
    token: str, act: Act, ip: str | None, user_agent: str, number: str, at: datetime | None
) -> ConsentRequest:
    found = consents.find(token)
    if found is None:
        raise ConsentRefused(Objection.UNKNOWN)
    return _answered(found, act, ip, user_agent, number, at)


def _answered(
    found: ConsentRequest, act: Act, ip: str | None, user_agent: str, number: str, at: datetime | None
) -> ConsentRequest:
    with changing(found.ticket, None) as root:
        at = moment(at)
        request = consents.fresh(found.pk)  # whoever was quicker has answered by now
        if number and number not in (request.ticket.number, root.number):
            raise ConsentRefused(Objection.UNKNOWN)
        if objection := consents.objection(request, at):
            raise ConsentRefused(objection)
        request.answered_at, request.ip, request.user_agent = at, ip, user_agent[:300]
        act(root, request, at)
        return request
