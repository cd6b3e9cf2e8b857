"""Tickets that belong together: links, merging, and taking a merge back. No number ever stops working."""

from datetime import datetime

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.tickets.actions.beginning import changing, moment, root_of, tell
from hostdesk.tickets.models import Link, LinkKind, Ticket, TicketDepartment
from hostdesk.tickets.standing import family, promise_of, settle


def link(ticket: Ticket, other: Ticket, by: Staff, *, at: datetime | None = None) -> Link:
    """Say that two tickets have to do with each other."""
    with changing(ticket, by) as root:
        at = moment(at)
        if root.pk == other.root.pk:
            raise NotAllowed("A ticket cannot be linked with itself.")
        found, is_new = Link.objects.get_or_create(ticket=root, other=other.root, kind=LinkKind.RELATED)
        if is_new or found.is_dismissed:
            Link.objects.filter(pk=found.pk).update(is_dismissed=False)
            tell(root, "ticket.linked", by, at, other=other.root.number)
        return found


def dismiss(suggested: Link, by: Staff, *, at: datetime | None = None) -> None:
    """The two do not belong together; the suggestion is not made again."""
    with changing(suggested.ticket, by) as root:
        Link.objects.filter(pk=suggested.pk).update(is_dismissed=True)
        tell(root, "ticket.unlinked", by, moment(at), other=suggested.other.number)


def merge(ticket: Ticket, into: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Show `ticket` within `into` from now on; both numbers keep working, the earliest receipt counts."""
    with changing(ticket, by) as child:
        at = moment(at)
        root = root_of(into.pk)
        if root.pk == child.pk:
            raise NotAllowed("These two are one ticket already.")
        child.merged_into = root
        settle(child, at)
        root.message_count += child.message_count
        root.is_unread = root.is_unread or child.is_unread
        root.has_delivery_trouble = root.has_delivery_trouble or child.has_delivery_trouble
        _keep_in_sight(root, child)
        _keep_promise(root)
        settle(root, at)
        Link.objects.filter(ticket=child, other=root, kind=LinkKind.MAY_BELONG).update(is_dismissed=True)
        tell(child, "ticket.merged", by, at, into=root.number)
        tell(root, "ticket.absorbed", by, at, other=child.number)
        return root


def unmerge(ticket: Ticket, by: Staff, *, at: datetime | None = None) -> Ticket:
    """Take a merge back: the ticket stands for itself again, with what came in under its number."""
    child = Ticket.objects.select_related("merged_into", "department", "calendar", "customer").get(
        pk=ticket.pk
    )
    if child.merged_into is None:
        raise NotAllowed("This ticket was not merged.")
    with changing(child.merged_into, by) as root:
        at = moment(at)
        child.refresh_from_db()
        if child.merged_into_id is None:
            raise NotAllowed("This ticket was not merged.")
        parent = Ticket.objects.select_related("calendar", "customer").get(pk=child.merged_into_id)
        child.merged_into = None
        settle(child, at)
        root.message_count = max(0, root.message_count - child.message_count)
        _keep_promise(root)
        settle(root, at)
        tell(root, "ticket.released", by, at, other=child.number, parent=parent.number)
        tell(child, "ticket.unmerged", by, at, before=root.number)
        return child


def _keep_in_sight(root: Ticket, child: Ticket) -> None:
    """Whoever saw the merged ticket goes on seeing it."""
    for pk in {
        child.department_id,
        *child.further.filter(is_current=True).values_list("department", flat=True),
    }:
        if pk != root.department_id:
            TicketDepartment.objects.update_or_create(
                ticket=root, department_id=pk, defaults={"until_taken": False, "is_current": True}
            )


def _keep_promise(root: Ticket) -> None:
    """Merged tickets keep the earliest receipt, hence the earliest deadline of them all."""
    root.due_at = min(promise_of(one) for one in family(root))
