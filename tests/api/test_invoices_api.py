"""The billing system hands invoices over by POST; strangers learn nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from hostdesk.customers.models import Invoice
from hostdesk.demo import cast
from hostdesk.journal.models import Event
from hostdesk.lib import api_tokens

TOKEN, SETTING = api_tokens.make("billing")
pytestmark = pytest.mark.usefixtures("customers")


@pytest.fixture(autouse=True)
def one_program(settings: Any) -> None:
    known = api_tokens.parse(SETTING)
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_API_TOKENS": known, "HOSTDESK_API_MAX_MB": 3}


def invoice(**more: object) -> dict[str, object]:
    items = [{"text": "Webhosting L", "net": 19.9, "vat_rate": 19, "gross": 23.68}]
    return {"number": "R-7", "customer": cast.MEYER.number, "date": "2026-11-05", "items": items} | more


def post(content: object, token: str = TOKEN, kind: str = "application/json") -> Any:
    data = content if isinstance(content, bytes) else json.dumps({"invoices": content}).encode()
    sent = {"Authorization": f"Bearer {token}"} if token else {}
    return Client(enforce_csrf_checks=True).post("/api/invoices", data=data, content_type=kind, headers=sent)


def test_an_invoice_is_taken_and_the_journal_says_who_brought_it() -> None:
    answer = post([invoice()])
    assert answer.status_code == 200
    assert answer.json()["new"] == ["R-7"]
    assert Invoice.objects.get(number="R-7").items.count() == 1
    assert Event.objects.filter(kind="invoices.imported").get().actor == "api: billing"
    assert post([invoice()]).json()["unchanged"] == 1


@pytest.mark.parametrize(
    "token",
    ["", "wrong", TOKEN[:-1], TOKEN + "x", "ö" * 40],
    ids=["none", "other", "short", "long", "umlauts"],
)
def test_without_the_right_token_nothing_is_said_but_no(token: str) -> None:
    answer = post([invoice()], token)
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "do"}
    assert not Invoice.objects.filter(number="R-7").exists()


def test_the_description_of_the_api_is_for_programs_with_a_token() -> None:
    assert Client().get("/api/openapi.json").status_code == 401
    assert Client().get("/api/docs").status_code == 404
    shown = Client().get("/api/openapi.json", headers={"Authorization": f"Bearer {TOKEN}"})
    assert "/api/invoices" in shown.json()["paths"]


def test_no_token_is_set_and_nobody_comes_in(settings: Any) -> None:
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_API_TOKENS": {}}
    assert post([invoice()]).status_code == 401


def test_what_was_refused_is_told_and_the_rest_is_taken() -> None:
    answer = post([invoice(), invoice(number="R-8", customer="K-1")])
    assert answer.status_code == 200
    assert [one["where"] for one in answer.json()["refused"]] == ["invoices[1].items[0]"]
    assert post([invoice(number="R-8", customer="K-1")]).status_code == 422


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"invoices": 3}', "application/json", 400),
        (b"a;b", "text/csv", 400),
        (b"<xml/>", "application/xml", 415),
        (b"[" + b" " * 3_000_000 + b"]", "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_answered_in_words(content: bytes, kind: str, status: int) -> None:
    answer = post(content, kind=kind)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "do"}


def test_a_request_larger_than_a_form_may_be_is_taken() -> None:
    padded = json.dumps({"invoices": [invoice()]}).encode() + b" " * 2_700_000
    assert post(padded).status_code == 200


def test_csv_comes_in_as_well() -> None:
    text = f"number,customer,date,text,net,vat_rate\nR-9,{cast.MEYER.number},2026-11-05,x,1.00,19"
    assert post(text.encode(), kind="text/csv").json()["new"] == ["R-9"]


def test_a_token_is_remembered_by_its_digest_alone() -> None:
    assert TOKEN not in SETTING
    assert api_tokens.owner(TOKEN, api_tokens.parse(f"shop:{'0' * 64}, {SETTING}")) == "billing"
    for wrong in ("billing", "billing:abc", f"B:{'0' * 64}", f"{SETTING},{SETTING}"):
        with pytest.raises(ValueError, match="NAME:SHA256"):
            api_tokens.parse(wrong)
