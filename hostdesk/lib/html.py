"""A stranger's HTML made harmless for showing; the bytes as sent stay untouched in the record."""

import re
from collections.abc import Mapping

import nh3

LARGEST = 1024 * 1024  # characters
MOST_TAGS = 20_000
MOST_ENTITIES = 30_000  # the sanitiser's time grows with the square of their number
DEEPEST = 250  # nested elements; browsers stop at 512

# Possessive, and no part can take over from another: what has no end is read once, not once a letter.
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
_REMOTE = re.compile(r"<img\b[^<>]{0,2000}?\bsrc\s{0,20}=\s{0,20}[\"']?\s{0,20}https?:", re.IGNORECASE)
_EMPTY = {
    "br",
    "hr",
    "img",
    "meta",
    "link",
    "input",
    "area",
    "base",
    "col",
    "wbr",
    "source",
    "track",
    "embed",
    "p",
    "li",
}
_TAGS = nh3.ALLOWED_TAGS | {"font", "center", "u", "s", "big"} - {
    "area",
    "map",
    "article",
    "header",
    "footer",
}
_ATTRIBUTES = {
    "*": {"style", "align", "valign", "dir", "lang", "title", "bgcolor", "color", "width", "height"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "font": {"color", "size", "face"},
    "ol": {"start", "type"},
}
# Nothing that can lay itself over other things, load anything, or leave its place.
_STYLES = {
    "color", "background-color", "font-family", "font-size", "font-style", "font-weight", "text-align",
    "text-decoration", "text-indent", "line-height", "vertical-align", "white-space", "width", "max-width",
    "height", "margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding",
    "padding-top", "padding-right", "padding-bottom", "padding-left", "border", "border-top",
    "border-right", "border-bottom", "border-left", "border-collapse", "border-spacing", "border-color",
    "border-style", "border-width", "list-style-type",
}  # fmt: skip


class TooMuch(ValueError):
    """This HTML is larger, longer or deeper than any letter; the plain text is shown instead."""


def harmless(html: str, images: Mapping[str, str], *, remote_images: bool = False) -> str:
    """The fragment without anything active; raises TooMuch.

    `images` gives an address for each content id of the mail (RFC 2392); images from elsewhere stay away
    unless `remote_images`, because loading them tells the sender that and where the mail is read.
    """
    _check(html)

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if tag != "img" or attribute != "src":
            return None if value.lower().lstrip().startswith(("data:", "cid:")) else value
        if value.lower().startswith("cid:"):
            return images.get(value[4:].strip("<>"))
        return value if remote_images and value.lower().startswith(("https:", "http:")) else None

    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style", "title", "head", "noscript", "template", "svg", "math"},
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def has_remote_images(html: str) -> bool:
    """Whether there is anything to ask about."""
    return _REMOTE.search(html[:LARGEST]) is not None


def _check(html: str) -> None:
    if len(html) > LARGEST or html.count("<") > MOST_TAGS or html.count("&") > MOST_ENTITIES:
        raise TooMuch("more than a letter holds")
    depth = 0
    for found in _TAG.finditer(html):
        if found[3].endswith("/") or found[2].lower() in _EMPTY:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEEPEST:
            raise TooMuch("nested too deeply")
