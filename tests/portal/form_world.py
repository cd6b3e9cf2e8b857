"""Nordlicht with its price list, and browsers that fill in the contact form by what stands in the page."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from hostdesk.billing import services, tariffs
from hostdesk.demo import cast
from hostdesk.demo.cast_rows import install_cast
from hostdesk.portal import form_files
from hostdesk.tickets.models import Ticket

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # 10:00 in Munich
STRANGER = "nina@neu.example.test"
CUSTOMER = cast.MEYER.contacts[0].address
PAGE = "/de/contact/"
TYPED = {
    "name": "Nina Neu", "address": STRANGER, "number": "K-20871", "subject": "Shop zeigt Fehler 500",
    "text": "Seit heute früh.",
}  # fmt: skip


class FormWorld:
    """A Monday morning, whose clock the tests set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, home: Any) -> None:
        install_cast()
        tariffs.make_first()
        services.make_first()
        self.now = MONDAY
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        monkeypatch.setattr(settings, "HOME", home)
        more = {
            "HOSTDESK_DOMAIN": "nordlicht.example.test",
            "HOSTDESK_EMBED_ORIGINS": ("https://www.example.test",),
        }
        monkeypatch.setattr(settings, "HOSTDESK", settings.HOSTDESK | more)
        self.browser = Client(REMOTE_ADDR="203.0.113.7")

    def later(self, seconds: float) -> None:
        """Time goes by."""
        self.now += timedelta(seconds=seconds)

    def open(self, about: str = "problem", page: str = PAGE) -> "Form":
        """The form, read for half a minute."""
        form = Form(self, page, self.browser.get(f"{page}?about={about}").content.decode())
        self.later(30)
        return form

    def send(self, about: str = "problem", page: str = PAGE, **more: Any) -> Any:
        """Open, fill in and send."""
        return self.open(about, page).send(**more)


class Form:
    """A page with the form, as a browser without JavaScript has it."""

    def __init__(self, world: FormWorld, page: str, text: str) -> None:
        self.world, self.page, self.text = world, page, text

    @property
    def values(self) -> dict[str, str]:
        """What the page has filled in."""
        found = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', self.text)
        found += re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*(.*?)</textarea>', self.text, re.DOTALL)
        found += [("about", one) for one in re.findall(r'<option value="([^"]+)" selected', self.text)]
        return {name: html.unescape(value) for name, value in found}

    def send(self, *, do: str = "send", files: tuple[Any, ...] = (), headers: Any = None, **more: Any) -> Any:
        """Post what is filled in, with what is typed besides."""
        filled = {name: value for name, value in self.values.items() if value}
        said = {**TYPED, **filled, **more, "do": do}
        if files:
            said["files"] = list(files)
        return self.world.browser.post(self.page, said, headers=headers or {})

    def again(self, response: Any) -> "Form":
        """The page that came back."""
        return Form(self.world, self.page, response.content.decode())


def a_picture(name: str = "bild.png", content: bytes = b"PNG") -> SimpleUploadedFile:
    """Something chosen in the browser."""
    return SimpleUploadedFile(name, content, "image/png")


def number_on(world: FormWorld, response: Any) -> str:
    """Follow to the page after sending; the number that it shows."""
    assert response.status_code == 302, response.content.decode()[:3000]
    shown = world.browser.get(response["Location"])
    assert shown.status_code == 200
    return re.search(r'<b class="num">([^<]+)</b>', shown.content.decode()).group(1)


def only_ticket() -> Ticket:
    """The one there is."""
    return Ticket.objects.select_related("department", "customer", "contact").get()


def kept_forms() -> list[Any]:
    """Folders of unfinished forms."""
    return list(form_files._root().glob("*"))
