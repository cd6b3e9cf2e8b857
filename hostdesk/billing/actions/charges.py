"""Reviewing what is charged: approve, waive, and credit when the cause turns out to be another."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.accounts.rights import keeps_accounts, leads
from hostdesk.billing import drafts, load
from hostdesk.billing.actions.beginning import changing, moment, needed
from hostdesk.billing.credits import credit_of
from hostdesk.billing.models import Charge, ChargeState, Finding
from hostdesk.core.states import NotAllowed
from hostdesk.core.tariff_data import as_data
from hostdesk.journal.record import writing
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.standing import family, root_of, settle
from hostdesk.tickets.telling import tell

RUNNING = gettext_noop("A timer still runs on this ticket: stop it first.")
UNKNOWN = gettext_noop("Say first on whose side the cause lies: inside our sphere the work is free.")
NOTHING = gettext_noop("There is nothing to charge on this ticket.")
NO_CUSTOMER = gettext_noop("Nobody can be billed: this ticket has no customer.")
ACCOUNTING = gettext_noop("Charges are approved by Accounting.")
LEADS = gettext_noop("Only a team lead may waive a charge.")


def approve(ticket: Ticket, by: Staff, *, reason: str = "", at: datetime | None = None) -> Charge:
    """Accounting puts all work so far on the next statement; an approved charge that stands is replaced.

    NotAllowed for others, while a timer runs, while the cause is unknown, without a customer, or if nothing
    is due.
    """
    if not keeps_accounts(by):
        raise NotAllowed(ACCOUNTING)
    with changing(ticket, by) as root:
        at = moment(at)
        facts = _settled(root)
        if facts.sphere == Finding.UNKNOWN:
            raise NotAllowed(UNKNOWN)
        if root.customer is None:
            raise NotAllowed(NO_CUSTOMER)
        bill = as_data(facts.bill())
        standing = _standing(root)
        if not Decimal(bill["net"]) or any(_says_the_same(one, bill) for one in standing):
            raise NotAllowed(NOTHING)
        for one in standing:
            _take_back(one, by, at, gettext_noop("Replaced by a newer charge."))
        charge = _write(root, facts, ChargeState.APPROVED, by, at, reason)
        drafts.refresh(root, at)
        settle(root, at)
        return charge


def waive(ticket: Ticket, by: Staff, reason: str, *, at: datetime | None = None) -> Charge:
    """A lead gives the work so far away, for a reason; what stands is taken back. NotAllowed for others."""
    reason = needed(reason, gettext_noop("Say why the charge is waived."))
    if not leads(by):
        raise NotAllowed(LEADS)
    with changing(ticket, by) as root:
        at = moment(at)
        facts = _settled(root)
        standing = _standing(root)
        if not facts.bill().net and not standing:
            raise NotAllowed(NOTHING)
        for one in standing:
            _take_back(one, by, at, reason)
        charge = _write(root, facts, ChargeState.WAIVED, by, at, reason)
        drafts.refresh(root, at)
        settle(root, at)
        return charge


def mark_billed(
    charges: Iterable[Charge], by: Staff, statement: str, *, at: datetime | None = None
) -> list[Charge]:
    """They stand on a statement now; NotAllowed if one of them is not approved any more: then none is."""
    if not keeps_accounts(by):
        raise NotAllowed(ACCOUNTING)
    with writing():
        at = moment(at)
        found = list(Charge.objects.filter(pk__in=[one.pk for one in charges]).select_related("ticket"))
        for charge in found:
            _change(charge, ChargeState.BILLED, gettext_noop("This charge is not approved any more."))
            tell(root_of(charge.ticket_id), "charge.billed", by, at, charge=charge.pk, statement=statement)
        return found


def recompute(root: Ticket, by: Staff, at: datetime) -> list[Charge]:
    """Within an action: what stands and is no longer right is taken back; returns the credits.

    The right amount waits as a draft until somebody approves it.
    """
    facts = load.facts(root)
    bill = as_data(facts.bill())
    wrong = [one for one in _standing(root) if not _says_the_same(one, bill)]
    credits = [_take_back(one, by, at, gettext_noop("The price was computed anew.")) for one in wrong]
    return [one for one in credits if one is not None]


def standing(root: Ticket) -> list[Charge]:
    """The charges that count: approved or billed, and not credited."""
    return _standing(root)


def _standing(root: Ticket) -> list[Charge]:
    found = Charge.objects.filter(
        ticket__in=family(root),
        state__in=[ChargeState.APPROVED, ChargeState.BILLED],
        credits=None,
        credited_by=None,
    )
    return list(found.select_related("ticket"))


def _settled(root: Ticket) -> load.Facts:
    facts = load.facts(root)
    if facts.timers:
        raise NotAllowed(RUNNING)
    return facts


def _says_the_same(charge: Charge, bill: dict[str, Any]) -> bool:
    """The same lines, whatever the explanations are worded like today."""
    return bool(_plain(charge.bill) == _plain(bill))


def _plain(bill: dict[str, Any]) -> Any:
    lines = [{name: value for name, value in line.items() if name != "text"} for line in bill["lines"]]
    return [bill["gross"], [line for line in lines if line["amount"] != "0.00"]]


def _take_back(charge: Charge, by: Staff, at: datetime, reason: str) -> Charge | None:
    """One that is not on a statement yet is withdrawn; one that is gets a credit, which is returned."""
    if charge.state == ChargeState.APPROVED:
        charge.state, charge.reason = ChargeState.CREDITED, reason
        charge.save()
        tell(charge.ticket.root, "charge.withdrawn", by, at, charge=charge.pk, net=charge.net, reason=reason)
        return None
    return credit_of(charge, ChargeState.APPROVED, reason, by, at)


def _write(
    root: Ticket, facts: load.Facts, state: ChargeState, by: Staff, at: datetime, reason: str
) -> Charge:
    bill = facts.bill()
    charge = Charge.objects.create(
        ticket=root, state=state, bill=as_data(bill), net=bill.net, vat=bill.vat, gross=bill.gross,
        tariff_labels=_joined(line.tariff_version for line in bill.lines),
        calendar_labels=_joined(line.calendar_version for line in bill.lines), sphere=facts.sphere,
        first_work=min((one.start for one in facts.work), default=None),
        last_work=max((one.end for one in facts.work), default=None),
        covers=sorted(one.pk for one in facts.work), reason=reason, by=by, at=at,
    )  # fmt: skip
    tell(
        root, f"charge.{state.value}", by, at, charge=charge.pk, net=charge.net, gross=charge.gross,
        tariffs=charge.tariff_labels, sphere=charge.sphere, reason=reason,
    )  # fmt: skip
    return charge


def _change(charge: Charge, state: ChargeState, refusal: str) -> None:
    changed = Charge.objects.filter(pk=charge.pk, state=ChargeState.APPROVED).update(state=state)
    if not changed:
        raise NotAllowed(refusal)
    charge.state = state


def _joined(labels: Iterable[str]) -> str:
    return ",".join(dict.fromkeys(label for label in labels if label))[:200]
