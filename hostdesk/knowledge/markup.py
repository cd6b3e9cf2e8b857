"""An article's Markdown as safe HTML: headings with anchors, labelled notes, own images, links by key."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from hostdesk.lib.markdown import SCHEMES, TAGS, link_addresses

IMAGES = "/articles/images/"
_KEY = "article:"
_NOTES = {
    "hinweis": "note", "note": "note", "tipp": "tip", "tip": "tip",
    "achtung": "warning", "warnung": "warning", "warning": "warning", "wichtig": "warning",
    "important": "warning",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "width", "height", "loading"}, "h2": {"id"},
    "h3": {"id"}, "h4": {"id"}, "div": {"role", "tabindex"}, "th": {"scope"},
}  # fmt: skip
_CLASSES = {"div": {"note", "note--note", "note--tip", "note--warning", "wide-table"}, "p": {"note-label"}}
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the table of contents."""

    level: int  # 2 or 3
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Page:
    """The body of an article for a browser."""

    html: str  # safe
    headings: tuple[Heading, ...]


def page(markdown: str, address: Callable[[str], str | None] = lambda key: None) -> Page:
    """The body; `address` gives the address of an article by its key, None if the reader may not see it."""
    tokens = _reader().parse(markdown)
    headings = _anchor(tokens)
    _label(tokens)
    _frame_tables(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_checked(token.children, address))
    return Page(_safe(_printed(tokens)), tuple(headings))


def keys(markdown: str) -> list[str]:
    """The keys of the articles that it links to, each once, in their order."""
    return list(dict.fromkeys(re.findall(r"\]\(article:([a-z0-9-]+)\)", markdown)))


def plain(markdown: str) -> str:
    """The words alone, for the search: one line a block."""
    return "\n".join(
        "".join(_said(one) for one in token.children) if token.children else token.content
        for token in _reader().parse(markdown)
        if token.type in ("inline", "fence")
    )


def for_letter(markdown: str, links: Mapping[str, str]) -> str:
    """The body for a mail: links by key become whole addresses, or only words; pictures stay behind."""
    bare = re.sub(r"!\[[^\]]*\]\([^)]*\)\n?", "", markdown)
    return re.sub(
        r"\[([^\]]*)\]\(article:([a-z0-9-]+)\)",
        lambda found: f"[{found[1]}]({links[found[2]]})" if found[2] in links else found[1],
        bare,
    ).strip()


def slug_of(text: str, longest: int = 80) -> str:
    """An address out of words: a-z, 0-9 and hyphens, umlauts written out."""
    plain_text = (
        unicodedata.normalize("NFKD", text.lower().translate(_FOLD)).encode("ascii", "ignore").decode()
    )
    return re.sub(r"[^a-z0-9]+", "-", plain_text).strip("-")[:longest].strip("-")


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])
    # An indented line is a careless line, not code; a line of hyphens is a rule, not a heading.
    reader.disable(["lheading", "code", "html_block", "html_inline"])
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # the sanitiser has the last word
    reader.core.ruler.after("inline", "addresses", link_addresses)
    return reader


def _printed(tokens: list[Token]) -> str:
    reader = _reader()
    renderer: RendererHTML = reader.renderer  # type: ignore[assignment]  # the only kind that we make
    return str(renderer.render(tokens, reader.options, {}))


def _anchor(tokens: list[Token]) -> list[Heading]:
    """The title of the page is the h1, so headings begin at 2; each anchor is there once."""
    found: list[Heading] = []
    used: set[str] = {"", "inside", "title"}
    for place, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        level = min(4, max(2, int(token.tag[1:])))
        token.tag = f"h{level}"
        if token.type == "heading_open" and level < 4:
            text = "".join(_said(one) for one in tokens[place + 1].children or [])
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


def _label(tokens: list[Token]) -> None:
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


def _frame_tables(tokens: list[Token]) -> None:
    """Wide tables scroll in a frame of their own, so that the page does not."""
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].type == "table_open":
            # A keyboard must be able to scroll it.
            frame: dict[str, str | int | float] = {"class": "wide-table", "tabindex": "0"}
            tokens.insert(place, Token("frame_open", "div", 1, attrs=frame, block=True))
        elif tokens[place].type == "table_close":
            tokens.insert(place + 1, Token("frame_close", "div", -1, block=True))


def _checked(children: list[Token], address: Callable[[str], str | None]) -> list[Token]:
    kept: list[Token] = []
    open_links: list[bool] = []
    for token in children:
        if token.type == "link_open":
            href = _href(str(token.attrGet("href") or ""), address)
            open_links.append(href is not None)
            if href is None:
                continue
            token.attrSet("href", href)
        elif token.type == "link_close":
            if not open_links.pop():
                continue
        elif token.type == "image" and not str(token.attrGet("src") or "").startswith(IMAGES):
            kept.append(Token("text", "", 0, content=token.content))  # nothing is loaded from elsewhere
            continue
        elif token.type == "image":
            token.attrSet("loading", "lazy")
        kept.append(token)
    return kept


def _href(href: str, address: Callable[[str], str | None]) -> str | None:
    if href.startswith(_KEY):
        return address(href[len(_KEY) :])
    is_ours = href.startswith(("/", "#")) and not href.startswith("//")
    return href if is_ours or href.partition(":")[0].lower() in SCHEMES else None


def _said(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _safe(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS | {"img", "div"},
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
