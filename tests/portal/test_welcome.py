from typing import Any

import pytest
from django.test import Client

from hostdesk.demo.cast_rows import install_cast


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "accounting"), [("de", "Buchhaltung"), ("en", "Accounting")])
def test_who_opens_the_address_of_the_desk_learns_where_to_write(
    client: Client, settings: Any, language: str, accounting: str
) -> None:
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_DOMAIN": "nordlicht.example.test"}
    install_cast()
    page = client.get("/", headers={"Accept-Language": language}).content.decode()
    assert accounting in page
    assert "mailto:billing@nordlicht.example.test" in page
    assert 'href="/desk/"' in page


@pytest.mark.django_db
def test_the_public_page_tells_nothing_about_people_or_tickets(client: Client) -> None:
    install_cast()
    page = client.get("/").content.decode()
    assert "Ada" not in page
    assert "HD-" not in page
