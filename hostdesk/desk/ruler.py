"""The hour ruler: today's support hours on one scale, and now."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.calendars import load
from hostdesk.core import hours
from hostdesk.core.hours import Hours
from hostdesk.desk import when

DAY = 24 * 60  # minutes


def ruler(now: datetime) -> tuple[SafeString, str, str]:
    """The drawing, and two lines of words: what holds now, and until when."""
    calendar = load.current_hours()
    local = timezone.localtime(now)
    spans = _open_spans(calendar, local)
    return _drawing(spans, local), *_words(calendar, now)


def _open_spans(calendar: Hours, local: datetime) -> list[tuple[int, int]]:
    """Minutes after midnight between which we are open today, found by asking at every quarter-hour."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    found: list[tuple[int, int]] = []
    for minute in range(0, DAY, 15):
        if not hours.is_open(calendar, midnight + timedelta(minutes=minute)):
            continue
        if found and found[-1][1] == minute:
            found[-1] = (found[-1][0], minute + 15)
        else:
            found.append((minute, minute + 15))
    return found


def _words(calendar: Hours, now: datetime) -> tuple[str, str]:
    if hours.is_open(calendar, now):
        return _("Support hours"), _("The clocks of first responses are running.")
    opens = when.moment(hours.next_opening(calendar, now), now)
    return _("Outside support hours"), _("The clocks go on at %(at)s.") % {"at": opens}


def _drawing(spans: list[tuple[int, int]], local: datetime) -> SafeString:
    at = local.hour * 60 + local.minute
    parts = [
        f'<rect class="lane-support" x="{_x(a)}" y="20" width="{_x(b - a)}" height="5"/>' for a, b in spans
    ]
    parts += [
        '<line class="base" x1="0" x2="100%" y1="30" y2="30"/>',
        *(_tick(m, spans) for m in _marks(spans)),
    ]
    parts += [_figure(minute, at) for minute in _figures(spans)]
    parts += [_label(start, end, at) for start, end in spans] or [_closed()]
    parts.append(f'<line class="needle" x1="{_x(at)}" x2="{_x(at)}" y1="14" y2="36"/>')
    anchor = "start" if at < 60 else "end" if at > DAY - 60 else "middle"
    parts.append(f'<text class="now-t" x="{_x(at)}" y="11" text-anchor="{anchor}">{local:%H:%M}</text>')
    meaning = escape(_meaning(spans, local))
    return SafeString(
        f'<svg class="ruler" height="48" role="img" aria-label="{meaning}">{"".join(parts)}</svg>'
    )


def _meaning(spans: list[tuple[int, int]], local: datetime) -> str:
    if not spans:
        return _("Day ruler: closed today. Now %(now)s.") % {"now": f"{local:%H:%M}"}
    text = ", ".join(f"{_clock(a)} – {_clock(b)}" for a, b in spans)
    return _("Day ruler: support hours %(hours)s. Now %(now)s.") % {"hours": text, "now": f"{local:%H:%M}"}


def _label(start: int, end: int, at: int) -> str:
    # The figure of the needle stands on the same line: the label gives way to it.
    x, anchor = (start, "start") if at - start > 240 or at < start else (end, "end")
    text = escape(_("Support %(from)s–%(to)s") % {"from": _clock(start), "to": _clock(end)})
    is_free = abs(at - x) > 240 or not start <= at <= end
    return f'<text class="wide" x="{_x(x)}" y="11" text-anchor="{anchor}">{text}</text>' if is_free else ""


def _closed() -> str:
    words = escape(_("Closed today"))
    return f'<text class="wide" x="0" y="11">{words}</text>'


def _marks(spans: list[tuple[int, int]]) -> list[int]:
    quarters = {minute for start, end in spans for minute in range(start, end, 15)}
    return sorted(quarters | set(range(0, DAY + 1, 60)))


def _tick(minute: int, spans: list[tuple[int, int]]) -> str:
    edges = {0, DAY, DAY // 2} | {edge for span in spans for edge in span}
    length = 7 if minute in edges else 5 if minute % 60 == 0 else 3
    name = "tick wide" if length == 3 else "tick-h"
    return f'<line class="{name}" x1="{_x(minute)}" x2="{_x(minute)}" y1="30" y2="{30 + length}"/>'


def _figures(spans: list[tuple[int, int]]) -> list[int]:
    return sorted({0, 6 * 60, DAY // 2, DAY} | {edge for span in spans for edge in span})


def _figure(minute: int, at: int) -> str:
    anchor = "start" if minute == 0 else "end" if minute == DAY else "middle"
    name = ' class="wide"' if minute == 6 * 60 else ""
    return f'<text{name} x="{_x(minute)}" y="47" text-anchor="{anchor}">{_clock(minute)}</text>'


def _clock(minute: int) -> str:
    return f"{minute // 60}" if minute % 60 == 0 else f"{minute // 60}:{minute % 60:02d}"


def _x(minute: int) -> str:
    return f"{minute / DAY:.3%}"
