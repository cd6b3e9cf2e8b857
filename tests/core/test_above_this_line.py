"""What stands below "reply above this line" was written by a desk, not by the customer."""

import pytest

from hostdesk.core.quotes import new_text


@pytest.mark.parametrize(
    "mark",
    [
        "## Please type your reply above this line ##",
        "--- Reply above this line to add a note ---",
        "=-=-= Please reply above this line =-=-=",
        "To reply, please type above this line",
        "##- Bitte geben Sie Ihre Antwort über dieser Zeile ein. -##",
        "Bitte antworten Sie oberhalb dieser Linie",
        "Bitte oberhalb dieser Zeile antworten",
        "-- Répondez au-dessus de cette ligne --",
        "Responda por encima de esta línea",
        "Rispondi sopra questa riga",
        "Responda acima desta linha",
        "Antwoord boven deze regel",
        "Skriv ditt svar ovanför denna rad",
        "Skriv dit svar over denne linje",
        "Odpowiedz powyżej tej linii",
    ],
)
def test_only_what_stands_above_the_line_is_new(mark: str) -> None:
    assert new_text(f"Die Nummer ist 4711.\n\n{mark}\n\nGuten Tag,\nwie lautet die Nummer?\n") == (
        "Die Nummer ist 4711."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Das Protokoll steht über dieser Zeile in der Anlage.",
        "Please look at the text above this line of the log.",
        "I will write more tomorrow.",
    ],
)
def test_a_sentence_about_lines_is_kept(text: str) -> None:
    assert new_text(f"Guten Tag\n{text}\nDanke") == f"Guten Tag\n{text}\nDanke"
