"""Which letters may ask for a service of the catalogue: the words of the first five, German and English."""

import pytest

from hostdesk.billing.services import first_keywords
from hostdesk.core.service_words import likely

OFFERS = {slug: keywords.split(",") for slug, keywords in first_keywords().items()}
CASES = [
    ("Können Sie mir bitte Outlook einrichten?", "mail-program"),
    ("Please set up Thunderbird for our new colleague.", "mail-program"),
    ("Unser PHP-Skript bringt seit gestern einen Fehler, können Sie es korrigieren?", "fix-scripts"),
    ("Could you develop a booking feature for our website?", "web-programming"),
    ("Bitte konfigurieren Sie unsere Firewall.", "security-software"),
    ("Unser Exchange nimmt keine Mail an; bitte konfigurieren Sie den Connector.", "own-mail-server"),
    ("Meine Rechnung stimmt nicht.", None),
    ("Der Server antwortet nicht.", None),
    ("Outlook", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "slug"), CASES)
def test_a_letter_that_names_two_words_of_a_service_may_ask_for_it(text: str, slug: str | None) -> None:
    assert likely(text, OFFERS) == slug


def test_a_draw_is_left_to_a_person() -> None:
    assert likely("alpha beta", {"a": ["alpha", "beta"], "b": ["alpha", "beta"]}) is None


def test_keywords_begin_words_and_hide_in_none() -> None:
    assert likely("Unsetup thermofix", {"a": ["setup", "fix"]}) is None
    assert likely("SETUP\n  fixes", {"a": ["Setup", "fix", ""]}) == "a"
