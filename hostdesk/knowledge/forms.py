"""The forms under which a word of an article is found: as written, stemmed, in its parts."""

import re
from functools import lru_cache

from hostdesk.lib.search_words import pieces, stems

# eingerichtet belongs to einrichten: the ge between a prefix and its verb goes.
_PARTICIPLE = re.compile(r"(ab|an|auf|aus|ein|her|hin|mit|nach|um|vor|weiter|zu|zurueck)ge([a-z]{4,})")
_LITTLE_WORDS = """
all alle allem allen aller alles aber als am an auf aus bei bin bitte da das dass dem den der des die dies
doch du ein eine einem
einen einer es fuer geht habe haben hat ich ihr im in ist ja kann mein meine meinem meinen meiner
mich mir mit nach nicht noch nur oder sein sich sie sind so ueber um und uns unser von vom warum was
weil wenn wer wie wir wird wo zu zum zur a an and are as at be but by can do does for from get have
how i if in is it its me my not of on or our so that the their this to us was we what when where
which who why will with you your
"""
_NOISE = frozenset(_LITTLE_WORDS.split())


def is_noise(word: str) -> bool:
    """Words that stand everywhere and say nothing of what is looked for."""
    return word in _NOISE


@lru_cache(maxsize=100_000)
def forms(word: str) -> tuple[str, ...]:
    """Of a folded word: itself first, then what else finds it."""
    found: dict[str, None] = {}
    for piece in pieces(word):
        found |= dict.fromkeys((piece, *stems(piece)))
        if participle := _PARTICIPLE.fullmatch(piece):
            found |= dict.fromkeys(stems("".join(participle.groups())))
    return tuple(form[:60] for form in found if form)


def grams(word: str) -> set[str]:
    """Three letters in a row each, with the edges of the word as blanks."""
    edged = f" {word} "
    return {edged[place : place + 3] for place in range(len(edged) - 2)}
