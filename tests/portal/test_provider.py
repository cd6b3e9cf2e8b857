"""The provider's own name, colours, logo and duties on the public pages."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hostdesk import config
from hostdesk.demo.cast_rows import install_cast


@pytest.fixture(autouse=True)
def cast(db: None) -> None:
    install_cast()


def _set(settings: Any, **values: Any) -> None:
    settings.HOSTDESK = {**settings.HOSTDESK, **values}


def test_colours_are_a_file_of_our_own_that_changes_its_name_with_the_colour(
    client: Client, settings: Any
) -> None:
    assert "/provider/" not in client.get("/de/").content.decode()
    _set(settings, HOSTDESK_ACCENT="#006600")
    page = client.get("/de/").content.decode()
    (address,) = {part for part in page.split('"') if part.startswith("/provider/")}
    answer = client.get(address)
    assert "--accent: light-dark(#006600," in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]
    _set(settings, HOSTDESK_ACCENT="#5b2c83")
    assert client.get(address).status_code == 404


def test_the_logo_stands_in_the_head_and_can_do_no_harm(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    _set(settings, HOSTDESK_LOGO=logo)
    page = client.get("/de/").content.decode()
    (address,) = {part for part in page.split('"') if part.endswith("/logo")}
    answer = client.get(address)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    logo.unlink()
    assert client.get("/de/").status_code == 200  # the name is shown instead


def test_imprint_and_privacy_are_linked_in_the_language_of_the_page(client: Client, settings: Any) -> None:
    _set(
        settings,
        HOSTDESK_IMPRINT_URL="https://nordlicht.example.test/{language}/imprint",
        HOSTDESK_PRIVACY_URL="/privacy",
    )
    page = client.get("/en/").content.decode()
    assert 'href="https://nordlicht.example.test/en/imprint"' in page
    assert 'href="/privacy"' in page


@pytest.mark.parametrize(
    ("url", "imprint", "is_refused"),
    [
        ("https://hilfe.nordlicht.example.test", "", True),
        ("https://hilfe.nordlicht.example.test", "/imprint", False),
        ("http://127.0.0.1:8000", "", False),
        ("http://localhost:8000", "", False),
    ],
)
def test_pages_that_others_reach_need_an_imprint(url: str, imprint: str, is_refused: bool) -> None:
    values = config.load(
        {"HOSTDESK_URL": url, "HOSTDESK_IMPRINT_URL": imprint, "HOSTDESK_PRIVACY_URL": imprint}
    )
    if is_refused:
        with pytest.raises(config.WrongSetting, match="HOSTDESK_IMPRINT_URL and HOSTDESK_PRIVACY_URL"):
            config.check_public(values)
    else:
        config.check_public(values)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("HOSTDESK_ACCENT", "#ffee00", "text needs 4.5"),
        ("HOSTDESK_ACCENT", "blue", "like #1d45b0"),
        ("HOSTDESK_IMPRINT_URL", "imprint.html", "https://"),
        ("HOSTDESK_SALES_PHONE", "089 99998", "with its country"),
        ("HOSTDESK_LOGO", "/nowhere/logo.svg", "no such file"),
        ("HOSTDESK_LOGO", "/etc/passwd", "SVG or PNG"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_with_a_hint(name: str, value: str, hint: str) -> None:
    with pytest.raises(config.WrongSetting, match=hint):
        config.load({name: value})
