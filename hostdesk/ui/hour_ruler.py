"""The hour ruler: support hours and prices of one day on one scale, and now."""

from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.core.day_spans import DAY, Spans


def drawing(spans: Spans, days: Spans, local: datetime) -> SafeString:
    """When we are there (upper lane), when the day price holds (lower lane), and a needle at `local`."""
    at, edges = local.hour * 60 + local.minute, [*spans, *days]
    parts = [_lane("support", 16, 3, span) for span in spans]
    parts += [_lane("sur", 24, 4, span) for span in _between(days)] + [
        _lane("day", 24, 4, one) for one in days
    ]
    parts += [
        '<line class="base" x1="0" x2="100%" y1="30" y2="30"/>',
        *(_tick(m, edges) for m in _marks(spans)),
    ]
    parts += [_figure(minute, at) for minute in _figures(edges)]
    parts += [_label(start, end, at) for start, end in spans] or [_closed()]
    parts += [_day_label(start, end, at) for start, end in days]
    parts += [_surcharge_label(spans, days, at)]
    parts.append(f'<line class="needle" x1="{_x(at)}" x2="{_x(at)}" y1="14" y2="36"/>')
    anchor = "start" if at < 60 else "end" if at > DAY - 60 else "middle"
    parts.append(f'<text class="now-t" x="{_x(at)}" y="11" text-anchor="{anchor}">{local:%H:%M}</text>')
    meaning = escape(_meaning(spans, days, local))
    return SafeString(
        f'<svg class="ruler" height="48" role="img" aria-label="{meaning}">{"".join(parts)}</svg>'
    )


def _meaning(spans: Spans, days: Spans, local: datetime) -> str:
    values = {"now": f"{local:%H:%M}", "hours": _listed(spans), "day": _listed(days)}
    return _("Day ruler: support %(hours)s, day tariff %(day)s, else surcharge. Now %(now)s.") % values


def _listed(spans: Spans) -> str:
    return ", ".join(f"{_clock(a)} – {_clock(b)}" for a, b in spans) or _("never today")


def _lane(name: str, y: int, height: int, span: tuple[int, int]) -> str:
    a, b = span
    return f'<rect class="lane-{name}" x="{_x(a)}" y="{y}" width="{_x(b - a)}" height="{height}"/>'


def _between(days: Spans) -> Spans:
    """What is left of the day."""
    edges = [0, *(edge for span in days for edge in span), DAY]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _label(start: int, end: int, at: int) -> str:
    # The figure of the needle stands on the same line: the label gives way to it.
    x, anchor = (start, "start") if at - start > 240 or at < start else (end, "end")
    text = escape(_("Support %(from)s–%(to)s") % {"from": _clock(start), "to": _clock(end)})
    is_free = abs(at - x) > 240 or not start <= at <= end
    return f'<text class="wide" x="{_x(x)}" y="11" text-anchor="{anchor}">{text}</text>' if is_free else ""


def _day_label(start: int, end: int, at: int) -> str:
    # In the middle, or where the needle leaves room for it.
    x = (start + end) // 2 if abs(at - (start + end) // 2) > 150 else end - 90
    text = escape(_("Day tariff %(from)s–%(to)s") % {"from": _clock(start), "to": _clock(end)})
    return f'<text class="wide lab-day" x="{_x(x)}" y="11" text-anchor="middle">{text}</text>'


def _surcharge_label(spans: Spans, days: Spans, at: int) -> str:
    """At the end of the day, if nothing else stands there."""
    last = max((end for _, end in [*spans, *days]), default=0)
    if last > DAY - 180 or at > DAY - 180:
        return ""
    words = escape(_("Surcharge"))
    return f'<text class="wide lab-sur" x="100%" y="11" text-anchor="end">{words}</text>'


def _closed() -> str:
    words = escape(_("Closed today"))
    return f'<text class="wide" x="0" y="11">{words}</text>'


def _marks(spans: Spans) -> list[int]:
    quarters = {minute for start, end in spans for minute in range(start, end, 15)}
    return sorted(quarters | set(range(0, DAY + 1, 60)))


def _tick(minute: int, spans: Spans) -> str:
    edges = {0, DAY, DAY // 2} | {edge for span in spans for edge in span}
    length = 7 if minute in edges else 5 if minute % 60 == 0 else 3
    name = "tick wide" if length == 3 else "tick-h"
    return f'<line class="{name}" x1="{_x(minute)}" x2="{_x(minute)}" y1="30" y2="{30 + length}"/>'


def _figures(spans: Spans) -> list[int]:
    return sorted({0, 6 * 60, DAY // 2, DAY} | {edge for span in spans for edge in span})


def _figure(minute: int, at: int) -> str:
    anchor = "start" if minute == 0 else "end" if minute == DAY else "middle"
    name = ' class="wide"' if minute == 6 * 60 else ""
    return f'<text{name} x="{_x(minute)}" y="47" text-anchor="{anchor}">{_clock(minute)}</text>'


def _clock(minute: int) -> str:
    return f"{minute // 60}" if minute % 60 == 0 else f"{minute // 60}:{minute % 60:02d}"


def _x(minute: int) -> str:
    return f"{minute / DAY:.3%}"
