"""Invoices come from the billing system: what is taken, what is refused and why, and what twice changes."""

import json
from decimal import Decimal
from typing import Any

import billing_files as files
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hostdesk.customers import importing
from hostdesk.customers.importing import Report, import_invoices
from hostdesk.customers.invoice_files import Unreadable
from hostdesk.customers.models import Invoice, InvoiceItem, InvoiceRevision
from hostdesk.journal.models import Event

pytestmark = pytest.mark.usefixtures("customers")


def take(content: bytes, **more: Any) -> Report:
    return import_invoices(content, is_json=more.pop("is_json", False), source="test", **more)


def refusals(report: Report) -> list[tuple[str, str]]:
    return [(one.where, one.column) for one in report.refused]


def test_a_german_file_of_windows_is_read_as_it_is_meant() -> None:
    report = take(files.german(files.storage(), files.storage(pos="2", net="-10,00", gross="-11,90")))
    assert (report.new, report.items, report.refused) == (["R-2026-90001"], 2, [])
    assert report.notes == ["Columns that were not read: Konto"]
    invoice = Invoice.objects.get(number="R-2026-90001")
    assert (invoice.net, invoice.gross, invoice.revision) == (Decimal("1000.00"), Decimal("1190.00"), 1)
    first = invoice.items.get(position=1)
    assert (first.text, first.period, first.quantity) == ("Zusätzlicher Speicher", "Nov. 2026", Decimal(1))
    assert (first.net, first.vat_rate, first.gross) == (Decimal("1010.00"), Decimal(19), Decimal("1201.90"))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_charset_and_delimiter_are_found_out(charset: str, delimiter: str) -> None:
    rows = ["number;customer;date;text;net;vat_rate", f"R-9;{files.MEYER};2026-11-05;Größe;19.90;19"]
    report = take("\n".join(rows).replace(";", delimiter).encode(charset))
    assert report.refused == []
    assert [(one.text, one.gross) for one in InvoiceItem.objects.all()] == [("Größe", Decimal("23.68"))]


def test_the_same_file_twice_changes_nothing() -> None:
    content = files.german(files.storage())
    take(content)
    before = (InvoiceRevision.objects.count(), Event.objects.count())
    report = take(content)
    assert (report.unchanged, report.new, report.changed) == (1, [], [])
    assert (InvoiceRevision.objects.count(), Event.objects.count()) == before


def test_what_was_paid_meanwhile_is_told_and_makes_no_revision() -> None:
    take(files.german(files.storage()))
    report = take(files.german(files.storage(status="bezahlt")))
    assert report.restated == ["R-2026-90001"]
    assert Invoice.objects.get(number="R-2026-90001").status == "paid"
    assert InvoiceRevision.objects.count() == 1


def test_an_invoice_that_changed_keeps_its_earlier_items() -> None:
    take(files.german(files.storage()))
    report = take(files.german(files.storage(net="100,00", gross="119,00")))
    assert report.changed == ["R-2026-90001"]
    invoice = Invoice.objects.get(number="R-2026-90001")
    assert (invoice.revision, invoice.gross) == (2, Decimal("119.00"))
    assert [(one.revision, str(one.gross)) for one in invoice.items.all()] == [(1, "1201.90"), (2, "119.00")]


