"""The letter with the question, in German and English."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "de": {
            "subject": "[{number}] War das die Lösung?",
            "text": (
                "{greeting}\n\n"
                "Ihre Anfrage {number} („{subject}“) haben wir am {solved} als gelöst vermerkt. "
                "Eine Frage, wenn Sie mögen: Hat es geholfen?\n\n"
                "Ja: {link}?solved=yes\n\n"
                "Nein: {link}?solved=no\n\n"
                "Auf der Seite drücken Sie bitte noch den Knopf; der Link allein sagt uns nichts. "
                "Ist etwas offen, antworten Sie einfach auf diese Mail, dann machen wir weiter. Mehr als "
                "einmal fragen wir nicht.\n"
            ),
        },
        "en": {
            "subject": "[{number}] Was this the solution?",
            "text": (
                "{greeting}\n\n"
                "On {solved} we marked your request {number} (“{subject}”) as solved. One question, if you "
                "like: did it help?\n\n"
                "Yes: {link}?solved=yes\n\n"
                "No: {link}?solved=no\n\n"
                "Please press the button on the page as well; the link alone tells us nothing. If anything "
                "is left to do, simply reply to this mail, and we go on. We ask no more than once.\n"
            ),
        },
    }
)
