"""The same words find the same messages on both databases, and only those that one may see."""

from typing import Any

import nordlicht
import pytest

from hostdesk.lib.search_words import kept
from hostdesk.tickets import actions, search
from hostdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db

_TEXT = (
    "Die Rechnungen für den Müller-Server sind zweimal gekommen. Bitte prüfen Sie "
    "postmaster@müller.example.test, die Straße und das Café in Nürnberg. "
    "We are cancelling services. Ticket_42 naïve Ångström 日本語 ΣΊΣΥΦΟΣ don't can't O'Reilly's"
)


@pytest.fixture
def ticket(ada: Any) -> Ticket:
    """One request among others."""
    nordlicht.comes_in(nordlicht.OZDEMIR, text="Ganz etwas anderes")
    return nordlicht.ticket_of(nordlicht.comes_in(text=_TEXT))


@pytest.mark.parametrize(
    "words",
    [
        "Rechnung", "rechnungen", "RECHNUNGS", "Müller", "mueller", "MUELLER", "mu\u0308ller", "Mülle",
        "server",
        "müller-server", "postmaster", "postmaster@müller.example.test", "postmaster@mueller.example",
        "example.test",
        "strasse", "Straße", "STRASSE", "cafe", "café", "Nuernberg", "nürn", "cancel", "cancelled", "service",
        "services cancelling", "rechnung server",
        "ticket_42", "naive", "angstrom", "日本語", "日本", "σίσυφος",
        "shop",
        "o'reilly", "\"Rechnung\"", "rechnung*", "rechnung:*", "(rechnung)", "!rechnung", "rechnung &",
        "rechnung\x00server", nordlicht.MEYER, "meyer",
    ],
)  # fmt: skip
def test_these_words_find_it(ticket: Ticket, ada: Any, words: str) -> None:
    assert ticket in [hit.ticket for hit in search.search(ada, words)]


@pytest.mark.parametrize(
    "words",
    [
        "Kündigung",
        "rechnung kündigung",
        "chnung",
        "",
        " ",
        "*",
        "'",
        '"',
        ":",
        "\x00",
        "\ud800",
        "&|!()<->",
        "rechnung' OR 1=1",
        "%_",
    ],
)
def test_these_find_nothing_and_are_no_error(ticket: Ticket, ada: Any, words: str) -> None:
    assert search.search(ada, words) == []


@pytest.mark.parametrize(
    "words", ["x" * 10_000, "' " * 5_000, "a " * 5_000, "\"*:'(" * 2_000, "-" * 10_000, "ﷺ" * 10_000]
)
def test_ten_thousand_characters_are_no_error(ticket: Ticket, ada: Any, words: str) -> None:
    search.search(ada, words)


def test_a_number_leads_straight_to_its_ticket_however_typed(ticket: Ticket, ada: Any) -> None:
    for typed in (
        ticket.number,
        ticket.number.lower(),
        ticket.number.replace("-", " "),
        f" {ticket.number[3:]} ",
    ):
        assert [hit.ticket for hit in search.search(ada, typed)] == [ticket]


def test_what_you_may_not_see_you_cannot_find(ticket: Ticket, elif_: Any) -> None:
    assert search.search(elif_, "Rechnung") == []
    assert search.search(elif_, ticket.number) == []


def test_her_own_is_found_behind_thousands_of_others(
    ada: Any, elif_: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_CHUNK", 5)
    hers = nordlicht.ticket_of(nordlicht.comes_in(to="billing", text="Mahnung"))
    for _ in range(30):
        nordlicht.comes_in(nordlicht.OZDEMIR, text="Mahnung")
    assert [hit.ticket for hit in search.search(elif_, "mahnung")] == [hers]


def test_a_merged_ticket_is_found_as_its_root(ticket: Ticket, ada: Any) -> None:
    root = nordlicht.ticket_of(nordlicht.comes_in(nordlicht.OZDEMIR, text="Rechnung"))
    actions.merge(ticket, root, ada)
    hits = search.search(ada, "Rechnung")
    assert [hit.ticket for hit in hits] == [root]


def test_notes_are_found_and_quotations_are_not(ticket: Ticket, ada: Any) -> None:
    actions.note(ticket, "Liegt am Kühlschrank", ada)
    nordlicht.comes_in(nordlicht.OZDEMIR, text="Neu\n> Kühlschrank", new_text="Neu")
    assert len(search.search(ada, "kuehlschrank")) == 1


def test_a_novel_is_searched_as_far_as_a_database_can(ada: Any) -> None:
    novel = " ".join(f"wörtchen{place:x}" for place in range(40_000))
    ticket = nordlicht.ticket_of(nordlicht.comes_in(text=novel))
    assert [hit.ticket for hit in search.search(ada, "wörtchen7f")] == [ticket]


def test_words_hold_nothing_that_means_something_to_a_database() -> None:
    hostile = _TEXT + "\"'*:&|!()<>\x00\ud800"
    assert {mark for word in kept(hostile) for mark in word if not mark.isalnum()} <= set(".@-_")