def test_nobody_rewrites_what_was_invoiced() -> None:
    take(files.german(files.storage()))
    for change in (lambda: InvoiceItem.objects.update(net=0), lambda: InvoiceRevision.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_one_wrong_item_refuses_its_invoice_and_no_other() -> None:
    report = take(
        files.german(
            files.storage("R-1"), files.storage("R-2"), files.storage("R-2", pos="2", net="zehn"),
            files.storage("R-3", "K-99999"), files.storage("R-4"),
        )
    )  # fmt: skip
    assert report.new == ["R-1", "R-4"]
    assert refusals(report) == [("line 4", "net"), ("line 5", "customer")]
    assert "no customer has the number K-99999" in report.refused[1].why
    assert not Invoice.objects.filter(number__in=["R-2", "R-3"]).exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (files.storage(gross="1.300,00"), "gross"),
        (files.storage(status="vielleicht"), "status"),
        (files.storage().replace("05.11.2026", "05/11/26"), "date"),
        (files.storage(text=""), "text"),
        (files.storage(text="x" * 501), "text"),
        (files.storage().replace(";19;", ";190;"), "vat_rate"),
        (files.storage(net="10,005"), "net"),
        (files.storage(number="R" * 31), "number"),
        (files.storage(number=""), "number"),
        (files.storage(pos="eins"), "position"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_column(row: str, column: str) -> None:
    report = take(files.german(files.storage("R-1"), row))
    assert refusals(report) == [("line 3", column)]


def test_rows_of_one_invoice_must_agree_and_have_positions_of_their_own() -> None:
    other = files.storage(pos="2").replace("05.11.", "06.11.")
    assert refusals(take(files.german(files.storage(), other))) == [("line 2", "date")]
    assert refusals(take(files.german(files.storage(), files.storage()))) == [("line 2", "position")]


def test_an_invoice_of_another_customer_is_not_taken_over() -> None:
    take(files.german(files.storage()))
    report = take(files.german(files.storage(customer=files.OZDEMIR)))
    assert refusals(report) == [("line 2", "number")]


def test_a_number_that_can_be_read_in_two_ways_is_asked_about() -> None:
    head = "number;customer;date;text;net;vat_rate"
    report = take(f"{head}\nR-1;{files.MEYER};2026-11-05;x;1.234;19".encode())
    assert "can be read in two ways" in report.refused[0].why
    told = take(
        f"{head}\nR-1;{files.MEYER};2026-11-05;x;1.234;19\nR-2;{files.MEYER};2026-11-05;x;5,50;19".encode()
    )
    assert told.new == ["R-1", "R-2"]
    assert Invoice.objects.get(number="R-1").net == Decimal("1234.00")


def test_json_keeps_amounts_exact_and_credit_notes_name_what_they_credit() -> None:
    items = [{"position": 1, "text": "Speicher", "net": -0.1, "vat_rate": 19, "gross": "-0.12"}]
    note = {"number": "G-1", "customer": files.MEYER, "date": "2026-11-06", "credits": "R-1", "items": items}
    report = take(json.dumps({"invoices": [note]}).encode(), is_json=True)
    assert report.refused == []
    assert Invoice.objects.get(number="G-1").is_credit_note
    assert InvoiceItem.objects.get().net == Decimal("-0.10")


@pytest.mark.parametrize(
    ("content", "is_json"),
    [
        (b"", False), (b"a;b\n1;2", False), (b"number;number;customer;date;text;net;vat_rate\n", False),
        (b"", True), (b"{}", True), (b"[1]", True), (b'[{"items": 3}]', True), (b"[" * 100_000, True),
        (b"number;customer;date;text;net;vat_rate\n" + b'"' + b"x" * 200_000, False),
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_ours_is_refused_whole(content: bytes, is_json: bool) -> None:
    with pytest.raises(Unreadable):
        take(content, is_json=is_json)


def test_an_invoice_without_items_is_refused() -> None:
    note = {"number": "G-1", "customer": files.MEYER, "date": "2026-11-06", "items": []}
    assert refusals(take(json.dumps([note]).encode(), is_json=True)) == [("invoices[0]", "net")]


def test_a_trial_says_the_same_and_writes_nothing() -> None:
    report = take(files.german(files.storage()), is_trial=True)
    assert report.new == ["R-2026-90001"]
    assert not Invoice.objects.filter(number="R-2026-90001").exists()


def test_totals_forgive_a_cent_a_line_and_no_missing_item() -> None:
    head = "number;customer;date;text;net;vat_rate;totalgross"
    row = f"R-1;{files.MEYER};2026-11-05;x;5,50;19;"
    assert take(f"{head}\n{row}6,54\n".encode()).new == ["R-1"]
    report = take(f"{head}\n{row}13,09\n".encode())
    assert refusals(report) == [("line 2", "total_gross")]


def test_a_batch_takes_a_constant_number_of_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 20)

    def statements(invoices: int, prefix: str) -> int:
        content = files.many(invoices, 4).replace(b"R-2027", prefix.encode())
        with CaptureQueriesContext(
            connection,
        ) as seen:
            take(content)
        return len(seen)

    one, three = statements(20, "R-A"), statements(60, "R-B")
    assert three == 3 * one
    assert one <= 15
