"""The customer answers by the one-time link: pressing a button, never by opening the page (M15)."""

from collections.abc import Callable
from datetime import datetime

from hostdesk.billing import consents
from hostdesk.billing.actions.answers import agreed, said_no
from hostdesk.billing.actions.beginning import changing, moment
from hostdesk.billing.actions.refused import ConsentRefused
from hostdesk.billing.models import Answer, ConsentRequest, Way
from hostdesk.core.consent import Objection
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

    def agree(root: Ticket, request: ConsentRequest, at: datetime) -> None:
        if shown != request.text_sha256:
            raise ConsentRefused(Objection.TEXT_CHANGED)
        request.answer, request.way = Answer.YES, Way.LINK
        agreed(root, request, None, at, token=token)

    return _by_link(token, agree, ip, user_agent, number, at)


def refuse_consent(
    token: str, *, ip: str | None = None, user_agent: str = "", number: str = "", at: datetime | None = None
) -> ConsentRequest:
    """The other button: the ticket sleeps until the next working day, if support is closed now."""

    def refuse(root: Ticket, request: ConsentRequest, at: datetime) -> None:
        request.answer, request.way = Answer.NO, Way.LINK
        request.save()
        tell(root, "consent.refused", None, at, request=request.pk, ip=request.ip)
        said_no(root, request, at, was_given=False)

    return _by_link(token, refuse, ip, user_agent, number, at)


def _by_link(
    token: str, act: Act, ip: str | None, user_agent: str, number: str, at: datetime | None
) -> ConsentRequest:
    found = consents.find(token)
    if found is None:
        raise ConsentRefused(Objection.UNKNOWN)
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
