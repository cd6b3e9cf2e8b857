"""Every notation of a number is the same number; what is none says why."""

import pytest
from django.conf import settings as conf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostdesk.lib import phones
from hostdesk.lib.phones import Kind, Phone

# The machine may be busy with other things.
WITHOUT_HURRY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, area: str = "30") -> Phone:
    return phones.read(text, country="DE", area=area)


@pytest.mark.parametrize(
    "text",
    [
        "+49 30 1234551", "004930 1234551", "030/123 45-51", "(030) 1234551", "49301234551",
        "+49 (0) 30 1234551", "+49(0)301234551", "1234551", "030 – 1234551", "0301234551#",
        "sip:+49301234551@provider.example.test;user=phone", "tel:+49-30-1234551",
        '"Erika Meyer" <sip:030123-4551@fritz.example.test>', "+٤٩ ٣٠ ١٢٣٤٥٥١", " 030 1234551\x00 ",
    ],
)  # fmt: skip
def test_every_notation_is_the_same_number(text: str) -> None:
    assert (read(text).e164, read(text).kind) == ("+49301234551", Kind.NUMBER)


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("492111234567", "+492111234567"),
        ("0043 1 588000", "+431588000"),
        ("+43 1 588000", "+431588000"),
        ("sip:+4917112345678@provider", "+4917112345678"),
        ("0151 23456789", "+4915123456789"),
        ("0800 3301000", "+498003301000"),
        ("+4930123455122", "+4930123455122"),
        ("41443643535", "+41443643535"),
        ("+1 (650) 253-0000", "+16502530000"),
    ],
)
def test_numbers_of_other_places_keep_their_place(text: str, e164: str) -> None:
    assert read(text).e164 == e164


@pytest.mark.parametrize(
    "text", ["anonymous", "Anonymous", "", "   ", "Unknown", "<unknown>", "sip:anonymous@anonymous.invalid",
             "anonymous@anonymous.invalid", "unbekannt"]
)  # fmt: skip
def test_a_caller_may_withhold_the_number(text: str) -> None:
    assert read(text) == Phone(text.strip(), "", Kind.SUPPRESSED)


@pytest.mark.parametrize("text", ["23", "110", "112", "116117", "115"])
def test_extensions_and_emergency_numbers_are_nobodys_outside(text: str) -> None:
    assert (read(text).e164, read(text).kind) == ("", Kind.SHORT)


@pytest.mark.parametrize("text", ["Erika", "+49", "0", "00", "+" + "9" * 40, "sip:erika@example.test", "()"])
def test_what_is_no_number_is_kept_as_it_came(text: str) -> None:
    assert read(text) == Phone(text, "", Kind.UNKNOWN)


def test_without_an_area_code_of_ours_a_local_number_is_none() -> None:
    assert read("1234551", area="").kind is Kind.UNKNOWN


@pytest.mark.parametrize(
    ("phone", "language", "words"),
    [
        (read("030/123 45-51"), "de", "+49 30 1234551"),
        (read("0043 1 588000"), "en", "+43 1 588000"),
        (read(""), "de", "unterdrückte Nummer"),
        (read("anonymous"), "en", "withheld number"),
        (read("23"), "de", "23"),
        (read("Erika"), "en", "Erika"),
    ],
)
def test_a_number_is_shown_one_way(phone: Phone, language: str, words: str) -> None:
    assert phones.shown(phone, language) == words


def test_an_extension_leads_to_its_line_and_its_switchboard() -> None:
    found = phones.trunks(read("+4930123455122"))
    assert found.index("+49301234551") < found.index("+4930123450")
    assert phones.trunks(read("0151 23456789")) == []
    assert phones.trunks(read("anonymous")) == []


@WITHOUT_HURRY
@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    once = read(text)
    assert (once.kind is Kind.NUMBER) == bool(once.e164)
    assert phones.shown(once, "de") is not None
    if once.e164:
        assert read(phones.shown(once, "de")).e164 == once.e164 == read(once.e164).e164


@pytest.mark.parametrize(
    ("link", "text", "address"),
    [
        ("tel:{number}", "+49 30 / 1234551", "tel:+49301234551"),
        (
            "https://pbx.example.test/dial?to={number}",
            "0049301234551",
            "https://pbx.example.test/dial?to=+49301234551",
        ),
        ("sip:{number}@pbx.example.test", "23", "sip:23@pbx.example.test"),
        ("tel:{number}", "javascript:alert(1)", "tel:1"),
    ],
)
def test_a_click_dials(link: str, text: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conf, "HOSTDESK", conf.HOSTDESK | {"HOSTDESK_DIAL_LINK": link})
    assert phones.dial_link(text) == address
