"""The engine against a second one that looks at every second; HOSTDESK_ORACLE_CASES=10000 asks for more."""

import os
from random import Random

import pytest
from tariff_oracle import price_by_seconds
from tariff_random import random_consent, random_minutes, random_tariff, random_work

from hostdesk.core.tariff import price

CASES = int(os.environ.get("HOSTDESK_ORACLE_CASES", "1000"))
LOTS = 10


@pytest.mark.parametrize("lot", range(LOTS))
def test_looking_at_every_second_finds_the_same_price(lot: int) -> None:
    for seed in range(lot, CASES, LOTS):
        random = Random(seed)
        work = random_work(random)
        tariff = random_minutes(random) if random.random() < 0.1 else random_tariff(random)
        consent = random_consent(random, work)
        bill, sums = price(work, [tariff], consent), price_by_seconds(work, tariff, consent)
        found = (bill.day_quarters, bill.night_quarters, bill.flats, (bill.net, bill.vat))
        assert found == (sums.day, sums.night, sums.flats, sums.money), (seed, work, tariff, consent)
