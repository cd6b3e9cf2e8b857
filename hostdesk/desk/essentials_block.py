"""The block of essential data in the composer: filled in, with what is missing marked and up front (M14)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from hostdesk.billing import services
from hostdesk.billing.meter import Meter
from hostdesk.core.essentials import Item, Request, field_of, missing, offered, required
from hostdesk.desk import sphere_card
from hostdesk.desk.essentials_customer import is_unknown_number
from hostdesk.desk.essentials_form import PREFIX
from hostdesk.desk.essentials_known import Entered, Known, essentials, known
from hostdesk.desk.essentials_names import ITEMS, REQUESTS
from hostdesk.tickets.models import Ticket

_LONG = (Item.REPORTED, Item.DISPUTED, Item.COST, Item.START)


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the block."""

    item: str
    name: str
    field: str  # its name in the form
    value: str
    was: str  # what the desk has filled in
    kind: str  # "fixed", "choice", "long" or "line"
    choices: Sequence[tuple[str, str]]
    is_required: bool
    is_missing: bool
    may_be_stranger: bool
    is_unknown: bool  # a customer number that we don't have
    takes_focus: bool  # a letter was held back for it

    @property
    def shown(self) -> str:
        """A value that cannot be changed here, in words."""
        return dict(self.choices).get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Block:
    """What the composer shows of a first response."""

    request: str
    presumed: str
    requests: Sequence[tuple[str, str]]
    missing: Sequence[Row]
    filled: Sequence[Row]
    done: int
    of: int
    gap: str  # what is missing, in words
    reason: str
    language: str  # of the letter


def block(root: Ticket, price: Meter, entered: Entered, *, is_asked: bool = False) -> Block:
    """The block of a root whose first response is not written yet.

    `is_asked`: a letter was held back, and the first missing field takes the focus.
    """
    found = known(root, price, entered)
    rows = _rows(root, found, entered, is_asked=is_asked)
    needed = [row for row in rows if row.is_required]
    gaps = [row for row in rows if row.is_missing]
    first = _not_following(gaps)
    return Block(
        request=found.request.value,
        presumed=_presumed(root, price, found, entered).value,
        requests=[(kind.value, str(name)) for kind, name in REQUESTS.items()],
        missing=first,
        filled=[row for row in rows if row not in first],
        done=len(needed) - len(gaps),
        of=len(needed),
        gap=", ".join(row.name for row in first),
        reason=entered.reason,
        language=root.language,
    )


def _not_following(gaps: list[Row]) -> list[Row]:
    """What a person has to say: cost and start follow from the cause or the service she chooses."""
    if not any(row.item in (Item.SPHERE, Item.SERVICE) for row in gaps):
        return gaps
    return [row for row in gaps if row.item not in (Item.COST, Item.START)]


def _presumed(root: Ticket, price: Meter, found: Known, entered: Entered) -> Request:
    return found.request if entered.request is None else known(root, price, Entered()).request


def _rows(root: Ticket, found: Known, entered: Entered, *, is_asked: bool) -> list[Row]:
    field = field_of(root.department.slug)
    needed, room = required(field, found.request), offered(found.request)
    gaps = missing(field, essentials(root, found, entered))
    is_unknown = is_unknown_number(root, entered.typed)
    rows = []
    for item in Item:
        value = entered.typed.get(item, found.values.get(item, ""))
        if not (item in needed or item in room or value):
            continue
        rows.append(
            Row(
                item=item.value,
                name=str(ITEMS[item]),
                field=f"{PREFIX}{item.value}",
                value=value,
                was=found.values.get(item, ""),
                kind=_kind(item, found),
                choices=_choices(item),
                is_required=item in needed,
                is_missing=item in gaps,
                may_be_stranger=item is Item.CUSTOMER and root.customer_id is None,
                is_unknown=item is Item.CUSTOMER and is_unknown,
                takes_focus=is_asked and item in gaps[:1],
            )
        )
    return rows


def _kind(item: Item, found: Known) -> str:
    if item is Item.DEPARTMENT or (item is Item.SPHERE and found.sphere_is_found):
        return "fixed"
    if item in (Item.SPHERE, Item.SERVICE):
        return "choice"
    return "long" if item in _LONG else "line"


def _choices(item: Item) -> list[tuple[str, str]]:
    if item is Item.SPHERE:
        return [(value.value, str(name)) for value, name in sphere_card.NAMES.items()]
    if item is Item.SERVICE:
        language = get_language() or "en"
        return [(one.slug, one.title(language)) for one in services.catalogue()]
    return []
