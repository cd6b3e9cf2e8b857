"""A signature is set apart from what somebody says, and never lost."""

import pytest

from hostdesk.core.quotes import read

SAID = "Die Nummer ist 4711.\n\nBitte melden Sie sich."


@pytest.mark.parametrize(
    "closing",
    [
        "Mit freundlichen Grüßen",
        "Mit freundlichen Gruessen,",
        "Freundliche Grüße",
        "Viele Grüße",
        "Beste Grüße",
        "Viele Grüße aus München",
        "Liebe Grüße",
        "MfG",
        "LG",
        "Hochachtungsvoll",
        "Kind regards,",
        "Best regards",
        "Thanks,",
        "Cheers",
        "Yours sincerely,",
        "Many thanks",
        "Thanks and regards,",
        "Cordialement,",
        "Bien à vous",
        "Bonne journée",
        "Saludos,",
        "Atentamente",
        "Cordiali saluti",
        "Atenciosamente,",
        "Met vriendelijke groet,",
        "Med vänliga hälsningar",
        "Med venlig hilsen",
        "Vennlig hilsen",
        "Ystävällisin terveisin",
        "Z poważaniem",
        "Pozdrawiam,",
        "S pozdravem,",
        "Üdvözlettel,",
        "С уважением,",
        "Saygılarımla,",
        "此致",
        "감사합니다",
    ],
)
def test_a_closing_with_a_name_below_it_is_the_signature(closing: str) -> None:
    found = read(f"{SAID}\n\n{closing}\nAnna Meyer\n")
    assert (found.new_text, found.signature) == (SAID, f"{closing}\nAnna Meyer")


@pytest.mark.parametrize(
    "signature",
    [
        "--\nAnna Meyer\nKunde GmbH",
        "Von meinem iPhone gesendet",
        "Gesendet von Outlook für Android",
        "Sent from my iPhone",
        "Get Outlook for iOS",
        "Envoyé de mon iPhone",
        "Skickat från min iPhone",
        "從我的 iPhone 傳送",
        "/Anna",
        "Anna Meyer\nKunde GmbH\nTel. +49 89 99998-123\nmeyer@kunde.example.test",
        "Diese E-Mail enthält vertrauliche Informationen.\nSind Sie nicht gemeint, löschen Sie sie.",
        "This message is intended only for the addressee.",
    ],
)
def test_a_signature_is_set_apart(signature: str) -> None:
    found = read(f"{SAID}\n\n{signature}\n")
    assert (found.new_text, found.signature) == (SAID, signature)


@pytest.mark.parametrize(
    "text",
    [
        "Gruß\n\nP.S.: Bitte rufen Sie vorher an.",
        f"{SAID}\n\nGruß\nAnna\n\nPS: Der zweite Server steht auch.",
        f"{SAID}\n\nDanke\nKönnen Sie auch den zweiten neu starten?",
        f"{SAID}\n\nBeste Grüße",
        "Thanks,\nit works now.",
        "Meine neuen Daten:\n\nAnna Meyer\nTel. 089 999980\nwww.kunde.example.test",
        "Diese E-Mail enthält vertrauliche Informationen: das Kennwort.",
    ],
)
def test_what_is_still_said_is_kept(text: str) -> None:
    assert read(text).new_text == text


def test_a_quotation_below_the_signature_is_neither() -> None:
    found = read(f"{SAID}\n\nViele Grüße\nAnna\n\nAm 02.03.26 um 09:20 schrieb Nordlicht:\n> Nummer?\n")
    assert (found.new_text, found.signature) == (SAID, "Viele Grüße\nAnna")


def test_a_blank_line_far_down_in_a_long_mail_is_no_name() -> None:
    text = "error 500\n" * 4_100 + "> zitiert\n\nTel. 089 999980\nwww.kunde.example.test"
    assert read(text).new_text.endswith("error 500\n\nTel. 089 999980\nwww.kunde.example.test")
