"""On whose side the cause lies: findings, and the customer's objections (M16, M17)."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.billing import drafts, letters, load
from hostdesk.billing.actions.beginning import changing, moment, needed
from hostdesk.billing.actions.charges import recompute
from hostdesk.billing.models import Dispute, Finding, SphereFinding
from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact
from hostdesk.journal.record import record
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.notices import notify
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import about, tell

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


def dispute(
    ticket: Ticket, text: str, by: Staff | None = None, *, contact: Contact | None = None,
    at: datetime | None = None,
) -> Dispute:  # fmt: skip
    """The customer objects to finding or price; `by` is the agent who wrote it down, None the customer.

    `contact` is who objected at the portal; saying the same again there before we answer changes nothing.
    """
    text = needed(text, gettext_noop("Write down what the customer objects to."))
    with changing(ticket, by) as root:
        at = moment(at)
        said = Dispute.objects.filter(ticket=root, text=text, contact=contact, answered_at=None)
        if contact is not None and (again := said.first()):
            return again
        found = Dispute.objects.create(ticket=root, text=text, at=at, written_by=by, contact=contact)
        root.is_unread = True
        if contact is None:
            tell(root, "dispute.raised", by, at, dispute=found.pk, text=text)
        else:
            who = f"contact:{contact.pk}"
            record(
                "dispute.raised", about=about(root), by=who, at=at,
                dispute=found.pk, text=text, contact=contact.pk, name=contact.name,
            )  # fmt: skip
        settle(root, at)
        return found


def answer_dispute(dispute: Dispute, answer: str, by: Staff, *, at: datetime | None = None) -> Dispute:
    """What we say to it; NotAllowed if somebody has answered already."""
    answer = needed(answer, gettext_noop("Write an answer to the objection."))
    with changing(dispute.ticket, by) as root:
        at = moment(at)
        fresh = Dispute.objects.select_related("contact").get(pk=dispute.pk)
        if fresh.answered_at is not None:
            raise NotAllowed(gettext_noop("This objection has been answered already."))
        fresh.answer, fresh.answered_at, fresh.answered_by = answer, at, by
        fresh.save()
        tell(root, "dispute.answered", by, at, dispute=fresh.pk, answer=answer)
        if to := _objector(root, fresh):
            notify(root, to, letters.dispute_answered(root, fresh), by, at, kind="dispute.answer")
        settle(root, at)
        return fresh


def _objector(root: Ticket, dispute: Dispute) -> Address | None:
    """Whom the answer goes to: who objected herself, else who asks on the ticket, if we have an address."""
    if dispute.contact is not None and not dispute.contact.is_former:
        return Address(dispute.contact.address.lower(), dispute.contact.name)
    return Address(root.requester, root.requester_name) if root.requester else None
