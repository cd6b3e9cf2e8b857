"""Words as they are searched: cut, folded and stemmed here, so that both databases find exactly the same.

German and English stems; ä is ae, ß is ss, other accents are left out. A form consists of letters, digits and
the marks . @ - _ only, which neither FTS5 nor a tsvector takes apart or gives a meaning of its own.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator

import Stemmer

LONGEST = 60  # characters of a word that count
_GROWN = 400_000  # characters of a text after folding
_WORD = re.compile(r"\w[\w.@-]*\w|\w")
_PARTS = re.compile(r"[.@_-]+")
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_stemmers = threading.local()  # a stemmer may not be shared between threads


def cut(text: str) -> Iterator[str]:
    """The words of `text`, folded; what hangs together by marks (an address) as a whole and in its parts."""
    for found in _WORD.finditer(_folded(text)):
        word = found.group().strip(".-_@")
        if not word:
            continue
        yield word[:LONGEST]
        if not word.isalnum():
            yield from (part[:LONGEST] for part in _PARTS.split(word) if part)


def forms(word: str) -> set[str]:
    """The word and its stems."""
    return {form for form in (word, *stems(word)) if form}


def stems(word: str) -> list[str]:
    """The stem in German and in English."""
    if not hasattr(_stemmers, "both"):
        _stemmers.both = (Stemmer.Stemmer("german"), Stemmer.Stemmer("english"))
    return [stemmer.stemWord(word) for stemmer in _stemmers.both]


def _folded(text: str) -> str:
    text = text.lower()
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_FOLD)
    # Capital and small must meet whatever their script: İ becomes i with a dot of its own, which goes here.
    taken_apart = unicodedata.normalize("NFKD", composed.casefold())
    # Some signs are words in disguise: what they grow into is searched no further than this.
    return "".join(one for one in taken_apart[:_GROWN] if not unicodedata.combining(one))
