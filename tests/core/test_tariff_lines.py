"""Every line of a bill explains itself: its window, its seconds, its versions, its words."""

import pytest
from tariff_cases import at, consent, work

from hostdesk.core.tariff import price
from hostdesk.core.tariff_data import as_data
from hostdesk.core.tariff_lines import Line, Rule
from hostdesk.core.tariff_rules import Rounding, Tariff
from hostdesk.core.tariff_words import duration, explain, money

NORDLICHT = Tariff("DE-BY", version="prices-1", calendar_version="days-1")


def _lines(text: str, agreed: str = "yes", tariff: Tariff = NORDLICHT, cap: int | None = None) -> list[Line]:
    return list(price(work(text), [tariff], consent(agreed, cap)).lines)


def test_work_over_the_evening_boundary_has_three_lines() -> None:
    day, flat, night = _lines("2026-09-15T16:50/17:10", "2026-09-15T17:03")
    assert [line.rule for line in (day, flat, night)] == [Rule.DAY, Rule.FLAT, Rule.SURCHARGE]
    assert (day.worked_seconds, day.billable_seconds, day.quarters) == (600, 600, 1)
    assert (night.worked_seconds, night.carried_in_seconds, night.billable_seconds) == (600, 300, 300)
    assert (night.window.start, night.window.end) == (at("2026-09-15T17:00"), at("2026-09-16T09:00"))
    assert [str(line.amount) for line in (day, flat, night)] == ["21.00", "80.00", "30.00"]
    assert {line.tariff_version for line in (day, flat, night)} == {"prices-1"}
    assert {line.calendar_version for line in (day, flat, night)} == {"days-1"}


@pytest.mark.parametrize(
    ("text", "agreed", "cap", "rules"),
    [
        ("2026-09-15T16:50/17:05", "yes", None, [Rule.DAY, Rule.CARRIED]),
        ("2026-09-15T22:00/22:05", "no", None, [Rule.NO_CONSENT]),
        ("2026-09-15T22:00/22:05", "yes", 60, [Rule.CAP]),
        ("2026-09-15T10:00/10:05#inside", "yes", None, []),
    ],
)
def test_work_that_costs_nothing_says_why(text: str, agreed: str, cap: int | None, rules: list[Rule]) -> None:
    assert [line.rule for line in _lines(text, agreed, cap=cap)] == rules


def test_free_work_is_told_in_seconds() -> None:
    bill = price(work("2026-09-15T10:00/10:05#inside@ada ; 2026-09-15T10:04/10:10#inside@ben"), [NORDLICHT])
    assert bill.free_seconds == 600


def test_a_line_is_explained_in_english() -> None:
    day, flat, night = (explain(line, "en") for line in _lines("2026-09-15T16:50/17:10", "2026-09-15T17:03"))
    assert day == (
        "Day price, Tue 15 Sep 2026, 09:00 to 17:00: we worked 10 min. "
        "For 10 min we charge 1 started quarter-hour at €21.00 per 15 min: €21.00 plus 19% VAT."
    )
    evening = "Price for evenings, nights, weekends and public holidays, "
    window = "Tue 15 Sep 2026, 17:00 to Wed 16 Sep 2026, 09:00: "
    assert flat == evening + window + "flat fee for work in this time: €80.00 plus 19% VAT."
    assert night == evening + window + (
        "we worked 10 min. 5 min of it were covered by a unit of time that had already been started. "
        "For 5 min we charge 1 started quarter-hour at €30.00 per 15 min: €30.00 plus 19% VAT. "
        "You agreed to this price on Tue 15 Sep 2026, 17:03."
    )


def test_a_line_is_explained_in_german() -> None:
    lines = _lines("2026-09-15T22:00/22:40", "2026-09-15T22:10", cap=900)
    flat, night = (explain(line, "de") for line in lines)
    evening = "Preis für Abende, Nächte, Wochenenden und Feiertage, "
    window = "Di. 15. September 2026, 17:00 Uhr bis Mi. 16. September 2026, 09:00 Uhr: "
    assert flat == evening + window + (
        "Pauschale für Arbeit in dieser Zeit: 80,00\u00a0€ zuzüglich 19 % Umsatzsteuer."
    )
    assert night == evening + window + (
        "Wir haben 40 Min. gearbeitet. "
        "10 Min. kosten nichts, weil Sie diesem Preis bis dahin nicht zugestimmt hatten. "
        "15 Min. kosten nichts, weil die vereinbarte Obergrenze erreicht war. "
        "Für 15 Min. berechnen wir 1 angefangene Viertelstunde zu 30,00\u00a0€ je 15 Min.: "
        "30,00\u00a0€ zuzüglich 19 % Umsatzsteuer. "
        "Diesem Preis haben Sie am Di. 15. September 2026, 22:10 Uhr zugestimmt."
    )


def test_started_minutes_are_called_minutes() -> None:
    (line,) = _lines("2026-09-15T10:00/10:20:01", "no", Tariff("DE-BY", rounding=Rounding.MINUTE))
    assert "21 started minutes at €21.00 per 15 min: €29.40" in explain(line, "en")
    assert "21 angefangene Minuten zu 21,00\u00a0€ je 15 Min.: 29,40\u00a0€" in explain(line, "de")


def test_a_carried_line_costs_nothing_more() -> None:
    assert explain(_lines("2026-09-15T16:50/17:05")[1], "en").endswith("This costs nothing more.")


def test_numbers_are_written_as_the_reader_does() -> None:
    amount = _lines("2026-09-14T09:00/2026-09-19T09:00")[0].amount * 2
    assert (money(amount, "de"), money(amount, "en")) == ("1.344,00\u00a0€", "€1,344.00")
    assert [duration(seconds, "de") for seconds in (0, 61, 3600, 3661)] == [
        *("0 Min.", "1 Min. 1 Sek.", "1 Std.", "1 Std. 1 Min. 1 Sek.")
    ]


def test_other_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="de and en"):
        explain(_lines("2026-09-15T10:00/10:05")[0], "fr")


def test_a_bill_with_two_vat_rates_lists_both_sums() -> None:
    data = as_data(price(work("2020-12-31T23:50/2021-01-01T00:10"), [NORDLICHT], consent("yes")))
    assert (data["vat_rate"], data["vat"]) == ("16%+19%", "23.30")
    assert data["vat_rates"] == [
        {"vat_rate": "16%", "net": "110.00", "vat": "17.60"},
        {"vat_rate": "19%", "net": "30.00", "vat": "5.70"},
    ]
    first, second = data["lines"][1:]
    assert (first["billable_seconds"], second["carried_in_seconds"], second["billable_seconds"]) == (
        600,
        300,
        300,
    )
