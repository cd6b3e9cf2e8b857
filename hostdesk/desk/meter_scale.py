"""The meter's ruler: quarter-hours that are used, charged, and left up to the cap."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.core.tariff_lines import Line, Rule
from hostdesk.desk import amounts

CELL = 900  # seconds
FEWEST, MOST = 8, 32  # cells
_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="hatch-g" width="6" height="6"/>'
    '<line class="hatch-l" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Span:
    """What one line of the bill has charged: seconds that are used, and those that are paid for."""

    used: int
    charged: int
    is_day: bool


def scale(lines: Sequence[Line], cap_seconds: int | None, now: str) -> SafeString:
    """The drawing; `now` is the time beside the needle."""
    spans = [_span(line) for line in lines if line.rule in (Rule.DAY, Rule.SURCHARGE)]
    charged, used = sum(one.charged for one in spans), _needle(spans)
    day = sum(one.charged for one in spans if one.is_day)
    cap = cap_seconds + day if cap_seconds is not None else None
    total = _total(charged, cap)
    parts = [_HATCH, *_spans(spans, total), *_cells(total), *_marks(total), _pin(used, total, now)]
    if cap is not None:
        parts.append(_cap(cap, total, amounts.duration(cap_seconds or 0), near=used))
    meaning = escape(_meaning(used, charged, cap_seconds))
    return SafeString(
        f'<svg class="ruler" height="58" role="img" aria-label="{meaning}">{"".join(parts)}</svg>'
    )


def _span(line: Line) -> Span:
    charged = line.quarters * line.unit_seconds
    return Span(min(line.billable_seconds, charged), charged, line.rule is Rule.DAY)


def _needle(spans: Sequence[Span]) -> int:
    """Where the work stands: everything before the last line is through."""
    return sum(one.charged for one in spans[:-1]) + spans[-1].used if spans else 0


def _total(charged: int, cap: int | None) -> int:
    cells = max(FEWEST, -(-max(charged + CELL, cap or 0) // CELL))
    return min(cells, max(MOST, -(-charged // CELL))) * CELL if cap is None else max(cells * CELL, cap)


def _spans(spans: Sequence[Span], total: int) -> list[str]:
    starts = accumulate((one.charged for one in spans), initial=0)
    found = []
    for start, one in zip(starts, spans, strict=False):
        name = "lane-day" if one.is_day else "used"
        found.append(f'<rect {_box(start, one.charged, total)} fill="url(#hatch)"/>')
        found.append(f'<rect class="{name}" {_box(start, one.used, total)}/>')
    return found


def _cells(total: int) -> list[str]:
    step = CELL if total // CELL <= MOST else 4 * CELL
    return [f'<rect class="cell" {_box(at, min(step, total - at), total)}/>' for at in range(0, total, step)]


def _marks(total: int) -> list[str]:
    """Long ticks at half-hours, with figures where there is room for them."""
    step = next(one for one in (1800, 3600, 7200, 14400, 86400, total) if total // one <= 5)
    found = []
    for at in range(0, total + 1, step):
        anchor = "start" if at == 0 else "end" if at == total else "middle"
        found.append(f'<line class="tick-h" x1="{_x(at, total)}" x2="{_x(at, total)}" y1="36" y2="42"/>')
        found.append(f'<text x="{_x(at, total)}" y="54" text-anchor="{anchor}">{_figure(at)}</text>')
    return found


def _figure(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}"


def _pin(used: int, total: int, now: str) -> str:
    at = _x(used, total)
    anchor = "start" if used < total * 0.06 else "end" if used > total * 0.94 else "middle"
    return (
        f'<line class="needle" x1="{at}" x2="{at}" y1="13" y2="40"/>'
        f'<text class="now-t" x="{at}" y="10" text-anchor="{anchor}">{escape(now)}</text>'
    )


def _cap(cap: int, total: int, words: str, near: int) -> str:
    at = _x(cap, total)
    line = f'<line class="cap" x1="{at}" x2="{at}" y1="13" y2="42"/>'
    if abs(cap - near) < total * 0.3:  # the figure of the needle stands on the same line
        return line
    label = escape(_("cap %(time)s") % {"time": words})
    return f'{line}<text x="{at}" y="10" text-anchor="end">{label}</text>'


def _meaning(used: int, charged: int, cap: int | None) -> str:
    said = _("Meter: %(used)s used of %(charged)s that are charged.") % {
        "used": amounts.duration(used), "charged": amounts.duration(charged)
    }  # fmt: skip
    return said if cap is None else f"{said} {_('cap %(time)s') % {'time': amounts.duration(cap)}}."


def _box(start: int, length: int, total: int) -> str:
    return f'x="{_x(start, total)}" y="18" width="{_x(length, total)}" height="18"'


def _x(seconds: int, total: int) -> str:
    return f"{seconds / total:.3%}"
