from typing import Any

import pytest
from django.test import Client

from hostdesk.demo.cast_rows import install_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nordlicht(settings: Any) -> None:
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_DOMAIN": "nordlicht.example.test"}
    install_cast()


@pytest.mark.parametrize(("language", "accounting"), [("de", "Rechnungen"), ("en", "Invoices")])
def test_who_opens_the_start_page_learns_where_to_write(
    client: Client, language: str, accounting: str
) -> None:
    page = client.get(f"/{language}/").content.decode()
    assert accounting in page
    assert "mailto:billing@nordlicht.example.test" in page
    assert f'<html lang="{language}">' in page


def test_the_start_page_tells_nothing_about_people_or_tickets(client: Client) -> None:
    page = client.get("/de/").content.decode()
    assert "Ada" not in page
    assert "HD-" not in page


@pytest.mark.parametrize(("accepts", "path", "leads_to"), [
    ("en-GB,en;q=0.9", "/", "/en/"),
    ("de", "/", "/de/"),
    ("fr", "/", "/de/"),
    ("en", "/prices/", "/en/prices/"),
])  # fmt: skip
def test_an_address_without_a_language_leads_to_the_readers_own(
    client: Client, accepts: str, path: str, leads_to: str
) -> None:
    answer = client.get(path, headers={"Accept-Language": accepts})
    assert (answer.status_code, answer["Location"]) == (302, leads_to)
    assert "Accept-Language" in answer["Vary"]


def test_the_language_of_the_address_counts_more_than_that_of_the_browser(client: Client) -> None:
    answer = client.get("/en/", headers={"Accept-Language": "de"})
    assert answer["Content-Language"] == "en"
    assert "Accept-Language" not in answer.get("Vary", "")


def test_the_start_page_asks_the_database_little(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/de/")
    with django_assert_max_num_queries(8):
        client.get("/de/")


def test_who_has_the_page_already_gets_it_not_again(client: Client) -> None:
    first = client.get("/de/prices/")
    assert client.get("/de/prices/", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/de/", "/en/", "/de/prices/", "/de/search/?q=mail", "/de/accessibility/"])
def test_public_pages_set_no_cookie(client: Client, path: str) -> None:
    answer = client.get(path)
    assert not answer.cookies
