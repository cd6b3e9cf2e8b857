"""How long 100,000 typical bills take on one core: priced from intervals, every line built.

Run it from the root of the repository: `python bench/tariff.py [BILLS]`. No database, no settings. The goal
is under 20 seconds for 100,000.
"""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

_REGIONS = ("DE-BY", "DE-BY-AUGSBURG", "DE-BE", "DE-NW")
_YEAR_MINUTES = 365 * 24 * 60


def main(bills: int) -> None:
    """Price one to four visits a bill, spread over a year, by day and by night, some without consent."""
    from hostdesk.core.tariff import price
    from hostdesk.core.tariff_consent import BEFORE_WORK, NO_CONSENT
    from hostdesk.core.tariff_rules import Tariff
    from hostdesk.core.work import Interval

    random, tariffs = Random(1), [Tariff(region) for region in _REGIONS]
    first, work = datetime(2026, 1, 1, tzinfo=UTC), []
    for number in range(bills):
        start, visits = first + timedelta(minutes=random.randrange(_YEAR_MINUTES)), []
        for _ in range(random.choice((1, 1, 2, 4))):
            end = start + timedelta(seconds=random.randrange(60, 5400))
            visits.append(Interval(start, end, random.choice(("ada", "ben")), str(number)))
            start = end + timedelta(seconds=random.choice((0, 600, 20_000, 80_000)))
        work.append((visits, random.choice(tariffs), random.choice((BEFORE_WORK, BEFORE_WORK, NO_CONSENT))))
    began = time.process_time()
    total = sum(price(visits, [tariff], consent).gross for visits, tariff, consent in work)
    seconds = time.process_time() - began
    print(f"{seconds:.1f} s of processor time for {bills:,} bills, {bills / seconds:,.0f}/s ({total:,} EUR)")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
