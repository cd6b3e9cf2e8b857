"""All that is not proven to be quotation is kept, and nothing is ever shown as empty."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostdesk.core.quotes import new_text

HEADERS = [
    "Am 02.03.26 um 09:20 schrieb Nordlicht Support:",
    "Am Mo., 2. März 2026 um 09:20 Uhr schrieb Nordlicht <support@nordlicht.example.test>:",
    "Am Mo., 2. März 2026 um 09:20 Uhr schrieb Nordlicht <\nsupport@nordlicht.example.test>:",
    "Nordlicht Support <support@nordlicht.example.test> schrieb am Mo., 2. März 2026,\n09:20:",
    "On Mon, Mar 2, 2026 at 9:20 AM Nordlicht <support@nordlicht.example.test> wrote:",
    "On 02/03/2026 09:20, Nordlicht Support wrote:",
    "Le lun. 2 mars 2026 à 09:20, Nordlicht <support@nordlicht.example.test> a écrit :",
    "El lun, 2 mar 2026 a las 9:20, Nordlicht (<support@nordlicht.example.test>) escribió:",
    "Il giorno lun 2 mar 2026 alle ore 09:20 Nordlicht <support@nordlicht.example.test> ha scritto:",
    "Op ma 2 mrt 2026 om 09:20 schreef Nordlicht <support@nordlicht.example.test>:",
    "Den 2. mars 2026 kl. 09.20 skrev Nordlicht <support@nordlicht.example.test>:",
    "W dniu 02.03.2026 o 09:20, Nordlicht pisze: <support@nordlicht.example.test> napisał:",
    "2 марта 2026 г., 09:20, Nordlicht <support@nordlicht.example.test> написал:",
    "2026-03-02 9:20 GMT+01:00 Nordlicht <support@nordlicht.example.test>:",
    "-----Original Message-----",
    "-----Ursprüngliche Nachricht-----",
    "Von: Nordlicht Support\nGesendet: Montag, 2. März 2026 09:20\nAn: Meyer\nBetreff: Ihr Ticket",
    "*Von:* Nordlicht Support\n*Gesendet:* Montag\n*An:* Meyer\n*Betreff:* Ihr Ticket",
    "________________________________\nFrom: Nordlicht\nSent: Monday\nTo: Meyer\nSubject: Ticket",
    "## Please type your reply above this line ##",
    "Bitte antworten Sie oberhalb dieser Zeile",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("quoted", ["> Wie lautet die Nummer?\n> Danke", "Wie lautet die Nummer?\nDanke"])
def test_the_quoted_mail_is_left_out(header: str, quoted: str) -> None:
    assert new_text(f"Die Nummer ist 4711.\n\n{header}\n\n{quoted}\n") == "Die Nummer ist 4711."


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag schrieb mir Ihr Kollege, es sei behoben.",
        "Von: hier an geht nichts mehr",
        "Ich schrieb Ihnen schon gestern:\nDer Server steht.",
        "Betreff: Kündigung\n\nhiermit kündige ich.",
        "Es betrifft:\n- mail.example.test\n- www.example.test",
        "On Monday the server failed:\nerror 500",
        "Sent from my desk, which is easier than my phone.",
        "Meine Frage:\n---\nWas kostet das?",
        "Gruß\nAnna",
    ],
)
def test_what_only_looks_like_a_quotation_is_kept(text: str) -> None:
    assert new_text(text) == text


@pytest.mark.parametrize(
    "sign", ["-- \nAnna Meyer\nKunde GmbH", "Von meinem iPhone gesendet", "Sent from my iPhone"]
)
def test_a_signature_is_left_out(sign: str) -> None:
    assert new_text(f"Die Nummer ist 4711.\n\n{sign}\n") == "Die Nummer ist 4711."


@pytest.mark.parametrize(
    "text", ["> nur Zitat", "-- \nAnna", "Von: a\nAn: b\nBetreff: c", "On x, y wrote:\n> z"]
)
def test_a_mail_of_nothing_but_quotation_is_shown_whole(text: str) -> None:
    assert new_text(text)


def test_a_long_log_is_kept_to_its_last_line() -> None:
    text = "Hier das Protokoll:\n" + "error 500\n" * 9_000 + "Ende"
    assert new_text(text) == text


def test_a_yes_in_the_quotation_is_no_yes() -> None:
    text = "Nein.\n\nAm 02.03.26 um 09:20 schrieb Nordlicht:\n> Antworten Sie: Ich bin einverstanden\n"
    assert "einverstanden" not in new_text(text)


@given(st.text())
def test_text_never_becomes_nothing(text: str) -> None:
    assert bool(new_text(text)) == bool(text.strip())


@given(st.lists(st.sampled_from(["Text", "", "> q", "Am 1.1.26 um 9 schrieb A:", "-- ", "Von: a", "An: b"])))
def test_the_first_line_of_a_person_is_always_kept(lines: list[str]) -> None:
    assert new_text("\n".join(["Guten Tag", *lines])).startswith("Guten Tag")


@pytest.mark.parametrize(
    "text",
    [
        "On " * 200_000,
        ">" * 500_000,
        "Am 1 schrieb am 2 <a@b> :\n" * 20_000,
        "Von: An: \n" * 50_000,
        "_" * 500_000,
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    started = time.process_time()
    new_text(text)
    assert time.process_time() - started < 2.0
