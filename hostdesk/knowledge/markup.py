"""An article's Markdown as safe HTML: headings with anchors, labelled notes, own images, links by key."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from hostdesk.knowledge import blocks
from hostdesk.knowledge.blocks import Heading, said, slug_of
from hostdesk.lib.markdown import SCHEMES, TAGS, link_addresses

__all__ = ["IMAGES", "Heading", "Page", "for_letter", "keys", "page", "plain", "slug_of"]
IMAGES = "/articles/images/"
_KEY = "article:"
_ATTRIBUTES = {
    "a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "width", "height", "loading"}, "h2": {"id"},
    "h3": {"id"}, "h4": {"id"}, "div": {"role", "tabindex"}, "th": {"scope"},
}  # fmt: skip
_CLASSES = {"div": {"note", "note--note", "note--tip", "note--warning", "wide-table"}, "p": {"note-label"}}


@dataclass(frozen=True, slots=True)
class Page:
    """The body of an article for a browser."""

    html: str  # safe
    headings: tuple[Heading, ...]


def page(markdown: str, address: Callable[[str], str | None] = lambda key: None) -> Page:
    """The body; `address` gives the address of an article by its key, None if the reader may not see it."""
    tokens = _reader().parse(markdown)
    headings = blocks.anchor(tokens)
    blocks.label_notes(tokens)
    blocks.frame_tables(tokens)
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
        "".join(said(one) for one in token.children) if token.children else token.content
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


def _safe(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS | {"img", "div"},
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
