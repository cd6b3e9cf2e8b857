"""What readers find on the site, and what they do not."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import site_world
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hostdesk.knowledge import statistics
from hostdesk.knowledge.loading import load_folder
from hostdesk.knowledge.models import Feedback, ReadCount, SearchMiss, Text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings: Any, tmp_path: Path) -> None:
    settings.HOSTDESK = {
        **settings.HOSTDESK, "HOSTDESK_DOMAIN": "nordlicht.example.test",
        "HOSTDESK_CUSTOMER_PHONE": "+49 89 99998-200",
    }  # fmt: skip
    cache.clear()
    statistics.flush()  # what earlier tests have read
    ReadCount.objects.all().delete()
    site_world.build(tmp_path)


def test_questions_and_guides_stand_on_the_start_page_in_their_groups(client: Client) -> None:
    page = client.get("/de/").content.decode()
    assert "Warum kostet es abends mehr?" in page
    assert "Outlook einrichten" in page
    assert "Buchhaltung fragen" in page  # the section is called like the address of that department


@pytest.mark.parametrize(
    "path", ["/de/", "/de/sections/mail-setup/", "/de/search/?q=Ablauf", "/sitemap.xml", "/de/feed.xml"]
)
def test_what_is_for_customers_or_staff_is_nowhere_to_be_seen(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "Interner Ablauf" not in page
    assert "Wartungszugang" not in page
    assert "inside-de" not in page


@pytest.mark.parametrize("slug", ["inside-de", "secret-de", "outlook-en", "nothing"])
def test_what_a_guest_may_not_read_is_not_found(client: Client, slug: str) -> None:
    answer = client.get(f"/de/articles/{slug}/")
    assert answer.status_code == 404
    assert 'name="q"' in answer.content.decode()  # but she can search


def test_a_long_article_has_a_table_of_contents_and_its_other_language(client: Client) -> None:
    page = client.get("/de/articles/outlook-de/").content.decode()
    assert re.findall(r'<a href="#([^"]+)">(Konto|Senden|Prüfen)</a>', page)
    assert '<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000/en/articles/outlook-en/">' in page
    assert 'class="sw" href="/en/articles/outlook-en/"' in page
    assert '<meta name="description" content="Outlook einrichten in Kürze.">' in page


def test_what_is_not_translated_leads_to_the_other_languages_start_page(
    client: Client, tmp_path: Path
) -> None:
    outlook = (tmp_path / "mail-setup" / "outlook.de.md").read_text(encoding="utf-8")
    mutt = outlook.replace("slug: outlook", "slug: mutt").replace("Outlook", "Mutt")
    (tmp_path / "mail-setup" / "mutt.de.md").write_text(mutt, encoding="utf-8")
    load_folder(tmp_path, None)
    slug = Text.objects.get(article__key="mutt").slug
    page = client.get(f"/de/articles/{slug}/").content.decode()
    assert 'class="sw" href="/en/"' in page
    assert 'hreflang="en" href="http' not in page  # search engines are told of no translation


def test_reading_is_counted_without_the_reader(client: Client) -> None:
    client.get("/de/articles/outlook-de/")
    statistics.flush()
    assert ReadCount.objects.get().count == 1


def test_an_article_with_a_question_beneath_it_takes_an_answer_without_script_or_cookie() -> None:
    reader = Client(enforce_csrf_checks=True)
    answer = reader.post(
        "/de/articles/outlook-de/helpful/",
        {"answer": "no", "reason": "unclear", "comment": "Wo steht das Kennwort?"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert (answer.status_code, answer["Location"]) == (302, "/de/articles/outlook-de/?thanks=1#helpful")
    assert not answer.cookies
    said = Feedback.objects.get()
    assert (said.is_helpful, said.reason, said.comment) == (False, "unclear", "Wo steht das Kennwort?")


def test_another_sites_form_answers_nothing() -> None:
    answer = Client().post(
        "/de/articles/outlook-de/helpful/", {"answer": "yes"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert not Feedback.objects.exists()


def test_one_network_cannot_vote_all_day(client: Client) -> None:
    for _ in range(25):
        client.post("/de/articles/outlook-de/helpful/", {"answer": "yes"})
    assert Feedback.objects.count() == 20


def test_what_was_searched_and_not_found_is_noted_and_leads_to_a_person(client: Client) -> None:
    page = client.get("/de/search/?q=Kaffeemaschine").content.decode()
    statistics.flush()
    assert SearchMiss.objects.get().words == "kaffeemaschine"
    assert "mailto:support@nordlicht.example.test" in page


def test_search_marks_what_it_found_and_knows_both_languages(client: Client) -> None:
    assert "/de/articles/outlook-de/" in client.get("/de/search/?q=outlook").content.decode()
    page = client.get("/de/search/?q=evening").content.decode()
    assert "/en/articles/why-surcharge-en/" in page
    assert 'lang="en"' in page


def test_a_machine_that_tries_words_does_not_fill_the_list_of_what_is_missing(client: Client) -> None:
    for number in range(70):
        client.get(f"/de/search/?q=qwx{chr(97 + number % 26)}{chr(97 + number // 26)}vz")
    statistics.flush()
    assert SearchMiss.objects.count() == 60


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x>', "%00", "ä" * 5000])
def test_what_is_typed_is_shown_as_text(client: Client, words: str) -> None:
    page = client.get("/de/search/", {"q": words}).content.decode()
    assert "<script>" not in page
    assert "<img" not in page


def test_the_sitemap_names_every_public_page_with_its_translations(client: Client) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    found = {one.findtext("s:loc", namespaces=spaces): one for one in root.findall("s:url", spaces)}
    others = found["http://127.0.0.1:8000/de/articles/outlook-de/"].findall("x:link", spaces)
    assert {one.get("hreflang") for one in others} == {"de", "en"}
    for address in found:
        assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_machines_learn_what_is_not_for_them(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /my/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_the_feed_is_atom_with_the_newest_articles(client: Client) -> None:
    answer = client.get("/de/feed.xml")
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    space = "{http://www.w3.org/2005/Atom}"
    assert root.tag == f"{space}feed"
    assert {one.findtext(f"{space}title") for one in root.findall(f"{space}entry")} == {
        "Outlook einrichten", "Warum kostet es abends mehr?",
    }  # fmt: skip


def test_a_section_has_one_address(client: Client) -> None:
    answer = client.get("/de/questions/mail-setup/")
    assert (answer.status_code, answer["Location"]) == (301, "/de/sections/mail-setup/")


def test_a_guest_does_not_see_the_customers_phone(client: Client) -> None:
    for path in ("/de/", "/de/articles/outlook-de/", "/de/search/?q=Kaffeemaschine"):
        assert "99998-200" not in client.get(path).content.decode()


def test_without_articles_the_start_page_still_says_how_to_reach_us(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("hostdesk.portal.home_page.beginnings", lambda *_: [])
    page = client.get("/de/").content.decode()
    assert "Hier stehen noch keine Antworten." in page
    assert "mailto:support@nordlicht.example.test" in page


@pytest.mark.parametrize(("path", "most"), [
    ("/de/", 8), ("/de/sections/mail-setup/", 8), ("/de/articles/outlook-de/", 13), ("/de/prices/", 5),
    ("/de/search/?q=outlook", 12),
])  # fmt: skip
def test_a_public_page_asks_the_database_little(
    client: Client, django_assert_max_num_queries: Any, path: str, most: int
) -> None:
    client.get(path)
    with django_assert_max_num_queries(most):
        client.get(path)


def test_what_many_read_stands_beneath_the_search_box(client: Client) -> None:
    assert "Oft gelesen" not in client.get("/de/").content.decode()
    for _ in range(5):
        client.get("/de/articles/outlook-de/")
    statistics.flush()
    page = client.get("/de/").content.decode()
    assert page.index("Oft gelesen") < page.index("Outlook einrichten") < page.index("Was Hilfe")


def test_a_long_section_shows_its_first_lines_and_says_how_many_there_are(
    client: Client, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    site_world.many(tmp_path, 3)
    with CaptureQueriesContext(connection) as few:
        assert "weitere" not in client.get("/de/").content.decode()
    site_world.many(tmp_path, 9)
    with django_assert_num_queries(len(few)):
        page = client.get("/de/").content.decode()
    assert "5 weitere" in page  # of ten
    assert page.count(">Frage ") == 5
    assert client.get("/de/questions/billing/").content.decode().count("Frage ") >= 9
