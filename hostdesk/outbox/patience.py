"""How long to wait before the next attempt, and when to give up."""

from datetime import datetime, timedelta

_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(hours=4)  # RFC 5321 section 4.5.4.1 asks for patience of 4 to 5 days in all


def pause(attempts: int, luck: float) -> timedelta:
    """The pause after that many attempts: doubling from a minute up to four hours.

    `luck` is random in [0, 1) and varies it by a quarter, so that a thousand mails do not come back at once.
    """
    doubled = _FIRST * (1 << min(max(attempts, 1) - 1, 12))
    return min(doubled, _LONGEST) * (0.75 + luck / 2)


def next_attempt(
    *, now: datetime, attempts: int, luck: float, asked_for: datetime | None, give_up_at: datetime
) -> datetime | None:
    """When to try again, all in UTC; not before the time the other side asked for. None means to give up."""
    if now >= give_up_at:
        return None
    wish = now + pause(attempts, luck)
    if asked_for is not None:
        wish = min(max(wish, asked_for), now + _LONGEST)
    return min(wish, give_up_at)
