"""The end of a complaint: the result goes to the customer, and its credit waits for the billing system."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.complaints import answering, letters, loading, rights, sheet
from hostdesk.complaints.models import Complaint, Result, Stage
from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.tickets import notices
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell

UNDECIDED = gettext_noop("Decide about every item first.")
FINISHED = gettext_noop("The result has been written to the customer already.")
NO_ADDRESS = gettext_noop("We know no address for this complaint: enter the address first.")
LETTER = "complaint.result"


def finish(complaint: Complaint, by: Staff, *, at: datetime | None = None) -> Result:
    """Write the result; after a correction a further one, whose credit is the difference.

    NotAllowed by rights, while an item waits, if it was written before, and without an address.
    """
    rights.require(by)
    with changing(complaint.ticket, by) as root:
        at = moment(at)
        fresh = Complaint.objects.select_related("invoice", "ticket").get(pk=complaint.pk)
        _may_be_finished(fresh, root)
        found, earlier = loading.lines(fresh), list(fresh.results.all())
        content = sheet.content(fresh, found, earlier)
        to = Address(root.requester, root.requester_name)
        form = answering.form(root, fresh, content, at)
        message = notices.notify(root, to, letters.result(root, content, form), by, at, kind=LETTER)
        made = Result.objects.create(
            complaint=fresh, number=len(earlier) + 1, content=content, **sheet.totals(content),
            decisions=[line.decision.pk for line in found if line.decision], message=message, by=by, at=at,
        )  # fmt: skip
        fresh.stage = Stage.FINISHED
        fresh.save(update_fields=["stage"])
        answering.answered(root, message, form, by, at)
        settle(root, at)
        tell(
            root, "complaint.finished", by, at,
            complaint=fresh.pk, result=made.pk, number=made.number, message=message.pk,
            net=str(made.net), vat=str(made.vat), gross=str(made.gross),
        )  # fmt: skip
        return made


def _may_be_finished(complaint: Complaint, root: Ticket) -> None:
    if complaint.stage == Stage.OPEN:
        raise NotAllowed(UNDECIDED)
    if complaint.stage == Stage.FINISHED:
        raise NotAllowed(FINISHED)
    if not root.requester:
        raise NotAllowed(NO_ADDRESS)
