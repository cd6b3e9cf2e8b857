"""Complaints about invoices: what is disputed, what we decide, and what it credits (M2, M7).

Amounts are gross, as the customer reads them; the worked examples stand in docs/rules/complaints.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hostdesk.core.money import ZERO, cents, share
from hostdesk.core.states import NotAllowed, gettext_noop

MOST = Decimal("99999.99")  # of an item that stands on no invoice of ours
HIGHEST_RATE = Decimal(50)  # per cent; whatever is above is a slip of the keyboard


class Wanted(StrEnum):
    """What the customer would like to happen to an item."""

    CREDIT = "credit"  # the money back
    CORRECT = "correct"  # an invoice that says the right thing
    EXPLAIN = "explain"  # to know what it is for


class Answer(StrEnum):
    """What accounting says to it."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Disputed:
    """One item as the customer disputes it; `item_id` None is one that she typed."""

    item_id: int | None
    description: str
    amount: Decimal | None  # gross; None if she named none
    reason: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Item:
    """What is known about a disputed item; `net`, `vat_rate`, `gross` stand on our invoice, or are None."""

    claimed: Decimal | None
    wanted: Wanted
    net: Decimal | None = None
    vat_rate: Decimal | None = None
    gross: Decimal | None = None
    credited_before: Decimal = ZERO  # by other complaints about the same item


@dataclass(frozen=True, slots=True)
class Decision:
    """What accounting says; `amount` (gross) and `vat_rate` only where they follow from nothing else."""

    answer: Answer
    text: str
    amount: Decimal | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Money back at one VAT rate (per cent)."""

    vat_rate: Decimal
    net: Decimal = ZERO
    vat: Decimal = ZERO
    gross: Decimal = ZERO


def credit(item: Item, decision: Decision) -> Credit:
    """What `decision` gives back of `item`; NotAllowed says what is missing or too much."""
    if not decision.text.strip():
        raise NotAllowed(NO_TEXT)
    rate = _rate(item, decision)
    gross = _gross(item, decision)
    if gross < 0:
        raise NotAllowed(BELOW_ZERO)
    if gross > limit(item):
        raise NotAllowed(ABOVE_ITEM if item.gross is not None else ABOVE_CLAIM)
    return _split(item, gross, rate)


def limit(item: Item) -> Decimal:
    """The most (gross) that can be given back of an item."""
    if item.gross is None:
        return MOST if item.claimed is None else item.claimed
    return max(ZERO, item.gross - item.credited_before)


def all_decided(decisions: Sequence[Decision | None]) -> bool:
    """Whether the result can be written to the customer."""
    return bool(decisions) and all(decision is not None for decision in decisions)


def sums(credits: Iterable[Credit]) -> list[Credit]:
    """The credits by VAT rate, the highest first; rates without an amount are left out."""
    found: dict[Decimal, Credit] = {}
    for one in credits:
        so_far = found.get(one.vat_rate, Credit(one.vat_rate))
        found[one.vat_rate] = _added(so_far, one)
    return [found[rate] for rate in sorted(found, reverse=True) if found[rate].gross or found[rate].net]


def turned(credits: Iterable[Credit]) -> list[Credit]:
    """The same with their signs turned: what an earlier result has given already."""
    return [Credit(one.vat_rate, -one.net, -one.vat, -one.gross) for one in credits]


def net_of(gross: Decimal, rate: Decimal) -> Decimal:
    """The net amount in a gross one of at least 0 at `rate` per cent, rounded half up to the cent."""
    return share(gross, 10_000, 10_000 + int(rate * 100))


def total(credits: Iterable[Credit]) -> Decimal:
    """The gross sum."""
    return sum((one.gross for one in credits), ZERO)


NO_TEXT = gettext_noop("Write down why: the customer reads it.")
BELOW_ZERO = gettext_noop("A credit is 0 or more.")
NO_AMOUNT = gettext_noop("Enter the amount that is given back.")
NOTHING_LEFT = gettext_noop("An item that is accepted in part needs an amount above 0.")
ABOVE_ITEM = gettext_noop("This is more than the item costs, or than is left of it after earlier credits.")
ABOVE_CLAIM = gettext_noop("This is more than the customer disputes, and we know no such item.")
NO_RATE = gettext_noop("Enter the VAT rate: the item stands on no invoice that we know.")
BAD_RATE = gettext_noop("A VAT rate lies between 0 and 50 per cent.")


def _gross(item: Item, decision: Decision) -> Decimal:
    if decision.answer is Answer.REFUSED:
        return ZERO
    if decision.answer is Answer.PARTLY:
        if decision.amount is None:
            raise NotAllowed(NO_AMOUNT)
        if cents(decision.amount) <= 0:
            raise NotAllowed(NOTHING_LEFT)
        return cents(decision.amount)
    return _whole(item, decision)


def _whole(item: Item, decision: Decision) -> Decimal:
    """Accepted: what she disputes; who names no amount and wants money back means all of the item."""
    if item.claimed is not None:
        return cents(item.claimed)
    if item.wanted is not Wanted.CREDIT:
        return ZERO
    if item.gross is not None:
        return limit(item)
    if decision.amount is None:
        raise NotAllowed(NO_AMOUNT)
    return cents(decision.amount)


def _rate(item: Item, decision: Decision) -> Decimal:
    rate = item.vat_rate if item.vat_rate is not None else decision.vat_rate
    if rate is None and decision.answer is Answer.REFUSED:
        return ZERO
    if rate is None:
        raise NotAllowed(NO_RATE)
    if not 0 <= rate <= HIGHEST_RATE:
        raise NotAllowed(BAD_RATE)
    return rate


def _split(item: Item, gross: Decimal, rate: Decimal) -> Credit:
    # All of an item gives back its own net amount, whatever way the billing system rounds.
    is_whole = gross == item.gross
    net = item.net if is_whole and item.net is not None else net_of(gross, rate)
    return Credit(rate, net, gross - net, gross)


def _added(one: Credit, other: Credit) -> Credit:
    return Credit(one.vat_rate, one.net + other.net, one.vat + other.vat, one.gross + other.gross)
