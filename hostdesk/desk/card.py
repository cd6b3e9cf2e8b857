"""The card beside the timeline: customer, promise, what belongs together."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.core.states import State
from hostdesk.desk import clocks, when
from hostdesk.lib import rows
from hostdesk.tickets import access, timeline
from hostdesk.tickets.models import Link, LinkKind, Participant, Ticket


@dataclass(frozen=True, slots=True)
class Promise:
    """The first response: due, met, by whom."""

    received: str
    received_full: str
    acknowledged: str
    clock: SafeString
    words: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket that has to do with this one."""

    link_id: int
    ticket: Ticket
    words: str
    is_suggestion: bool
    is_ours: bool  # this ticket may belong into the other, not the other into this one


@dataclass(frozen=True, slots=True)
class Earlier:
    """A former request of the same customer."""

    number: str
    subject: str
    words: str


def promise(ticket: Ticket, now: datetime) -> Promise:
    """What was promised at receipt, and how it stands."""
    after = timeline.acknowledged_after(ticket)
    words = _answered(ticket, now) if ticket.responded_at else clocks.remaining(ticket, now)
    return Promise(
        received=when.moment(ticket.received_at, now),
        received_full=when.in_full(ticket.received_at),
        acknowledged=_("acknowledged after %(span)s") % {"span": when.seconds_or_span(after)}
        if after is not None
        else _("not acknowledged"),
        clock=clocks.badge(ticket, now) if not ticket.responded_at else SafeString(""),
        words=words,
    )


def related(ticket: Ticket, staff: Staff) -> list[Related]:
    """Links and suggestions that `staff` may see, suggestions first."""
    if not rows.exists(Link, ticket=ticket.pk) and not rows.exists(Link, other=ticket.pk):
        return []
    links = Link.objects.filter(Q(ticket=ticket) | Q(other=ticket), is_dismissed=False)
    found = list(links.select_related("ticket__merged_into", "other__merged_into"))
    others = {one.pk: (one.other if one.ticket_id == ticket.pk else one.ticket).root for one in found}
    visible = set(
        access.visible_to(staff)
        .filter(pk__in=[one.pk for one in others.values()])
        .values_list("pk", flat=True)
    )
    shown = [one for one in found if others[one.pk].pk in visible and others[one.pk].pk != ticket.pk]
    return sorted(
        (_related(one, others[one.pk], ticket) for one in shown), key=lambda one: not one.is_suggestion
    )


def merged(ticket: Ticket) -> list[Ticket]:
    """What was merged into this ticket, directly."""
    return rows.each(Ticket, merged_into=ticket.pk)


def earlier(ticket: Ticket, staff: Staff, now: datetime) -> list[Earlier]:
    """The last requests of the same customer or address that `staff` may see."""
    found = timeline.earlier(ticket)
    if not found:
        return []
    visible = set(
        access.visible_to(staff).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    return [_earlier(one, now) for one in found if one.pk in visible]


def participants(ticket: Ticket) -> list[Participant]:
    """Who else takes part, besides the person we answer to."""
    others = (one for one in rows.each(Participant, ticket=ticket.pk) if one.address != ticket.requester)
    return list(islice(others, 20))


def language_name(ticket: Ticket) -> str:
    """The language of our letters on this ticket."""
    return {"de": _("German"), "en": _("English")}.get(ticket.language, ticket.language)


def department_name(ticket: Ticket) -> str:
    """As the reader calls it."""
    return ticket.department.name(get_language() or "en")


def _answered(ticket: Ticket, now: datetime) -> str:
    who = ticket.responded_by.name if ticket.responded_by else _("somebody")
    at = when.moment(ticket.responded_at or now, now)
    if ticket.responded_at and ticket.responded_at > ticket.due_at:
        return _("given too late, %(at)s, by %(who)s") % {"at": at, "who": who}
    return _("met %(at)s by %(who)s") % {"at": at, "who": who}


def _related(link: Link, other: Ticket, ticket: Ticket) -> Related:
    is_ours = link.ticket_id == ticket.pk
    kinds = {
        LinkKind.MAY_BELONG: _("may belong here"),
        LinkKind.RELATED: _("linked"),
        LinkKind.FOLLOW_UP: _("came before") if is_ours else _("came after"),
    }
    return Related(link.pk, other, kinds[LinkKind(link.kind)], link.kind == LinkKind.MAY_BELONG, is_ours)


def _earlier(ticket: Ticket, now: datetime) -> Earlier:
    if ticket.state == State.SOLVED and ticket.solved_at:
        words = _("solved %(day)s") % {"day": when.day(ticket.solved_at, now)}
    else:
        words = _("open since %(day)s") % {"day": when.day(ticket.received_at, now)}
    return Earlier(ticket.number, ticket.subject[:120] or _("(no subject)"), words)
