"""A form as bytes: the same form, the same bytes, and back without loss."""

import json
from decimal import Decimal

import pytest
from forms_at_the_door import a_file, a_form
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core.complaints import Disputed, Wanted
from hostdesk.gateways.form import canonical
from hostdesk.gateways.form.reading import named
from hostdesk.gateways.form.submission import Submission

ANY_TEXT = st.text(st.characters(), max_size=40)  # lone surrogates and NUL as well
FILES = st.lists(st.builds(a_file, ANY_TEXT, st.binary(max_size=200), ANY_TEXT), max_size=4).map(tuple)
AMOUNTS = st.none() | st.decimals(0, 99999, places=2)
ITEMS = st.lists(
    st.builds(Disputed, st.none() | st.integers(1, 9), ANY_TEXT, AMOUNTS, ANY_TEXT, st.sampled_from(Wanted)),
    max_size=3,
).map(tuple)
FORMS = st.builds(
    Submission,
    **{name: ANY_TEXT for name, kind in Submission.__annotations__.items() if kind is str},
    files=FILES,
    items=ITEMS,
    contact_id=st.none() | st.integers(1, 10**9),
    read=st.lists(st.integers(1, 10**9), max_size=3).map(tuple),
)


@given(FORMS)
def test_whatever_was_typed_comes_back_and_has_one_spelling(form: Submission) -> None:
    raw = canonical.to_bytes(form)
    assert canonical.from_bytes(raw) == form
    assert canonical.to_bytes(canonical.from_bytes(raw)) == raw


@given(FORMS, FORMS)
def test_two_forms_are_never_the_same_bytes(one: Submission, other: Submission) -> None:
    assert (canonical.to_bytes(one) == canonical.to_bytes(other)) == (one == other)


@given(FORMS)
def test_the_first_line_tells_what_was_typed(form: Submission) -> None:
    head = canonical.to_bytes(form)[: canonical.HEAD]
    assert canonical.typed(head)["subject"] == form.subject


@given(FORMS, st.integers(0, 400), st.integers(0, 255))
def test_damaged_bytes_are_refused_or_another_form(form: Submission, place: int, value: int) -> None:
    raw = bytearray(canonical.to_bytes(form))
    raw[place % len(raw)] = value
    try:
        assert canonical.to_bytes(canonical.from_bytes(bytes(raw))) == bytes(raw)
    except ValueError:
        assert canonical.typed(bytes(raw)) is not None


@pytest.mark.parametrize(
    "raw", [b"", b"From: x\n\nHello", canonical.MARK, canonical.MARK + b"[]\n", b"\0" * 99]
)
def test_what_is_no_form_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        canonical.from_bytes(raw)


def test_more_bytes_than_files_are_refused() -> None:
    with pytest.raises(ValueError, match="not the canonical bytes"):
        canonical.from_bytes(canonical.to_bytes(a_form(files=(a_file(),))) + b"x")


def test_an_amount_keeps_its_cents() -> None:
    item = Disputed(4, "Server", Decimal("10.00"), "Zweimal berechnet", Wanted.CREDIT)
    back = canonical.from_bytes(canonical.to_bytes(a_form(items=(item,))))
    assert str(back.items[0].amount) == "10.00"


def test_the_line_is_json_that_any_program_reads() -> None:
    raw = canonical.to_bytes(a_form(files=(a_file(content=b"\n{}\n"),)))
    said = json.loads(raw.splitlines()[1])
    assert (said["name"], said["files"][0]["size"]) == ("Nina Neu", 4)


def test_names_of_files_are_safe_and_differ() -> None:
    files = tuple(a_file(name) for name in ("../../etc/passwd", "a.txt", "A.TXT", "x\u202egnp.exe", "\0"))
    assert [one.name for one in named(files)] == ["passwd", "a.txt", "A (2).TXT", "xgnp.exe", "file"]


def test_a_type_that_is_none_is_not_believed() -> None:
    types = [named((a_file(content_type=one),))[0].content_type for one in ("IMAGE/PNG; x=1", "x\r\ny/z", "")]
    assert types == ["image/png", "application/octet-stream", "application/octet-stream"]
