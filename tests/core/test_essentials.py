"""What a first response must say: the tables of docs/rules/first-response.md."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_tables import rows

from hostdesk.core.essentials import (
    Essentials,
    Field,
    Item,
    Request,
    field_of,
    missing,
    presumed,
    refused_for,
    required,
)  # fmt: skip
from hostdesk.core.summary import LONGEST, summary

PAGE = "first-response.md"
ALWAYS = {Item.CUSTOMER, Item.CONTACT, Item.DEPARTMENT, Item.SUBJECT, Item.REPORTED}


def _items(cell: str) -> set[Item]:
    return {Item(name.strip()) for name in cell.split(",") if name.strip()}


def _said(request: Request, *, without: set[Item], reason: str = "") -> Essentials:
    values = {item: f"some {item}" for item in Item if item not in without}
    return Essentials(request, values, reason)


@pytest.mark.parametrize("row", rows(PAGE, "What is required"), ids=str)
def test_department_and_request_say_what_is_required(row: dict[str, str]) -> None:
    found = required(Field(row["department"]), Request(row["request"]))
    assert set(found) == ALWAYS | _items(row["besides"])


def test_every_department_and_request_stands_in_the_table() -> None:
    told = {(row["department"], row["request"]) for row in rows(PAGE, "What is required")}
    assert told == {(field.value, request.value) for field in Field for request in Request}


@pytest.mark.parametrize("row", rows(PAGE, "What kind of request it is"), ids=str)
def test_a_request_is_taken_for_what_it_looks_like(row: dict[str, str]) -> None:
    has = {name.strip() for name in row["the ticket has"].split(",")}
    found = presumed(
        Field(row["department"]),
        has_invoice="invoice" in has, has_disputed="disputed" in has, has_service="service" in has,
    )  # fmt: skip
    assert found == row["is taken for"]


@pytest.mark.parametrize("row", rows(PAGE, "Worked cases"), ids=str)
def test_a_reply_goes_out_or_is_refused(row: dict[str, str]) -> None:
    field = Field(row["department"])
    said = _said(Request(row["request"]), without=_items(row["left out"]), reason=row["reason"])
    verdict, _, items = row["the reply"].partition(": " if "refused" in row["the reply"] else " without ")
    refused = refused_for(field, said)
    assert bool(refused) == (verdict == "is refused")
    assert set(missing(field, said)) == _items(items)
    assert set(refused) == (_items(items) if verdict == "is refused" else set())


def test_blanks_are_no_value() -> None:
    said = Essentials(Request.QUESTION, dict.fromkeys(Item, " \n"))
    assert set(missing(Field.SALES, said)) == ALWAYS
    assert said.said() == ()


def test_a_reason_of_blanks_is_none() -> None:
    assert refused_for(Field.SUPPORT, _said(Request.TECHNICAL, without={Item.SPHERE}, reason="  "))


def test_a_department_of_ones_own_does_technical_work() -> None:
    assert field_of("hosting") is Field.SUPPORT
    assert field_of("sales") is Field.SALES


@given(
    st.sampled_from(Field), st.sampled_from(Request), st.sets(st.sampled_from(Item)), st.sampled_from(Item)
)
def test_saying_more_never_makes_a_response_less_complete(
    field: Field, request: Request, without: set[Item], also: Item
) -> None:
    less = missing(field, _said(request, without=without))
    more = missing(field, _said(request, without=without - {also}))
    assert set(more) <= set(less) <= set(required(field, request))
    assert list(less) == [item for item in Item if item in less], "in the order of the letter"


@pytest.mark.parametrize(
    ("beginning", "told"),
    [
        ("Guten Tag, unser Shop zeigt eine weiße Seite.", "Unser Shop zeigt eine weiße Seite."),
        ("Sehr geehrte Damen und Herren, die Mail kommt nicht an.", "Die Mail kommt nicht an."),
        ("Hello Ada, our shop is down.", "Our shop is down."),
        ("Hallo!", "Hallo!"),
        ("Hilfe", "Hilfe"),
        ("", ""),
        ("Hier\n\nist   alles\tkaputt", "Hier ist alles kaputt"),
        ("Hinweis: morgen geht es los.", "Hinweis: morgen geht es los."),
    ],
)  # fmt: skip
def test_a_summary_leaves_the_greeting_out(beginning: str, told: str) -> None:
    assert summary(beginning) == told


def test_a_summary_leaves_the_signature_out() -> None:
    beginning = "Grüß Gott, auf der Seite fehlen Bilder. Vroni Angerer, Hotel Alpenglühn"
    assert summary(beginning, author="Vroni Angerer") == "Auf der Seite fehlen Bilder."
    assert summary("Vroni Angerer fehlt auf der Seite", author="Vroni Angerer").startswith("Vroni")
    assert summary("Es fehlt etwas. Und mehr", author="") == "Es fehlt etwas. Und mehr"


def test_a_cut_summary_ends_with_a_sentence_or_with_dots() -> None:
    assert summary("Eins zwei drei vier. Fünf sechs sie", is_cut=True) == "Eins zwei drei vier."
    assert summary("Eins zwei drei vier fünf sechs sie", is_cut=True) == "Eins zwei drei vier fünf sechs …"


@given(st.text(max_size=600), st.booleans())
def test_a_summary_is_one_short_line(text: str, is_cut: bool) -> None:
    found = summary(text, is_cut=is_cut)
    assert len(found) <= LONGEST + 2
    assert "\n" not in found
