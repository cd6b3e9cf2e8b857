"""What an agent writes, as safe HTML: Markdown without surprises, the plain text stays as readable."""

import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li",
    "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?()\[\]{}*_]")


def to_html(text: str, styles: dict[str, str] | None = None) -> str:
    """Markdown to an HTML fragment; single line breaks stay, images and HTML of the author do not."""
    return safe(_markdown().render(text), styles)


def safe(html: str, styles: dict[str, str] | None = None) -> str:
    """An HTML fragment reduced to harmless tags; `styles` puts a style attribute on every tag it names."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=SCHEMES,
        set_tag_attribute_values={tag: {"style": style} for tag, style in (styles or {}).items()},
    )


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    # "--" beneath a line starts a signature, indented lines are lists of figures: no Markdown here.
    reader.disable(["lheading", "code", "image", "html_block", "html_inline"])
    reader.core.ruler.after("inline", "addresses", link_addresses)
    return reader


def link_addresses(state: StateCore) -> None:
    """Make bare web addresses links, except within links."""
    for block in state.tokens:
        if block.type != "inline" or "://" not in block.content:
            continue
        depth, children = 0, []
        for token in block.children or []:
            depth += (token.type == "link_open") - (token.type == "link_close")
            children += [token] if token.type != "text" or depth else _split(token)
        block.children = children


def _split(token: Token) -> list[Token]:
    parts, position = [], 0
    for found in _ADDRESS.finditer(token.content):
        parts += [_text(token.content[position : found.start()]), *_link(found[0])]
        position = found.end()
    return [*parts, _text(token.content[position:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(address: str) -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": address}),
        _text(address),
        Token("link_close", "a", -1),
    ]
