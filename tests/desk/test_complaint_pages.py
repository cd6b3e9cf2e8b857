"""Complaints at the desk: who sees them, deciding, the letter, the export."""

import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

sys.path.append(str(Path(__file__).parent.parent / "complaints"))
sys.path.append(str(Path(__file__).parent.parent / "tickets"))

import complaint_world
import nordlicht

from hostdesk.accounts.models import Staff
from hostdesk.complaints import actions
from hostdesk.complaints.models import Complaint, CreditExport, Stage
from hostdesk.demo import cast
from hostdesk.demo.cast_rows import install_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_nordlicht(db: Any, settings: Any) -> None:
    settings.HOSTDESK = {
        **settings.HOSTDESK, "HOSTDESK_DOMAIN": cast.DOMAIN, "HOSTDESK_PROVIDER": cast.PROVIDER,
    }  # fmt: skip
    install_cast()


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(email=f"{key}@{cast.DOMAIN}"))
    return client


def page_of(complaint: Complaint) -> str:
    return f"/desk/t/{complaint.ticket.number}/complaint/"


def decide(client: Client, complaint: Complaint, **more: str) -> Any:
    [item] = complaint.items.all()
    said = {"item": str(item.pk), "answer": "accepted", "text": "Sie haben recht."} | more
    return client.post(f"{page_of(complaint)}decide/", said, follow=True)


def test_accounting_decides_looks_at_the_letter_and_writes_it() -> None:
    complaint, elif_ = complaint_world.complaint(), signed_in("elif")
    page = elif_.get(page_of(complaint)).content.decode()
    assert "Zusätzlicher Speicher 50 GB" in page and "Managed Server M" in page
    page = decide(elif_, complaint).content.decode()
    assert "11,90" in page and "wir haben Ihre Reklamation zur Rechnung" in page
    said = {"complaint": str(complaint.pk)}
    elif_.post(f"{page_of(complaint)}finish/", said)
    assert Complaint.objects.get().stage == Stage.FINISHED
    page = elif_.get("/desk/complaints/").content.decode()
    assert complaint.ticket.number in page


def test_an_amount_is_read_as_the_reader_writes_it() -> None:
    complaint, elif_ = complaint_world.complaint(), signed_in("elif")
    decide(elif_, complaint, answer="partly", amount="1,19")
    assert str(complaint.items.get().decisions.get().gross) == "1.19"


@pytest.mark.parametrize(
    "wrong", [{"answer": ""}, {"answer": "partly"}, {"answer": "partly", "amount": "x"}, {"text": ""}]
)
def test_what_is_wrong_is_said_and_nothing_is_decided(wrong: dict[str, str]) -> None:
    complaint = complaint_world.complaint()
    response = decide(signed_in("elif"), complaint, **wrong)
    assert response.status_code == 200 and 'class="warning"' in response.content.decode()
    assert not complaint.items.get().decisions.exists()


def test_staff_sees_that_a_sender_is_not_proven() -> None:
    complaint_world.invoice()
    complaint = actions.open_complaint(
        complaint_world.ticket(nordlicht.MALLORY), invoice_number=complaint_world.NUMBER, contact=None,
        items=[complaint_world.disputed(None)],
    )  # fmt: skip
    page = signed_in("elif").get(page_of(complaint)).content.decode()
    assert f"{cast.MEYER.number} {cast.MEYER.name}" in page and "nicht nachgewiesen" in page


def test_others_see_nothing_and_decide_nothing() -> None:
    complaint = complaint_world.complaint()
    assert signed_in("ada").get(page_of(complaint)).status_code == 404
    assert signed_in("ada").get("/desk/complaints/").status_code == 403
    assert decide(signed_in("ada"), complaint).status_code == 404
    auditor = signed_in("jonas")
    assert 'name="answer"' not in auditor.get(page_of(complaint)).content.decode()
    assert decide(auditor, complaint).status_code == 403
    assert auditor.get("/desk/complaints/").status_code == 200


