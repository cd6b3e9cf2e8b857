"""Tickets that belong together: links, merging, and taking a merge back. No number ever stops working."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.states import Act, NotAllowed, State, move
from hostdesk.tickets import live, quarantine
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Link, LinkKind, Ticket, TicketDepartment
from hostdesk.tickets.standing import recount, root_of, settle
from hostdesk.tickets.telling import tell

SPAM = gettext_noop("The other ticket is hidden as spam, and this one would be hidden with it.")


def link(ticket: Ticket, other: Ticket, by: Staff, *, at: datetime | None = None) -> Link:
    """Say that two tickets have to do with each other."""
    with changing(ticket, by) as root:
        at = moment(at)
        to = root_of(other.pk)
        if root.pk == to.pk:
            raise NotAllowed(gettext_noop("A ticket cannot be linked with itself."))
        found, is_new = Link.objects.get_or_create(ticket=root, other=to, kind=LinkKind.RELATED)
        if is_new or found.is_dismissed:
            Link.objects.filter(pk=found.pk).update(is_dismissed=False)
            tell(root, "ticket.linked", by, at, other=to.number)
            live.changed(to)
        return found


def dismiss(suggested: Link, by: Staff, *, at: datetime | None = None) -> None:
    """The two do not belong together; the suggestion is not made again."""
    with changing(suggested.ticket, by) as root:
        Link.objects.filter(pk=suggested.pk).update(is_dismissed=True)
        tell(root, "ticket.unlinked", by, moment(at), other=suggested.other.number)


def merge(ticket: Ticket, into: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Show `ticket` within `into` from now on; both numbers keep working, the earliest receipt counts.

    Nothing vanishes by it: a solved ticket is open again if the other was not, and spam takes in nothing.
    """
    with changing(ticket, by) as child:
        at = moment(at)
        root = root_of(into.pk)
        if root.pk == child.pk:
            raise NotAllowed(gettext_noop("These two are one ticket already."))
        if root.is_spam and not child.is_spam:
            raise NotAllowed(SPAM)
        child.merged_into = root
        settle(child, at)
        _take_over(root, child, by, at)
        _keep_in_sight(root, child)
        recount(root)
        settle(root, at)
        Link.objects.filter(ticket=child, other=root, kind=LinkKind.MAY_BELONG).update(is_dismissed=True)
        Link.objects.filter(ticket=root, other=child, kind=LinkKind.MAY_BELONG).update(is_dismissed=True)
        tell(child, "ticket.merged", by, at, into=root.number)
        tell(root, "ticket.absorbed", by, at, other=child.number)
        live.changed(root)
        return root


def unmerge(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Take a merge back: the ticket stands for itself again, with what came in under its number.

    What was merged into it before stays with it; each keeps the messages, promise and answers of its own.
    """
    with changing(ticket, by) as root:
        at = moment(at)
        child = Ticket.objects.select_related("merged_into", "department", "calendar").get(pk=ticket.pk)
        if child.merged_into is None:
            raise NotAllowed(gettext_noop("This ticket was not merged."))
        parent = child.merged_into.number
        child.merged_into = None
        child.save(update_fields=["merged_into"])
        for one in (child, root):
            recount(one)
            one.is_quarantined = quarantine.holds_unread(one)
            settle(one, at)
        tell(root, "ticket.released", by, at, other=child.number, parent=parent)
        tell(child, "ticket.unmerged", by, at, before=root.number)
        live.changed(child)
        return child


def _take_over(root: Ticket, child: Ticket, by: Staff, at: datetime) -> None:
    """What the merged ticket had to be done is to be done here now, by whoever was doing it."""
    root.is_unread = root.is_unread or child.is_unread
    root.has_delivery_trouble = root.has_delivery_trouble or child.has_delivery_trouble
    root.is_quarantined = root.is_quarantined or child.is_quarantined
    if root.state == State.SOLVED and child.state != State.SOLVED:
        root.state, root.solved_at = move(State.SOLVED, Act.REOPEN), None
        tell(root, "ticket.reopened", by, at, merged=child.number)
    if root.assignee is None and child.assignee is not None and root.state != State.SOLVED:
        root.assignee = child.assignee
        root.state = move(State.NEW, Act.TAKE) if root.state == State.NEW else root.state


def _keep_in_sight(root: Ticket, child: Ticket) -> None:
    """Whoever saw the merged ticket goes on seeing it."""
    also = child.further.filter(is_current=True).values_list("department", flat=True)
    for pk in {child.department_id, *also}:
        if pk != root.department_id:
            TicketDepartment.objects.update_or_create(
                ticket=root, department_id=pk, defaults={"until_taken": False, "is_current": True}
            )
