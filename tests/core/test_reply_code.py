"""The code on a reply sheet names its ticket, and nobody else can make one."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core import reply_code

TICKETS = st.integers(0, 2**32 - 1)


@given(TICKETS)
def test_a_code_names_its_ticket_in_letters_that_a_qr_code_likes(ticket):
    code = reply_code.make(ticket, "secret")
    assert len(code) == 26  # version 2, level Q takes 29
    assert set(code) <= set(string.ascii_uppercase + string.digits)
    assert reply_code.read(code, ("secret",)) == ticket
    assert reply_code.read(code, ("newer", "secret")) == ticket


@given(TICKETS)
def test_another_secret_makes_no_code_of_ours(ticket):
    assert reply_code.read(reply_code.make(ticket, "a guess"), ("secret",)) is None


@given(st.text(max_size=40))
def test_whatever_stands_in_another_qr_code_names_nothing(text):
    assert reply_code.read(text, ("secret",)) is None


@given(TICKETS, st.integers(3, 24), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_changed_letter_makes_it_void(ticket, place, letter):
    code = reply_code.make(ticket, "secret")
    changed = code[:place] + letter + code[place + 1 :]
    assert changed == code or reply_code.read(changed, ("secret",)) is None


def test_a_ticket_beyond_four_bytes_has_no_code():
    with pytest.raises(OverflowError):
        reply_code.make(2**32, "secret")
