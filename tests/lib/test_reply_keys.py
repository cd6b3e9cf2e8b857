import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.lib import reply_keys

SECRET, OLDER, MALLORYS = "s" * 40, "o" * 40, "m" * 40
MEYER, MALLORY = "meyer@example.test", "mallory@example.test"
KEY = reply_keys.issue(4711, MEYER, SECRET)


def test_meyers_key_lets_meyer_write_to_the_ticket_it_was_issued_for():
    assert reply_keys.matches(KEY, 4711, MEYER, SECRET)
    claim = reply_keys.verify(KEY, SECRET)
    assert claim and claim.ticket_id == 4711


@pytest.mark.parametrize(
    ("attack", "token", "ticket", "sender"),
    [
        ("Mallory found Meyer's mail", KEY, 4711, MALLORY),
        ("Meyer's own key for somebody else's ticket", KEY, 4712, MEYER),
        ("Mallory's key for her own ticket", reply_keys.issue(1, MALLORY, SECRET), 4711, MALLORY),
        ("a key signed by another installation", reply_keys.issue(4711, MALLORY, MALLORYS), 4711, MALLORY),
        ("a bounce key used as a reply key", reply_keys.issue_bounce(4711, SECRET), 4711, MEYER),
        ("nothing", "", 4711, MEYER),
        ("one character less", KEY[:-1], 4711, MEYER),
        ("one character more", KEY + "a", 4711, MEYER),
        ("padding", KEY + "====", 4711, MEYER),
        ("not base32", "1" * 44, 4711, MEYER),
        ("not ASCII", "ü" * 44, 4711, MEYER),
        ("zeros", "a" * 44, 4711, MEYER),
        ("a null byte", "\0" * 44, 4711, MEYER),
        ("very long", "a" * 100_000, 4711, MEYER),
        ("a lookalike letter (K for the sign of Kelvin)", KEY.replace(KEY[0], "\u212a"), 4711, MEYER),
    ],
)
def test_an_attack_fails(attack, token, ticket, sender):
    assert not reply_keys.matches(token, ticket, sender, SECRET), attack


@given(st.integers(0, 26), st.integers(0, 7))
def test_no_single_bit_can_be_changed(byte, bit):
    raw = bytearray(base64.b32decode(KEY.upper() + "===="))
    raw[byte] ^= 1 << bit
    changed = base64.b32encode(bytes(raw)).decode().rstrip("=").lower()
    assert reply_keys.verify(changed, SECRET) is None


@pytest.mark.parametrize(
    "last", [letter for letter in "abcdefghijklmnopqrstuvwxyz234567" if letter != KEY[-1]]
)
def test_a_key_has_one_spelling(last):
    assert reply_keys.verify(KEY[:-1] + last, SECRET) is None


def test_mail_systems_may_change_the_case():
    assert reply_keys.matches(KEY.upper(), 4711, "MEYER@Example.TEST", SECRET)


def test_a_domain_in_letters_and_in_ascii_is_one_domain():
    key = reply_keys.issue(1, "info@büro.example.test", SECRET)
    assert reply_keys.matches(key, 1, "info@xn--bro-hoa.example.test", SECRET)


def test_after_a_change_of_the_secret_old_keys_still_count():
    rotated = [MALLORYS, SECRET]
    assert reply_keys.matches(KEY, 4711, MEYER, rotated)
    assert reply_keys.matches(reply_keys.issue(4711, MEYER, rotated), 4711, MEYER, MALLORYS)
    assert not reply_keys.matches(KEY, 4711, MEYER, [MALLORYS, OLDER])


def test_a_key_says_nothing_about_how_many_tickets_there_are():
    first, second = (reply_keys.issue(number, MEYER, SECRET) for number in (1, 2))
    assert sum(a == b for a, b in zip(first[2:], second[2:], strict=True)) < 12
    assert (1).to_bytes(4) not in base64.b32decode(first.upper() + "====")


@given(st.integers(0, 2**32 - 1), st.emails())
def test_every_key_comes_back(ticket, address):
    token = reply_keys.issue(ticket, address, SECRET)
    assert len(token) == 44
    assert reply_keys.matches(token, ticket, address, SECRET)


def test_the_reply_address_holds_the_key_and_fits():
    address = reply_keys.reply_address("support@nordlicht.example.test", KEY)
    assert address == f"support+k.{KEY}@nordlicht.example.test"
    assert len(address.partition("@")[0]) <= 64
    assert reply_keys.token_in(address.upper()) == KEY


def test_a_mailbox_with_a_long_name_does_without():
    mailbox = "domain-administration-team@nordlicht.example.test"
    assert reply_keys.reply_address(mailbox, KEY) == mailbox


def test_our_message_id_holds_the_key():
    message_id = reply_keys.message_id(KEY, "r4nd0m", "nordlicht.example.test")
    assert reply_keys.token_in(message_id) == KEY == reply_keys.token_in(f"<{message_id}>")


@pytest.mark.parametrize(
    "text", ["", "support@nordlicht.example.test", "support+k.short@x.test", f"x{KEY}@x.test"]
)
def test_other_addresses_hold_no_key(text):
    assert reply_keys.token_in(text) == ""


def test_a_bounce_finds_its_delivery():
    token = reply_keys.issue_bounce(99, SECRET)
    assert reply_keys.bounce_token_in(f"Bounces+{token.upper()}@nordlicht.example.test") == token
    assert reply_keys.verify_bounce(token, SECRET) == 99
    assert reply_keys.verify_bounce(token, MALLORYS) is None
    assert reply_keys.verify_bounce(KEY, SECRET) is None
