"""Until when going on costs nothing more: found by asking the price itself, so that it cannot disagree."""

from collections.abc import Callable
from decimal import Decimal

NetAt = Callable[[int], Decimal]  # the price of all work if what runs now ends at that second


def paid_until(net_at: NetAt, now: int, horizon: int) -> int | None:
    """The last second at which work that runs may end and cost the same; None if none costs more.

    The price never falls while work goes on, so halving finds it.
    """
    today = net_at(now)
    if net_at(horizon) == today:
        return None
    same, more = now, horizon
    while more - same > 1:
        middle = (same + more) // 2
        if net_at(middle) == today:
            same = middle
        else:
            more = middle
    return same
