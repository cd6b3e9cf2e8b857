"""What is new between two texts, word by word within the lines that changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 1500  # on each side of a changed place; beyond it the whole place counts as changed
_MOST_LINES = 4000  # beyond it the texts are told as one replaced by the other


class Change(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, and what happened to it."""

    change: Change
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The pieces in their order: all but the NEW ones make up `old`, all but those GONE make up `new`."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) + len(after) > _MOST_LINES:
        return _joined(_pieces("replace", old, new))
    return _joined(
        piece
        for kind, left, right in _blocks(before, after)
        for piece in (_in_words(left, right) if kind == "replace" else _pieces(kind, left, right))
    )


def _blocks(before: list[str], after: list[str]) -> Iterator[tuple[str, str, str]]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield kind, "".join(before[i1:i2]), "".join(after[j1:j2])


def _in_words(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        yield from _pieces("replace", old, new)
        return
    for kind, left, right in _blocks(before, after):
        yield from _pieces(kind, left, right)


def _pieces(kind: str, old: str, new: str) -> Iterator[Piece]:
    if kind == "equal":
        yield Piece(Change.SAME, new)
        return
    yield Piece(Change.GONE, old)
    yield Piece(Change.NEW, new)


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one kind as one; a blank between two changes is changed with them."""
    found: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].change is piece.change:
            found[-1] = Piece(piece.change, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found
