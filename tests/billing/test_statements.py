"""A statement per customer and month: gapless, exact, made once, never changed."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from statement_world import MINUTES, NOVEMBER, OCTOBER, ODD_PRICE, TUESDAY, Office

from hostdesk.billing import statements
from hostdesk.billing.models import Charge, ChargeState, Statement, StatementExport
from hostdesk.billing.statements import paper, sheet
from hostdesk.core.states import NotAllowed
from hostdesk.journal import checks
from hostdesk.journal.models import Event
from hostdesk.lib import blobs


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def _make(office: Office, at: datetime = NOVEMBER, month: date = OCTOBER) -> list[Statement]:
    return statements.make_statements(month, office.elif_, at=at)


def _wrong() -> list[str]:
    return [
        finding.text for name, check in checks.registered() if name == "statements" for finding in check()
    ]


def test_a_customer_gets_one_statement_for_all_charges_of_the_month(office: Office) -> None:
    for customer in (office.meyer, office.meyer, office.ozdemir):
        office.charge(customer)
    made = _make(office)
    assert [one.number for one in made] == ["LA-2026-00001", "LA-2026-00002"]
    assert [len(one.content["charges"]) for one in made] == [2, 1]
    assert made[0].net == Decimal("84.00")
    assert made[0].gross == Decimal("99.96")
    assert set(Charge.objects.values_list("state", flat=True)) == {ChargeState.BILLED}
    assert not _wrong()


def test_pressing_again_makes_nothing_and_takes_no_number(office: Office) -> None:
    office.charge(office.meyer)
    _make(office)
    assert _make(office) == []
    office.charge(office.ozdemir)
    assert [one.number for one in _make(office)] == ["LA-2026-00002"]


def test_what_is_approved_late_comes_on_a_further_statement_of_the_month(office: Office) -> None:
    office.charge(office.meyer)
    _make(office)
    office.charge(office.meyer)
    assert [(one.run, one.net) for one in _make(office)] == [(2, Decimal("42.00"))]


def test_work_of_the_next_month_waits_for_its_own_statement(office: Office) -> None:
    office.charge(office.meyer, datetime(2026, 10, 30, 13, tzinfo=UTC))
    office.charge(office.meyer, datetime(2026, 11, 2, 8, 30, tzinfo=UTC))
    assert [len(one.content["charges"]) for one in _make(office)] == [1]
    assert Charge.objects.filter(state=ChargeState.APPROVED).count() == 1


def test_the_month_ends_at_midnight_in_munich(office: Office) -> None:
    office.charge(office.meyer)
    still_october = datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC)
    with pytest.raises(NotAllowed):
        _make(office, at=still_october)
    assert _make(office, at=still_october + timedelta(seconds=1))


def test_vat_is_computed_on_the_sum_and_not_on_each_charge(office: Office) -> None:
    for _ in range(3):
        office.charge(office.meyer, minutes=15, **ODD_PRICE)
    [made] = _make(office)
    assert made.net == Decimal("61.05")
    assert made.vat == Decimal("11.60")  # 19 % of 20.35 are 3.87 by itself, three times that would be 11.61
    assert [charge["net"] for charge in made.content["charges"]] == ["20.35"] * 3


def test_each_rate_has_its_own_sum_by_the_date_of_supply(office: Office) -> None:
    office.charge(office.meyer, datetime(2020, 12, 30, 9, tzinfo=UTC))
    office.charge(office.meyer, datetime(2021, 1, 4, 9, tzinfo=UTC))
    [made] = _make(office, month=date(2021, 1, 1))
    assert [(r["rate"], r["net"], r["vat"]) for r in made.content["rates"]] == [
        ("16", "42.00", "6.72"),
        ("19", "42.00", "7.98"),
    ]
    assert made.gross == Decimal("98.70")


def test_a_ticket_without_a_customer_is_billed_to_nobody(office: Office) -> None:
    office.charge(None)
    assert _make(office) == []


@pytest.mark.parametrize("who", ["ada", "clara", "jonas"])
def test_only_accounting_and_administrators_make_statements(office: Office, who: str) -> None:
    office.charge(office.meyer)
    with pytest.raises(NotAllowed):
        statements.make_statements(OCTOBER, getattr(office, who), at=NOVEMBER)
    assert statements.make_statements(OCTOBER, office.ines, at=NOVEMBER)


def test_a_consumer_who_is_charged_quarters_raises_a_warning_and_minutes_raise_none(office: Office) -> None:
    office.meyer.is_consumer = office.ozdemir.is_consumer = True
    office.meyer.save()
    office.ozdemir.save()
    office.charge(office.meyer)
    office.charge(office.ozdemir, **MINUTES)
    assert [one.content["warnings"] for one in _make(office)] == [[sheet.CONSUMER_QUARTERS], []]


def test_a_failure_in_the_middle_takes_no_number(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.charge(office.meyer)
    with monkeypatch.context() as patch:
        patch.setattr(paper, "pdf", lambda content: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            _make(office)
    assert not Statement.objects.exists()
    assert [one.number for one in _make(office)] == ["LA-2026-00001"]


def test_a_statement_is_never_changed(office: Office) -> None:
    office.charge(office.meyer)
    [made] = _make(office)
    for change in ({"net": Decimal(0)}, {"number": "LA-2026-00009"}, {"pdf_sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Statement.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM billing_statementcharge")


def test_a_credit_takes_all_back_and_names_the_first(office: Office) -> None:
    office.charge(office.meyer)
    [made] = _make(office)
    credit = statements.credit(made, office.elif_, "Falscher Kunde", at=NOVEMBER)
    assert (credit.number, credit.credits) == ("LA-2026-00002", made)
    assert (credit.net, credit.vat, credit.gross) == (-made.net, -made.vat, -made.gross)
    assert credit.content["credits"] == made.number
    assert Event.objects.filter(kind="statement.credited").count() == 1
    assert not _wrong()
    for again in (made, credit):
        with pytest.raises(NotAllowed):
            statements.credit(again, office.elif_, "Noch einmal", at=NOVEMBER)


def test_a_credit_needs_a_reason_and_the_right_person(office: Office) -> None:
    office.charge(office.meyer)
    [made] = _make(office)
    with pytest.raises(NotAllowed):
        statements.credit(made, office.elif_, "  ")
    with pytest.raises(NotAllowed):
        statements.credit(made, office.ada, "Kulanz")


def test_a_statement_is_exported_once(office: Office) -> None:
    office.charge(office.meyer)
    office.charge(office.ozdemir)
    made = _make(office)
    exported = statements.export(made[:1], office.frank, at=NOVEMBER)
    with pytest.raises(NotAllowed):
        statements.export(made, office.frank, at=NOVEMBER)
    statements.export(made[1:], office.frank, at=NOVEMBER)
    rows = list(csv.DictReader(io.StringIO(blobs.read(exported.csv_sha256).decode())))
    assert [(row["number"], row["net"], row["gross"]) for row in rows] == [
        ("LA-2026-00001", "42.00", "49.98")
    ]
    data = json.loads(blobs.read(exported.json_sha256))
    assert data["statements"][0]["customer"]["number"] == office.meyer.number
    assert not _wrong()


def test_no_cell_of_a_customer_becomes_a_formula(office: Office) -> None:
    evil = '=HYPERLINK("https://evil.example.test";"Rechnung")'
    office.meyer.name = "@SUM(A1:A9)"
    office.meyer.save()
    office.charge(office.meyer, ticket=office.ticket(office.meyer, evil))
    made = _make(office)
    [row] = csv.DictReader(io.StringIO(blobs.read(made[0].csv_sha256).decode()))
    assert row["subject"] == f"'{evil}"
    exported = statements.export(made, office.elif_, at=NOVEMBER)
    [row] = csv.DictReader(io.StringIO(blobs.read(exported.csv_sha256).decode()))
    assert row["customer"] == "'@SUM(A1:A9)"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_pdf_is_pdf_a_and_the_same_each_time(office: Office, language: str) -> None:
    office.meyer.language = language
    office.meyer.save()
    subject = '#panic("x") $1$ \\u{1F600} 😀 日本 \u202e ß İ Ş *fett* "quoted"'
    office.charge(office.meyer, ticket=office.ticket(office.meyer, subject))
    [made] = _make(office)
    content = blobs.read(made.pdf_sha256)
    assert content.startswith(b"%PDF-1.7")
    assert b"pdfaid:part" in content
    assert paper.pdf(made.content) == content


def test_every_character_that_we_let_through_can_be_printed(office: Office) -> None:
    office.charge(office.meyer)
    [made] = _make(office)
    letters = "".join(map(chr, range(0x3000)))
    made.content["charges"][0]["subject"] = letters
    assert paper.pdf(made.content)
    assert paper.printable("Größe ≠ 日") == "Größe ? ?"


def _race(action: Any, people: int) -> list[str]:
    """What happens to each of `people` who press at the same moment."""
    results: list[str] = []
    barrier = Barrier(people)

    def press() -> None:
        barrier.wait()
        try:
            results.append(str(len(made)) if isinstance(made := action(), list) else "done")
        except NotAllowed:
            results.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.mark.django_db(transaction=True)
def test_many_who_press_at_once_make_each_statement_once() -> None:
    office = Office()
    for customer in (office.meyer, office.ozdemir, office.meyer):
        office.charge(customer)
    _race(lambda: _make(office), 6)
    assert sorted(Statement.objects.values_list("number", flat=True)) == ["LA-2026-00001", "LA-2026-00002"]
    assert not _wrong()


@pytest.mark.django_db(transaction=True)
def test_many_who_export_or_credit_at_once_do_it_once() -> None:
    office = Office()
    office.charge(office.meyer)
    [made] = _make(office)
    assert _race(lambda: statements.export([made], office.elif_, at=NOVEMBER), 4) == [
        "done",
        *["refused"] * 3,
    ]
    assert StatementExport.objects.count() == 1
    assert _race(lambda: statements.credit(made, office.elif_, "Doppelt", at=NOVEMBER), 4) == [
        "done",
        *["refused"] * 3,
    ]
    assert Charge.objects.filter(credits__isnull=False).count() == 1


def test_work_that_turned_out_free_is_credited_on_the_next_statement(office: Office) -> None:
    charge = office.charge(office.meyer, TUESDAY)
    _make(office)
    Charge.objects.create(
        ticket=charge.ticket, state=ChargeState.APPROVED, credits=charge, net=-charge.net, vat=-charge.vat,
        gross=-charge.gross, bill={**charge.bill, "lines": []}, tariff_labels="t1", calendar_labels="",
        sphere="inside", first_work=charge.first_work, last_work=charge.last_work,
        reason="Es lag an uns.", by=office.ada, at=NOVEMBER,
    )  # fmt: skip
    [second] = _make(office)
    assert (second.run, second.gross) == (2, -charge.gross)
    assert second.content["charges"][0]["is_credit"]
