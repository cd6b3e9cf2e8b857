"""Words as they are searched: cut, folded and stemmed here, so that both databases find exactly the same.

German and English stems; ä is ae, ß is ss, other accents are left out. A form consists of letters, digits and
the marks . @ - _ only, which neither FTS5 nor a tsvector takes apart or gives a meaning of its own.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

LONGEST = 60  # characters of a word that count
_GROWN = 400_000  # characters of a text after folding
_WORD = re.compile(r"\w[\w.@-]*\w|\w")
_MARKS = re.compile(r"[.@_-]+")
_MOST = 12  # marks of a word at which it is taken apart
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_stemmers = threading.local()  # a stemmer may not be shared between threads


def asked(text: str) -> list[str]:
    """The words of a query, each once, in their order; what hangs together by marks stays together."""
    return list(dict.fromkeys(word[:LONGEST] for word in _cut(text)))


def kept(text: str) -> set[str]:
    """Everything under which `text` is found: its words with their stems.

    Of what hangs together, as an address does, also each part, and whatever follows a mark: the domain alone.
    """
    words = dict.fromkeys(_cut(text))
    parts = {piece[:LONGEST] for word in words for piece in pieces(word)}
    return {form for piece in parts for form in (piece, *stems(piece)) if form}


def stems(word: str) -> list[str]:
    """The stem in German and in English."""
    if not word.isalpha():
        return []
    if not hasattr(_stemmers, "both"):
        _stemmers.both = (Stemmer.Stemmer("german"), Stemmer.Stemmer("english"))
    return [stemmer.stemWord(word) for stemmer in _stemmers.both]


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of `text` begins and ends, and how it is searched."""
    for found in _WORD.finditer(text):
        word = _folded_word(found.group())
        if word:
            yield found.start(), found.end(), word


@lru_cache(maxsize=20_000)
def _folded_word(word: str) -> str:
    return _folded(word).strip(".-_@")[:LONGEST]


def pieces(word: str) -> list[str]:
    """A folded word and its parts, if marks hold it together."""
    if word.isalnum():
        return [word]
    marks = [mark.end() for mark in _MARKS.finditer(word)][:_MOST]
    return [word, *(word[mark:] for mark in marks), *(part for part in _MARKS.split(word, _MOST) if part)]


def _cut(text: str) -> Iterator[str]:
    for found in _WORD.finditer(_folded(text)):
        word = found.group().strip(".-_@")
        if word:
            yield word


def _folded(text: str) -> str:
    text = text.lower()
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_FOLD)
    # Capital and small must meet whatever their script: İ becomes i with a dot of its own, which goes here.
    taken_apart = unicodedata.normalize("NFKD", composed.casefold())
    # Some signs are words in disguise: what they grow into is searched no further than this.
    return "".join(one for one in taken_apart[:_GROWN] if not unicodedata.combining(one))
