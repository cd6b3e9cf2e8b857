"""Whoever looks for help finds the article, however she writes it."""

import articles
import pytest

from hostdesk.core.articles import Audience
from hostdesk.knowledge.search import search, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> None:
    """A small knowledge base."""
    articles.published(
        "Outlook für Ihr Postfach einrichten", "Öffnen Sie Outlook und wählen Sie *Konto hinzufügen*.",
        summary="So rufen Sie Ihre Mails in Outlook ab.", keywords="Microsoft, Office",
    )  # fmt: skip
    articles.published("Postfachgröße ändern", "Sie vergrößern Ihr Postfach in der Verwaltung.")
    articles.published("Weiterleitungen anlegen", "Leiten Sie Mails an eine andere Adresse weiter.")
    articles.published("Was kostet die Hilfe?", "Das steht in der Preisliste.", kind="question")
    articles.published("Preisliste lesen", "Was kostet die Hilfe? Das steht hier.")
    articles.published("Thunderbird einrichten", "Ein Postfach in Thunderbird.")
    articles.published("Nur für Kunden: Notfallnummer", "Rufen Sie an.", audience=Audience.CUSTOMERS)
    articles.published("Setting up Outlook", "Open your mailbox.", language="en")


def titles(words: str, language: str = "de", audience: Audience = Audience.PUBLIC) -> list[str]:
    """What is found, the best first."""
    return [hit.title for hit in search(words, language, audience)]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Outlook", "Outlook für Ihr Postfach einrichten"),
        ("outlook einrichten", "Outlook für Ihr Postfach einrichten"),
        ("Einrichtung Outlook", "Outlook für Ihr Postfach einrichten"),
        ("eingerichtetes Outlook", "Outlook für Ihr Postfach einrichten"),
        ("ich möchte mein Outlook einrichten", "Outlook für Ihr Postfach einrichten"),
        ("Outlok einrichtn", "Outlook für Ihr Postfach einrichten"),
        ("Outlook öffnen", "Outlook für Ihr Postfach einrichten"),
        ("Outlook oeffnen", "Outlook für Ihr Postfach einrichten"),
        ("Outlook offnen", "Outlook für Ihr Postfach einrichten"),
        ("office", "Outlook für Ihr Postfach einrichten"),
        ("Postfachgröße", "Postfachgröße ändern"),
        ("Postfachgroesse", "Postfachgröße ändern"),
        ("Postfachgrosse", "Postfachgröße ändern"),
        ("Größe", "Postfachgröße ändern"),
        ("Postfachgröse", "Postfachgröße ändern"),
        ("Weiterleitung", "Weiterleitungen anlegen"),
        ("weiterleiten", "Weiterleitungen anlegen"),
        ("Wieterleitung", "Weiterleitungen anlegen"),
        ("Hifle Kosten", "Was kostet die Hilfe?"),
        ("Mailweiterleitung", "Weiterleitungen anlegen"),
        ("was kostet die hilfe", "Was kostet die Hilfe?"),
        ("tunderbird", "Thunderbird einrichten"),
        ("Thund", "Thunderbird einrichten"),
    ],
)
def test_an_article_is_found_however_it_is_written(words: str, first: str) -> None:
    assert titles(words)[:1] == [first]


@pytest.mark.usefixtures("library")
def test_parts_of_compounds_are_found() -> None:
    found = titles("Postfach")
    assert "Postfachgröße ändern" in found
    assert found[0] in ("Outlook für Ihr Postfach einrichten", "Postfachgröße ändern")


@pytest.mark.usefixtures("library")
def test_other_languages_and_audiences_stay_out() -> None:
    assert titles("outlook", "en") == ["Setting up Outlook"]
    assert titles("Notfallnummer") == []
    assert titles("Notfallnummer", audience=Audience.CUSTOMERS) == ["Nur für Kunden: Notfallnummer"]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("words", ["", "   ", "Kernfusion", "?!*%", "' OR 1=1 --", "*", "\x00", "ß" * 5000])
def test_nothing_is_found_for_nonsense(words: str) -> None:
    assert titles(words) == []


@pytest.mark.usefixtures("library")
def test_what_was_found_is_marked_and_safe() -> None:
    articles.published("Sonderfall", "Wer <script>alert(1)</script> im Postfach sieht & erschrickt.")
    found = next(
        hit for hit in search("Postfach erschrickt", "de", Audience.PUBLIC) if hit.title == "Sonderfall"
    )
    assert "<mark>Postfach</mark>" in found.excerpt
    assert "<script" not in found.excerpt
    assert "&amp; <mark>erschrickt</mark>" in found.excerpt


@pytest.mark.usefixtures("library")
def test_a_subject_still_being_typed_is_answered() -> None:
    found = [hit.title for hit in suggest("Hilfe! Mein Outl", "de", Audience.PUBLIC)]
    assert "Outlook für Ihr Postfach einrichten" in found
