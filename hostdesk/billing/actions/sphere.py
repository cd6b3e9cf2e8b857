"""On whose side the cause lies: findings, and the customer's objections (M16, M17)."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import drafts, load
from hostdesk.billing.actions.beginning import changing, moment, needed
from hostdesk.billing.actions.charges import recompute
from hostdesk.billing.models import Dispute, Finding, SphereFinding
from hostdesk.core.states import NotAllowed
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell

WHY = gettext_noop("Say why: the customer will read it.")


def find_sphere(
    ticket: Ticket, sphere: str, reason: str, by: Staff, *, at: datetime | None = None
) -> SphereFinding:
    """The cause lies inside or outside our sphere, or is unknown again; what was charged follows."""
    if sphere not in Finding.values:
        raise NotAllowed(gettext_noop("Choose inside, outside or unknown."))
    reason = needed(reason, WHY)
    with changing(ticket, by) as root:
        at = moment(at)
        before = load.sphere(root)
        found = SphereFinding.objects.create(ticket=root, sphere=sphere, reason=reason, author=by, at=at)
        tell(
            root, "sphere.found", by, at,
            sphere=sphere, reason=reason, before=before.sphere if before else Finding.UNKNOWN,
        )  # fmt: skip
        recompute(root, by, at)
        drafts.refresh(root, at)
        settle(root, at)
        return found


def dispute(ticket: Ticket, text: str, by: Staff | None = None, *, at: datetime | None = None) -> Dispute:
    """The customer objects to finding or price; `by` is the agent who wrote it down, None the customer."""
    text = needed(text, gettext_noop("Write down what the customer objects to."))
    with changing(ticket, by) as root:
        at = moment(at)
        found = Dispute.objects.create(ticket=root, text=text, at=at, written_by=by)
        root.is_unread = True
        tell(root, "dispute.raised", by, at, dispute=found.pk, text=text)
        settle(root, at)
        return found


def answer_dispute(dispute: Dispute, answer: str, by: Staff, *, at: datetime | None = None) -> Dispute:
    """What we say to it; NotAllowed if somebody has answered already."""
    answer = needed(answer, gettext_noop("Write an answer to the objection."))
    with changing(dispute.ticket, by) as root:
        at = moment(at)
        fresh = Dispute.objects.get(pk=dispute.pk)
        if fresh.answered_at is not None:
            raise NotAllowed(gettext_noop("This objection has been answered already."))
        fresh.answer, fresh.answered_at, fresh.answered_by = answer, at, by
        fresh.save()
        tell(root, "dispute.answered", by, at, dispute=fresh.pk, answer=answer)
        settle(root, at)
        return fresh
