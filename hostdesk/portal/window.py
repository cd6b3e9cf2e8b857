"""The drawing above the price list: the surcharge window on a scale, and now."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.core.tariff_rules import Tariff, day_hours
from hostdesk.core.tariff_windows import window_at
from hostdesk.core.work import second_of

_HOUR = 3600
_MOST_TICKS = 80


def drawing(tariff: Tariff, ends: datetime, now: datetime) -> SafeString:
    """The surcharge window that lasts until `ends` (UTC), with an hour of day price on either side."""
    window = window_at(day_hours(tariff), second_of(ends) - 1)
    scale = _Scale(window.begins - _HOUR, window.ends + _HOUR, ZoneInfo(tariff.timezone))
    surcharge = _("Surcharge")
    parts = [
        scale.lane("lane-day", scale.begins, window.begins, 22, 5),
        scale.lane("lane-sur", window.begins, window.ends, 23, 3),
        scale.lane("lane-day", window.ends, scale.ends, 22, 5),
        '<line class="base" x1="0" x2="100%" y1="32" y2="32"/>',
        *scale.ticks(window.begins, window.ends),
        scale.text(window.begins, "start", 51),
        scale.text(window.ends, "end", 51),
        f'<text class="lab-sur" x="50%" y="14" text-anchor="middle">{escape(surcharge)}</text>',
        scale.needle(second_of(now)),
    ]
    words = _("Surcharge from %(from)s to %(to)s. Now %(now)s.") % {
        "from": scale.named(window.begins),
        "to": scale.named(window.ends),
        "now": scale.named(second_of(now)),
    }
    return SafeString(
        f'<svg class="ruler" height="54" role="img" aria-label="{escape(words)}">{"".join(parts)}</svg>'
    )


class _Scale:
    """Seconds since 1970 on a line of 100 %."""

    def __init__(self, begins: int, ends: int, zone: ZoneInfo) -> None:
        self.begins, self.ends, self._zone = begins, ends, zone

    def lane(self, name: str, start: int, end: int, top: int, height: int) -> str:
        """A thick line between two moments."""
        width = f"{(end - start) / (self.ends - self.begins):.3%}"
        return f'<rect class="{name}" x="{self._x(start)}" y="{top}" width="{width}" height="{height}"/>'

    def ticks(self, *edges: int) -> list[str]:
        """One an hour, or fewer in a long weekend; longer ones where the price changes."""
        step = _HOUR if self.ends - self.begins <= _MOST_TICKS * _HOUR else 6 * _HOUR
        small = [self._tick("tick", at, 4) for at in range(self.begins, self.ends + 1, step)]
        return small + [self._tick("tick-h", at, 8) for at in edges]

    def needle(self, now: int) -> str:
        """Now, if it is on the scale."""
        if not self.begins <= now <= self.ends:
            return ""
        x, share = self._x(now), (now - self.begins) / (self.ends - self.begins)
        anchor = "start" if share < 0.1 else "end" if share > 0.9 else "middle"
        time = f"{self._local(now):%H:%M}"
        return (
            f'<line class="needle" x1="{x}" x2="{x}" y1="15" y2="37"/>'
            f'<text class="now-t" x="{x}" y="11" text-anchor="{anchor}">{time}</text>'
        )

    def text(self, at: int, anchor: str, y: int) -> str:
        """Weekday and hour beneath a moment."""
        return f'<text x="{self._x(at)}" y="{y}" text-anchor="{anchor}">{escape(self.named(at))}</text>'

    def named(self, at: int) -> str:
        """Like Fri 17:00."""
        local = self._local(at)
        return f"{date_format(local, 'D')} {local:%H:%M}"

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at, self._zone)

    def _tick(self, name: str, at: int, length: int) -> str:
        x = self._x(at)
        return f'<line class="{name}" x1="{x}" x2="{x}" y1="32" y2="{32 + length}"/>'

    def _x(self, at: int) -> str:
        return f"{(at - self.begins) / (self.ends - self.begins):.3%}"