def test_an_item_of_another_ticket_is_not_found() -> None:
    one, other = complaint_world.complaint(), complaint_world.complaint()
    [item] = other.items.all()
    said = {"item": str(item.pk), "answer": "accepted", "text": "x"}
    assert signed_in("elif").post(f"{page_of(one)}decide/", said).status_code == 404


def test_accounting_finds_a_complaint_that_was_handed_on() -> None:
    from hostdesk.tickets.actions import change_department

    complaint = complaint_world.complaint()
    change_department(complaint.ticket, nordlicht.department("support"), nordlicht.person("elif"))
    assert signed_in("elif").get(page_of(complaint)).status_code == 200


def test_credits_are_exported_once_and_the_files_stay() -> None:
    complaint, elif_ = complaint_world.complaint(), signed_in("elif")
    decide(elif_, complaint)
    result = actions.finish(complaint, nordlicht.person("elif"))
    said = {"credit": [str(result.pk)]}
    elif_.post("/desk/complaints/export/", said)
    page = elif_.post("/desk/complaints/export/", said, follow=True).content.decode()
    assert "schon exportiert" in page or "bereits exportiert" in page
    made = CreditExport.objects.get()
    for kind, head in (("csv", b'"ref"'), ("json", b'{\n "credits"')):
        response = elif_.get(f"/desk/complaints/exports/{made.pk}.{kind}")
        assert b"".join(response.streaming_content).startswith(head)
        assert signed_in("ada").get(f"/desk/complaints/exports/{made.pk}.{kind}").status_code == 403


def test_the_list_takes_a_constant_number_of_queries() -> None:
    elif_ = signed_in("elif")
    counted = []
    for more in (1, 5):
        for _ in range(more):
            complaint_world.complaint()
        with CaptureQueriesContext(connection) as seen:
            elif_.get("/desk/complaints/")
        counted.append(len(seen))
    assert counted[0] == counted[1]


def test_a_ticket_shows_its_complaint_on_its_card() -> None:
    complaint = complaint_world.complaint()
    page = signed_in("elif").get(f"/desk/t/{complaint.ticket.number}/").content.decode()
    assert page_of(complaint) in page


def test_a_complaint_that_came_by_mail_is_written_down() -> None:
    invoice, ticket = complaint_world.invoice(), complaint_world.ticket()
    storage = complaint_world.items(invoice)[1]
    elif_, url = signed_in("elif"), f"/desk/t/{ticket.number}/complaint/"
    assert "Zusätzlicher Speicher 50 GB" in elif_.get(f"{url}?invoice={invoice.number}").content.decode()
    said = {
        "invoice": invoice.number, "item": [str(storage.pk)], f"{storage.pk}-amount": "5,00",
        "typed-description": "Mahngebühr", "typed-amount": "", "reason": "Gekündigt.", "wanted": "credit",
    }  # fmt: skip
    assert "Gekündigt." in elif_.post(f"{url}open/", said, follow=True).content.decode()
    found = Complaint.objects.get()
    assert (found.is_proven, found.contact) == (True, ticket.contact)
    assert [(one.item, one.description, one.amount and str(one.amount)) for one in found.items.all()] == [
        (storage, "Zusätzlicher Speicher 50 GB", "5.00"),
        (None, "Mahngebühr", None),
    ]


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"typed-description": ""}, {"typed-amount": "-3"}])
def test_what_is_missing_is_said_and_nothing_is_written_down(wrong: dict[str, str]) -> None:
    ticket = complaint_world.ticket()
    said = {"invoice": "R-1", "typed-description": "Mahngebühr", "reason": "Nie gemahnt."} | wrong
    response = signed_in("elif").post(f"/desk/t/{ticket.number}/complaint/open/", said, follow=True)
    assert 'class="warning"' in response.content.decode()
    assert not Complaint.objects.exists()


def test_items_of_another_customers_invoice_are_not_offered() -> None:
    invoice, ticket = complaint_world.invoice(), complaint_world.ticket(nordlicht.OZDEMIR)
    page = signed_in("elif").get(f"/desk/t/{ticket.number}/complaint/?invoice={invoice.number}")
    assert "Zusätzlicher Speicher 50 GB" not in page.content.decode()
