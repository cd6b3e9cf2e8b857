"""Articles come from files, and readers see them as their audience may."""

from pathlib import Path

import pytest

from hostdesk.accounts.models import Staff
from hostdesk.core.failures import PermanentFailure
from hostdesk.knowledge import loading, reading
from hostdesk.knowledge.models import Version
from hostdesk.knowledge.reading import Audience

pytestmark = pytest.mark.django_db
_SECTIONS = "mail | article | mail | E-Mail | Mail | Alles über Postfächer | All about mailboxes\n"
_HEAD = """---
kind: article
section: mail
slug: {slug}
title: {title}
summary: In fünf Minuten: mit Umlauten.
audience: {audience}
---
"""


def _write(
    folder: Path, name: str, body: str, title: str = "Outlook einrichten", audience: str = "public"
) -> None:
    (folder / "mail").mkdir(exist_ok=True)
    (folder / "sections.txt").write_text(_SECTIONS, encoding="utf-8")
    slug = name.split(".")[0] + "-" + name.split(".")[1]
    head = _HEAD.format(slug=slug, title=title, audience=audience)
    (folder / "mail" / name).write_text(head + body, encoding="utf-8")


def test_a_folder_is_loaded_once(tmp_path: Path, ada: Staff) -> None:
    _write(tmp_path, "outlook.de.md", "Schreiben Sie an {support_address}.\n")
    _write(tmp_path, "outlook.en.md", "Write to {support_address}.\n", title="Setting up Outlook")
    assert loading.load_folder(tmp_path, ada) == loading.Loaded(added=2, changed=0, unchanged=0)
    assert loading.load_folder(tmp_path, ada) == loading.Loaded(added=0, changed=0, unchanged=2)
    shown = reading.article("outlook-de", "de", Audience.PUBLIC)
    assert shown.title == "Outlook einrichten"
    assert "support@nordlicht.example.test" in shown.html
    assert shown.translations == {"de": "outlook-de", "en": "outlook-en"}
    assert shown.summary == "In fünf Minuten: mit Umlauten."


def test_a_changed_file_becomes_a_new_version(tmp_path: Path, ada: Staff) -> None:
    _write(tmp_path, "outlook.de.md", "Alt.\n")
    loading.load_folder(tmp_path, ada)
    _write(tmp_path, "outlook.de.md", "Neu.\n")
    assert loading.load_folder(tmp_path, ada).changed == 1
    assert reading.article("outlook-de", "de", Audience.PUBLIC).html == "<p>Neu.</p>\n"
    assert Version.objects.count() == 2


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("public", {0, 1, 2}), ("customers", {1, 2}), ("staff", {2})],
)
def test_an_article_is_seen_by_its_audience(
    tmp_path: Path, ada: Staff, audience: str, readers: set[int]
) -> None:
    _write(tmp_path, "outlook.de.md", "Text.\n", audience=audience)
    loading.load_folder(tmp_path, ada)
    for one in Audience:
        seen = [line.slug for section in reading.sections("articles", "de", one) for line in section.lines]
        assert seen == (["outlook-de"] if int(one) in readers else [])
        if int(one) not in readers:
            with pytest.raises(reading.NotFound):
                reading.article("outlook-de", "de", one)


def test_links_lead_to_what_the_reader_may_see(tmp_path: Path, ada: Staff) -> None:
    _write(tmp_path, "outlook.de.md", "Siehe [intern](article:secret) und [DNS](article:dns).\n")
    _write(tmp_path, "secret.de.md", "Geheim.\n", audience="staff")
    _write(tmp_path, "dns.de.md", "DNS.\n", title="DNS")
    loading.load_folder(tmp_path, ada)
    shown = reading.article("outlook-de", "de", Audience.PUBLIC)
    assert '<a href="/de/articles/dns-de/" rel="noopener">DNS</a>' in shown.html
    assert "secret" not in shown.html
    assert "intern" in shown.html
    assert [one.title for one in shown.related] == ["DNS"]
    assert "/de/articles/secret-de/" in reading.article("outlook-de", "de", Audience.STAFF).html


@pytest.mark.parametrize(
    ("name", "title", "audience"),
    [("Outlook.de.md", "A", "public"), ("outlook.fr.md", "A", "public"), ("outlook.de.md", "A", "everybody"),
     ("outlook.de.md", "", "public"), ("outlook.de.md", "x" * 201, "public")],
)  # fmt: skip
def test_a_wrong_file_is_named_and_nothing_is_loaded(
    tmp_path: Path, ada: Staff, name: str, title: str, audience: str
) -> None:
    _write(tmp_path, "aaa.de.md", "Gut.\n")
    _write(tmp_path, name, "Text.\n", title=title, audience=audience)
    with pytest.raises(PermanentFailure, match=name.split(".")[0]):
        loading.load_folder(tmp_path, ada)
    assert not Version.objects.exists()
