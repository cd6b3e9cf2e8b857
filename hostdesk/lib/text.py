"""HTML to plain text, under caps."""

import re

_HTML_CHARACTERS = 512 * 1024
_DEEPEST = 200
_INVISIBLE = re.compile(
    r"(?is)<(style|script|title|template)\b[^>]{0,2000}>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<!\[[^>]{0,200}>"
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_OPEN = re.compile(r"<(/?)(?:div|table|tr|td|span|blockquote|ul|ol|font|b|i)\b", re.IGNORECASE)
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,200}>")
_BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*){2,}")


def from_html(html: str) -> str:
    """What a reader would see, tables and lists kept; never raises, at most 512 K characters are read."""
    visible = _INVISIBLE.sub("", html[:_HTML_CHARACTERS])
    text = _stripped(visible) if _is_bomb(visible) else _rendered(visible)
    return _BLANK_LINES.sub("\n\n", text.replace("\xa0", " ")).strip()


def _rendered(html: str) -> str:
    from inscriptis import get_text  # 35 ms: only mails without plain text pay for it
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    try:
        return str(get_text(html, ParserConfig(css=CSS_PROFILES["strict"]))) if html.strip() else ""
    except (ValueError, RecursionError, AssertionError, AttributeError, TypeError, KeyError, IndexError):
        return _stripped(html)  # lxml refuses some control characters, inscriptis some tables


def _stripped(html: str) -> str:
    from html import unescape

    return unescape(_TAG.sub(" ", _BREAK.sub("\n", html)))


def _is_bomb(html: str) -> bool:
    """Nesting deeper than anybody writes; layout of it costs more than it shows."""
    depth = deepest = 0
    for match in _OPEN.finditer(html):
        depth += -1 if match.group(1) else 1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST
