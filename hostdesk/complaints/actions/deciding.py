"""Accounting decides about a disputed item, and decides anew if that was wrong."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.complaints import loading, rights
from hostdesk.complaints.models import Complaint, ComplaintItem, ItemDecision, Stage
from hostdesk.core import complaints as rules
from hostdesk.core.complaints import Decision
from hostdesk.core.states import NotAllowed
from hostdesk.lib import storable
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell

DECIDED = gettext_noop(
    "This item is decided already. To decide anew, say why the earlier decision was wrong."
)
SAME = gettext_noop("This is what was decided already.")


def decide(
    item: ComplaintItem, decision: Decision, by: Staff, *, correction: str = "", at: datetime | None = None
) -> ItemDecision:
    """What `decision` says counts from now on; `correction` says why the one before was wrong.

    NotAllowed by rights, without a text, beyond what the item costs, and if somebody else has decided.
    """
    rights.require(by)
    correction = storable.text(correction).strip()
    with changing(item.complaint.ticket, by) as root:
        complaint = Complaint.objects.select_related("ticket").get(pk=item.complaint_id)
        lines = loading.lines(complaint)
        line = next(one for one in lines if one.row.pk == item.pk)
        if line.decision and not correction:
            raise NotAllowed(DECIDED)
        made = _write(line, decision, correction if line.decision else "", by, moment(at))
        _tell(root, line, made, by)
        _move_on(complaint)
        settle(root, made.at)
        return made


def _write(line: loading.Line, decision: Decision, correction: str, by: Staff, at: datetime) -> ItemDecision:
    credit = rules.credit(line.item, decision)
    text = storable.text(decision.text).strip()
    last = line.decision
    if last and (last.answer, last.gross, last.text) == (decision.answer, credit.gross, text):
        raise NotAllowed(SAME)
    return ItemDecision.objects.create(
        item=line.row, answer=decision.answer.value, text=text, net=credit.net, vat_rate=credit.vat_rate,
        gross=credit.gross, correction=correction, by=by, at=at,
    )  # fmt: skip


def _tell(root: Ticket, line: loading.Line, made: ItemDecision, by: Staff) -> None:
    tell(
        root, "complaint.corrected" if made.correction else "complaint.decided", by, made.at,
        complaint=line.row.complaint_id, item=line.row.pk, decision=made.pk,
        description=line.row.description, answer=made.answer, gross=str(made.gross), net=str(made.net),
        vat_rate=str(made.vat_rate), text=made.text, correction=made.correction,
    )  # fmt: skip


def _move_on(complaint: Complaint) -> None:
    """Also a finished one: what was decided anew is written to the customer once more."""
    is_decided = loading.all_decided(loading.lines(complaint))
    complaint.stage = Stage.DECIDED if is_decided else Stage.OPEN
    complaint.save(update_fields=["stage"])
