"""Who gets an acknowledgement: worked examples of docs/rules/acknowledgement.md."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rule_tables import rows

from hostdesk.core.acknowledgement import History, Limits, Why, loop_brake, may_acknowledge
from hostdesk.core.incoming import Address, Authentication, Bounce, Incoming, Robot, Verdict

NOW = datetime(2026, 9, 15, 10, tzinfo=UTC)
LIMITS = Limits(own_addresses=frozenset({"support@nordlicht.example.test", "sales@nordlicht.example.test"}))
TABLE = rows("acknowledgement.md", "Decisions")


def _incoming(sender: str, told: set[str]) -> Incoming:
    dmarc = {"dmarc pass": Verdict.PASS, "dmarc fail": Verdict.FAIL}
    channel = next((channel for channel in ("form", "fax", "phone", "chat") if channel in told), "mail")
    return Incoming(
        key="k",
        channel=channel,
        sender=Address(sender),
        envelope_from="" if "null" in told or channel != "mail" else sender,
        robot=next((robot for robot in Robot if robot.value in told), Robot.NONE),
        bounce=Bounce("someone@example.test") if "report" in told else None,
        authentication=Authentication(
            dmarc=next((dmarc[t] for t in told if t in dmarc), Verdict.NONE),
            session=Verdict.PASS if "signed in" in told else Verdict.NONE,
        ),
        suspicion="honeypot" if "suspected" in told else "",
        sender_is_doubtful="doubtful" in told,
        wants_no_answer="quiet" in told,
    )


def _history(told: str, before: str) -> History:
    numbers = {name: int(count) for name, count in re.findall(r"(everybody|ticket) (\d+)", told)}
    return History(
        is_known="known" in told,
        to_sender=tuple(NOW - timedelta(seconds=int(seconds)) for seconds in before.split()),
        on_ticket=(NOW - timedelta(hours=1),) * numbers.get("ticket", 0),
        to_anybody=numbers.get("everybody", 0),
    )


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['from']}: {row['the case']}")
def test_an_acknowledgement_goes_out_as_the_manual_says(row: dict[str, str]) -> None:
    told = set(filter(None, row["circumstances"].split(", ")))
    history = _history(row["circumstances"], row["sent before"])
    answer = may_acknowledge(_incoming(row["from"], told), history, LIMITS, NOW)
    assert (answer.send, answer.full) == (row["decision"] != "no", row["decision"] == "full")
    assert answer.why == row["why"]


def test_every_reason_has_an_example() -> None:
    assert {row["why"] for row in TABLE} == {why.value for why in Why}


def test_a_return_path_that_nobody_reads_is_enough_to_stay_silent() -> None:
    message = replace(_incoming("meyer@example.test", set()), envelope_from="bounce-17@news.example.test")
    assert may_acknowledge(message, History(), LIMITS, NOW).why == Why.NOBODY_READS


def test_the_limits_are_settings() -> None:
    message, once = _incoming("meyer@example.test", set()), History(to_sender=(NOW - timedelta(seconds=90),))
    assert not may_acknowledge(message, once, LIMITS, NOW).send
    assert may_acknowledge(message, once, replace(LIMITS, gap=60), NOW).send


def test_the_loop_brake_lets_go_when_the_span_has_passed() -> None:
    history = History(on_ticket=tuple(NOW - timedelta(minutes=n) for n in range(5)))
    assert loop_brake(history, LIMITS, NOW)
    assert loop_brake(history, LIMITS, NOW + timedelta(hours=23))
    assert not loop_brake(history, LIMITS, NOW + timedelta(hours=24))
