"""Which department a fax is for."""

import pytest

from hostdesk.core.fax_routing import Because, by_words, department

LINES = {"+498999998300": "accounting", "+498999998": "support", "21": "sales", "ttyS1": "sales"}


@pytest.mark.parametrize(
    ("dialled", "device", "words", "slug", "because"),
    [
        ("+498999998300", "ttyS0", "", "accounting", Because.NUMBER),
        ("+498999998300", "ttyS1", "Angebot", "accounting", Because.NUMBER),
        ("+498999998477", "ttyS0", "Rechnung", "support", Because.NUMBER),
        ("21", "ttyS0", "", "sales", Because.NUMBER),
        ("", "ttyS1", "Rechnung", "sales", Because.NUMBER),
        ("+4930123", "ttyS0", "Rechnung und Mahnung", "accounting", Because.WORDS),
        ("", "ttyS0", "Guten Tag", "", Because.NOTHING),
        ("", "ttyS0", "", "", Because.NOTHING),
    ],
)
def test_the_number_then_the_modem_then_the_words(dialled, device, words, slug, because):
    found = department(dialled, device, LINES, words)
    assert (found.slug, found.because) == (slug, because)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("RECHNUNG R-2026-1", "accounting"),
        ("Bitte ein Angebot, nicht wie in der Rechnung, sondern als Neukunde", "sales"),
        ("Störung: Passwort falsch", "support"),
        ("Rechnung und Angebot", ""),  # as much for the one as for the other
        ("Abrechnung", ""),  # words begin so, they don't merely hold it
    ],
)
def test_words_decide_only_when_they_are_clear(words, slug):
    assert by_words(words) == slug
