import json

from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter, LetterFile, from_json, to_json

LETTER = Letter(
    sender=Address("support@nordlicht.example.test", "Nordlicht Support"),
    to=(Address("meyer@example.test", "Jürgen Meyer"),),
    cc=(Address("oezdemir@example.test"), Address("meyer@example.test")),
    subject="HD-4831-7264: Ihr Shop",
    text="Guten Tag",
    message_id="k.abc@nordlicht.example.test",
    files=(LetterFile("Rechnung.pdf", "application/pdf", 3, "0" * 64),),
    references=("one@example.test", "two@example.test"),
    is_automatic=True,
)


def test_a_letter_survives_its_storage_unchanged():
    assert from_json(json.loads(json.dumps(to_json(LETTER)))) == LETTER


def test_a_letter_of_another_version_can_be_read():
    stored = to_json(LETTER) | {"perfume": "roses"}
    del stored["files"], stored["imprint"]
    letter = from_json(stored)
    assert letter.files == () and letter.imprint == "" and letter.text == "Guten Tag"


def test_everybody_is_named_once():
    assert LETTER.recipients == ("meyer@example.test", "oezdemir@example.test")
