"""What waits for Accounting: tickets whose price nobody has approved or waived, the solved ones first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import sees_accounts
from hostdesk.billing.models import Draft
from hostdesk.core.states import State
from hostdesk.desk import amounts, when
from hostdesk.tickets import access

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ticket."""

    number: str
    subject: str
    customer: str
    net: str
    since: str
    words: str
    is_ready: bool  # solved, and somebody can be billed


def waiting(me: Staff, now: datetime) -> list[Waiting]:
    """The oldest first, those of open tickets at the end; one query."""
    rows = (
        _drafts(me)
        .select_related("ticket__customer", "ticket__merged_into__customer")
        .order_by("since", "pk")
    )
    found = [_waiting(one, now) for one in rows.order_by("since", "pk")[:SHOWN]]
    return sorted(found, key=lambda one: not one.is_ready)


def count(me: Staff) -> int:
    """How many solved tickets wait."""
    return _drafts(me).filter(ticket__state=State.SOLVED).count()


def _drafts(me: Staff) -> QuerySet[Draft]:
    found = Draft.objects.filter(is_open=True)
    return found if sees_accounts(me) else found.filter(ticket__in=access.visible_to(me))


def _waiting(draft: Draft, now: datetime) -> Waiting:
    root = draft.ticket.root
    words = _("solved") if root.state == State.SOLVED else _("still open")
    if root.customer is None:
        words = _("no customer")
    return Waiting(
        number=root.number,
        subject=root.subject[:120] or _("(no subject)"),
        customer=root.customer.name if root.customer else "",
        net=amounts.euros(draft.net),
        since=when.moment(draft.since, now),
        words=words,
        is_ready=root.state == State.SOLVED and root.customer is not None,
    )
