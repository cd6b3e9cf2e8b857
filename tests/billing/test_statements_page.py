"""The page on which Accounting makes, fetches, exports and credits statements."""

import html
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from statement_world import NOVEMBER, Office

from hostdesk.accounts.models import Staff
from hostdesk.billing.models import Statement, StatementExport

PAGE = "/desk/statements/?month=2026-10"
OCTOBER = {"month": "2026-10"}


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office()
    monkeypatch.setattr(timezone, "now", lambda: NOVEMBER)
    return office


def _as(person: Staff) -> Client:
    Staff.objects.filter(pk=person.pk).update(language="en")
    browser = Client()
    browser.force_login(person)
    return browser


def _text(answer: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_accounting_makes_exports_and_credits_by_pressing_buttons(office: Office) -> None:
    office.charge(office.meyer)
    browser = _as(office.elif_)
    assert "1 approved charge, €42.00 net." in _text(browser.get(PAGE))
    browser.post("/desk/statements/make/", OCTOBER)
    shown = _text(browser.get(PAGE))
    assert "LA-2026-00001" in shown
    assert "€49.98" in shown
    browser.post("/desk/statements/export/", {**OCTOBER, "number": "LA-2026-00001"})
    assert StatementExport.objects.count() == 1
    again = browser.post("/desk/statements/export/", {**OCTOBER, "number": "LA-2026-00001"}, follow=True)
    assert "exported before" in _text(again)
    browser.post("/desk/statements/LA-2026-00001/credit/", {"reason": "Wrong customer"})
    shown = _text(browser.get(PAGE))
    assert "credits LA-2026-00001" in shown
    assert "credited by LA-2026-00002" in shown


def test_the_files_are_downloads_and_nothing_else(office: Office) -> None:
    office.charge(office.meyer)
    browser = _as(office.elif_)
    browser.post("/desk/statements/make/", OCTOBER)
    browser.post("/desk/statements/export/", {**OCTOBER, "number": "LA-2026-00001"})
    made = StatementExport.objects.get()
    for name, begins in (
        ("LA-2026-00001.pdf", b"%PDF"),
        ("LA-2026-00001.csv", b'"number"'),
        (f"exports/{made.pk}.csv", b'"number"'),
        (f"exports/{made.pk}.json", b"{"),
    ):
        answer = browser.get(f"/desk/statements/{name}")
        assert b"".join(answer.streaming_content).startswith(begins)
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
    for name in ("LA-2026-00001.html", "LA-2026-00009.pdf", f"exports/{made.pk}.pdf", "exports/99.csv"):
        assert browser.get(f"/desk/statements/{name}").status_code == 404


@pytest.mark.parametrize(
    ("who", "looks", "bills"),
    [
        ("elif_", True, True),
        ("frank", True, True),
        ("ines", True, True),
        ("jonas", True, False),
        ("ada", False, False),
        ("clara", False, False),
    ],
)
def test_who_may_look_and_who_may_bill(office: Office, who: str, looks: bool, bills: bool) -> None:
    office.charge(office.meyer)
    browser = _as(getattr(office, who))
    answer = browser.get(PAGE)
    assert answer.status_code == (200 if looks else 403)
    assert ("Make statements" in answer.content.decode()) is bills
    assert ("/desk/statements/" in browser.get("/desk/v/all/").content.decode()) is looks
    browser.post("/desk/statements/make/", OCTOBER)
    assert Statement.objects.exists() is bills
    if not bills:
        _as(office.elif_).post("/desk/statements/make/", OCTOBER)
        for path, data in (
            ("export/", {**OCTOBER, "number": "LA-2026-00001"}),
            ("LA-2026-00001/credit/", {"reason": "x"}),
        ):
            browser.post(f"/desk/statements/{path}", data)
        assert not StatementExport.objects.exists()
        assert Statement.objects.count() == 1
    if not looks:
        assert browser.get("/desk/statements/LA-2026-00001.pdf").status_code == 403


def test_strangers_must_sign_in(office: Office) -> None:
    for path in ("", "LA-2026-00001.pdf", "exports/1.csv"):
        assert Client().get(f"/desk/statements/{path}").status_code == 302


def test_the_consumer_warning_is_shown(office: Office) -> None:
    office.meyer.is_consumer = True
    office.meyer.save()
    office.charge(office.meyer)
    browser = _as(office.elif_)
    browser.post("/desk/statements/make/", OCTOBER)
    assert "such a clause can be void" in _text(browser.get(PAGE))


def test_a_running_month_offers_no_button(office: Office) -> None:
    shown = _text(_as(office.elif_).get("/desk/statements/?month=2026-11"))
    assert "when the month is over" in shown
    for nonsense in ("", "2026-13", "x", "1999-01", "2026-1'"):
        assert "October 2026" in _text(_as(office.elif_).get("/desk/statements/", {"month": nonsense}))


def test_the_number_of_queries_does_not_grow(office: Office, django_assert_max_num_queries: Any) -> None:
    for customer in (office.meyer, office.ozdemir):
        office.charge(customer)
    browser = _as(office.elif_)
    browser.post("/desk/statements/make/", OCTOBER)
    browser.get(PAGE)
    with django_assert_max_num_queries(14):
        browser.get(PAGE)
