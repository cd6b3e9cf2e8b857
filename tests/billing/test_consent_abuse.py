"""Ten thousand ways of pretending that the customer agreed; none counts. And five hundred that mean it."""

from collections import Counter

import pytest
from consent_spoofs import FAMILIES, genuine, outcome, spoofs

from hostdesk.core.consent import Objection, Reading

pytestmark = pytest.mark.once
SEED = 20_260_915


def test_of_ten_thousand_spoofs_none_is_accepted() -> None:
    tried: Counter[str] = Counter()
    accepted: list[tuple[str, bytes]] = []
    for case in spoofs(10_000, SEED):
        tried[case.family] += 1
        if outcome(case)[0] is None:
            accepted.append((case.family, case.raw))
    assert accepted[:3] == []
    assert len(tried) == len(FAMILIES) and min(tried.values()) == 10_000 // len(FAMILIES)


def test_of_five_hundred_who_agree_nearly_all_are_accepted_or_read_by_a_person() -> None:
    found = [outcome(case) for case in genuine(500, SEED)]
    accepted = sum(refused is None for refused, _reading in found)
    read = sum(refused is Objection.NOT_YES and reading is Reading.UNCLEAR for refused, reading in found)
    assert accepted + read >= 490  # 98 %
    assert accepted >= 450  # the rest would cost a link, and patience
