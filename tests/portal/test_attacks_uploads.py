"""Mallory fills the room for files of unfinished forms, so that nobody else can attach anything."""

import re
from typing import Any

import pytest
from form_world import PAGE, FormWorld, a_picture, kept_forms

from hostdesk.portal import form_uploads

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> FormWorld:
    return FormWorld(monkeypatch, tmp_path)


def test_opening_a_correction_again_and_again_copies_its_files_once(world: FormWorld) -> None:
    sent = world.send(files=(a_picture(),))
    page = world.browser.get(sent["Location"]).content.decode()
    again = re.search(r'href="([^"]*again=[^"]*)"', page)
    assert again is not None
    for _ in range(4):
        assert "bild.png" in world.browser.get(again[1]).content.decode()
    assert len(kept_forms()) == 1


@pytest.mark.parametrize("page", [PAGE, "/de/contact/invoice/"])
def test_one_network_does_not_take_all_the_room(world: FormWorld, page: str) -> None:
    most = form_uploads.FORMS.most
    for place in range(most + 3):
        said = {"about": "problem", "do": "look", "files": a_picture(f"{place}.png")}
        answer = world.browser.post(page, said)
    assert len(kept_forms()) == most
    assert "zu viele Dateien" in answer.content.decode()
