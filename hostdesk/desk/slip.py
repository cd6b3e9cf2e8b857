"""The slip: how a price is made, in the few words that fit beside its amounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hostdesk.core.money import ZERO
from hostdesk.core.tariff import Bill
from hostdesk.core.tariff_lines import Line, Rule
from hostdesk.core.tariff_rules import MINUTE_SECONDS
from hostdesk.desk import amounts, when


@dataclass(frozen=True, slots=True)
class Row:
    """One line: words and an amount."""

    words: str
    amount: str


def rows(bill: Bill, now: datetime) -> list[Row]:
    """Flat fees and started quarter-hours, and what is free for which reason."""
    found = [row for line in bill.lines for row in _rows(line, now)]
    if bill.free_seconds:
        found.append(_free(_("%(time)s of free work"), bill.free_seconds))
    return found


def vat(bill: Bill) -> str:
    """The rates of VAT, as they stand beside the gross sum."""
    return _("with %(rate)s %% VAT") % {"rate": " + ".join(str(one.rate) for one in bill.rates)}


def _rows(line: Line, now: datetime) -> Iterator[Row]:
    if line.rule is Rule.FLAT:
        until = when.moment(line.window.end, now)
        yield Row(_("Flat fee, once until %(until)s") % {"until": until}, amounts.figures(line.amount))
        return
    if line.quarters:
        yield Row(_started(line) % _values(line), amounts.figures(line.amount))
    if line.carried_in_seconds and not line.quarters:
        yield _free(_("%(time)s, paid already by a started quarter-hour"), line.carried_in_seconds)
    if line.unconsented_seconds:
        yield _free(_("%(time)s without consent, free"), line.unconsented_seconds)
    if line.capped_seconds:
        yield _free(_("%(time)s beyond the cap, free"), line.capped_seconds)


def _started(line: Line) -> str:
    if line.unit_seconds == MINUTE_SECONDS:
        return ngettext(
            "%(n)s started minute, %(price)s a quarter-hour",
            "%(n)s started minutes, %(price)s a quarter-hour",
            line.quarters,
        )  # fmt: skip
    return ngettext(
        "%(n)s started quarter-hour at %(price)s", "%(n)s started quarter-hours at %(price)s", line.quarters
    )


def _values(line: Line) -> dict[str, object]:
    return {"n": line.quarters, "price": amounts.figures(line.unit_price)}


def _free(words: str, seconds: int) -> Row:
    return Row(words % {"time": amounts.duration(seconds)}, amounts.figures(ZERO))
