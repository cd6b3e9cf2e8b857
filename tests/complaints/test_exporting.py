"""Credits go to the billing system once."""

import csv
import io
import json
import threading
from typing import Any

import complaint_world as world
import nordlicht
import pytest
from django.db import connection
from test_deciding import decide_all, said

from hostdesk.accounts.models import Staff
from hostdesk.complaints import actions, exporting
from hostdesk.complaints.models import Complaint, CreditExport, Result
from hostdesk.core.states import NotAllowed
from hostdesk.lib import blobs

pytestmark = pytest.mark.usefixtures("db")


def finished(by: Staff, answer: str = "accepted", **more: Any) -> Result:
    complaint: Complaint = world.complaint(world.disputed(world.items(world.invoice())[1], **more))
    decide_all(complaint, by, said(answer))
    return actions.finish(complaint, by)


def test_a_credit_is_handed_over_as_csv_and_json(elif_: Staff) -> None:
    result = finished(elif_, description="=HYPERLINK(1)")
    made = exporting.export(exporting.waiting(), elif_)
    [row] = csv.DictReader(io.StringIO(blobs.read(made.csv_sha256).decode()))
    assert (row["ref"], row["invoice"], row["position"]) == (str(result), world.NUMBER, "2")
    assert (row["net"], row["vat"], row["gross"], row["vat_rate"]) == ("10.00", "1.90", "11.90", "19.00")
    assert row["description"] == "'=HYPERLINK(1)"
    [credit] = json.loads(blobs.read(made.json_sha256))["credits"]
    assert credit["credit"] == [{"vat_rate": "19.00", "net": "10.00", "vat": "1.90", "gross": "11.90"}]
    assert (credit["customer_number"], credit["currency"]) == ("K-20871", "EUR")


def test_nothing_is_exported_twice(elif_: Staff) -> None:
    result = finished(elif_)
    exporting.export([result], elif_)
    with pytest.raises(NotAllowed, match="exported before"):
        exporting.export([result], elif_)
    assert list(exporting.waiting()) == []
    with pytest.raises(NotAllowed, match="nothing to export"):
        exporting.export(exporting.waiting(), elif_)


def test_what_gives_nothing_back_waits_for_no_export(elif_: Staff) -> None:
    finished(elif_, "refused")
    assert list(exporting.waiting()) == []


def test_only_the_difference_of_a_correction_is_exported(elif_: Staff) -> None:
    result = finished(elif_)
    exporting.export([result], elif_)
    [item] = result.complaint.items.all()
    actions.decide(item, said("refused"), elif_, correction="Doch nicht.")
    actions.finish(result.complaint, elif_)
    made = exporting.export(exporting.waiting(), elif_)
    [row] = csv.DictReader(io.StringIO(blobs.read(made.csv_sha256).decode()))
    assert (row["ref"], row["gross"], row["net"]) == (str(result)[:-1] + "2", "-11.90", "-10.00")


def test_who_does_not_keep_the_accounts_exports_nothing(elif_: Staff, ada: Staff) -> None:
    with pytest.raises(NotAllowed):
        exporting.export([finished(elif_)], ada)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_press_at_once_make_one_export(transactional_db: Any, elif_: Staff) -> None:
    result = finished(elif_)
    refusals: list[str] = []
    ready = threading.Barrier(2)

    def press() -> None:
        ready.wait()
        try:
            exporting.export([result], nordlicht.person("elif"))
        except NotAllowed as refusal:
            refusals.append(refusal.text)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert refusals == [exporting.BEFORE]
    assert CreditExport.objects.count() == 1
