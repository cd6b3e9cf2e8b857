"""Work entered by hand, and corrections: new entries with a reason, nothing is overwritten."""

from datetime import UTC, datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import leads
from hostdesk.billing import drafts
from hostdesk.billing.actions.beginning import changing, moment, needed
from hostdesk.billing.actions.charges import recompute
from hostdesk.billing.models import WorkInterval, WorkKind
from hostdesk.core.states import NotAllowed
from hostdesk.core.work import BadInterval, Interval
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell

WHY = gettext_noop("Say why this work is entered or changed by hand.")
FUTURE = gettext_noop("Work cannot end in the future.")
WRONG = gettext_noop("Work begins before it ends, and lasts less than a year.")
CORRECTED = gettext_noop("Somebody has corrected this entry already: correct the newer one.")
NOT_YOURS = gettext_noop("Only a team lead may correct the work of others.")


def record_interval(
    ticket: Ticket, start: datetime, end: datetime, by: Staff, *, reason: str, kind: str = WorkKind.WORK,
    is_free: bool = False, at: datetime | None = None,
) -> WorkInterval:  # fmt: skip
    """`by` worked from `start` until before `end` (UTC); NotAllowed without a reason or for the future."""
    reason = needed(reason, WHY)
    with changing(ticket, by) as root:
        at = moment(at)
        _check(start, end, at)
        if start == end:
            raise NotAllowed(WRONG)
        return _write(
            root, WorkInterval(ticket=root, staff=by, start=start, end=end, kind=kind, is_free=is_free),
            reason, by, at, "work.recorded",
        )  # fmt: skip


def correct_interval(
    interval: WorkInterval, by: Staff, *, start: datetime, end: datetime, reason: str,
    kind: str | None = None, is_free: bool | None = None, at: datetime | None = None,
) -> WorkInterval:  # fmt: skip
    """A new entry in place of `interval`, which stays; `start` == `end` takes the work away."""
    reason = needed(reason, WHY)
    if interval.staff_id != by.pk and not leads(by):
        raise NotAllowed(NOT_YOURS)
    with changing(interval.ticket, by) as root:
        at = moment(at)
        _check(start, end, at)
        if WorkInterval.objects.filter(replaces=interval.pk).exists():
            raise NotAllowed(CORRECTED)
        return _write(
            root,
            WorkInterval(
                ticket=interval.ticket, staff=interval.staff, start=start, end=end, replaces=interval,
                kind=interval.kind if kind is None else kind,
                is_free=interval.is_free if is_free is None else is_free,
            ),
            reason, by, at, "work.corrected",
        )  # fmt: skip


def _write(root: Ticket, row: WorkInterval, reason: str, by: Staff, at: datetime, event: str) -> WorkInterval:
    if row.kind not in WorkKind.values:
        raise NotAllowed(gettext_noop("Work is either chargeable work or the first response."))
    row.reason, row.recorded_by, row.recorded_at = reason, by, at
    row.save(force_insert=True)
    tell(
        root, event, by, at, interval=row.pk, replaces=row.replaces_id, staff=row.staff_id, start=row.start,
        end=row.end, work=row.kind, is_free=row.is_free, reason=reason,
    )  # fmt: skip
    if row.replaces_id:
        recompute(root, by, at)
    drafts.refresh(root, at)
    settle(root, at)
    return row


def _check(start: datetime, end: datetime, now: datetime) -> None:
    try:
        Interval(start, end)
    except BadInterval as error:
        raise NotAllowed(WRONG) from error
    if end.astimezone(UTC) > now:
        raise NotAllowed(FUTURE)
