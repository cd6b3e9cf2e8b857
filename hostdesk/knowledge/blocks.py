"""The blocks of an article: headings with anchors, labelled notes, tables in a frame; addresses of words."""

import re
import unicodedata
from dataclasses import dataclass

from markdown_it.token import Token

_NOTES = {
    "hinweis": "note", "note": "note", "tipp": "tip", "tip": "tip",
    "achtung": "warning", "warnung": "warning", "warning": "warning", "wichtig": "warning",
    "important": "warning",
}  # fmt: skip
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the table of contents."""

    level: int  # 2 or 3
    text: str
    anchor: str


def anchor(tokens: list[Token]) -> list[Heading]:
    """The title of the page is the h1, so headings begin at 2; each anchor is there once."""
    found: list[Heading] = []
    used: set[str] = {"", "inside", "title"}
    for place, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        level = min(4, max(2, int(token.tag[1:])))
        token.tag = f"h{level}"
        if token.type == "heading_open" and level < 4:
            text = "".join(said(one) for one in tokens[place + 1].children or [])
            anchor = _unused(slug_of(text, 60) or "part", used)
            token.attrSet("id", anchor)
            found.append(Heading(level, text, anchor))
    return found


def _unused(wanted: str, used: set[str]) -> str:
    anchor, count = wanted, 1
    while anchor in used:
        count += 1
        anchor = f"{wanted}-{count}"
    used.add(anchor)
    return anchor


def label_notes(tokens: list[Token]) -> None:
    """A blockquote whose first words are bold and one of ours becomes a note with a label."""
    for place, token in enumerate(tokens):
        if token.type != "blockquote_open" or place + 2 >= len(tokens):
            continue
        label = _label_of(tokens[place + 2])
        if label:
            close = _partner(tokens, place)
            token.tag = tokens[close].tag = "div"
            token.attrSet("class", f"note note--{label}")
            token.attrSet("role", "note")


def _label_of(inline: Token) -> str:
    children = [one for one in inline.children or [] if one.type != "text" or one.content]
    if len(children) < 3 or children[0].type != "strong_open" or children[2].type != "strong_close":
        return ""
    return _NOTES.get(children[1].content.strip(" :").lower(), "")


def _partner(tokens: list[Token], opening: int) -> int:
    depth = 0
    for place in range(opening, len(tokens)):
        depth += tokens[place].nesting if tokens[place].type.startswith("blockquote") else 0
        if depth == 0:
            return place
    return opening


def frame_tables(tokens: list[Token]) -> None:
    """Wide tables scroll in a frame of their own, so that the page does not."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].type == "table_open":
            # A keyboard must be able to scroll it.
            frame: dict[str, str | int | float] = {"class": "wide-table", "tabindex": "0"}
            tokens.insert(place, Token("frame_open", "div", 1, attrs=frame, block=True))
        elif tokens[place].type == "table_close":
            tokens.insert(place + 1, Token("frame_close", "div", -1, block=True))


def slug_of(text: str, longest: int = 80) -> str:
    """An address out of words: a-z, 0-9 and hyphens, umlauts written out."""
    plain_text = (
        unicodedata.normalize("NFKD", text.lower().translate(_FOLD)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain_text).strip("-")[:longest].strip("-")


def said(token: Token) -> str:
    """The words of one piece of a line."""
    return " " if token.type in ("softbreak", "hardbreak") else token.content
