"""HTML to plain text, under caps."""

import re

_HTML_CHARACTERS = 512 * 1024
_DEEPEST = 200
_MOST_TAGS = 12_000  # letters have hundreds, newsletters thousands; layout of more takes seconds
_INVISIBLE = re.compile(
    r"(?is)<(style|script|title|template)\b[^>]{0,2000}>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<!\[[^>]{0,200}>"
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_OPEN = re.compile(r"<(/?)(?:div|table|tr|td|span|blockquote|ul|ol|font|b|i)\b", re.IGNORECASE)
_BREAK = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,200}>")
_BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^<>]{0,1000}>", re.IGNORECASE)
_QUOTE_SIGN = re.compile(
    r"<blockquote\b[^<>]{0,500}(?:type=[\"']?cite|\bcite=|class=[\"']?[^\"'<>]{0,80}quote)", re.IGNORECASE
)
_BEGIN, _END = "\ue000", "\ue001"
_BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*){2,}")


def from_html(html: str) -> str:
    """What a reader would see, tables and lists kept; never raises, at most 512 K characters are read."""
    visible = _INVISIBLE.sub("", html[:_HTML_CHARACTERS])
    text = _stripped(visible) if _is_bomb(visible) else _quoted(_rendered(_with_quotes_marked(visible)))
    return _BLANK_LINES.sub("\n\n", text.replace("\xa0", " ")).strip()


def _with_quotes_marked(html: str) -> str:
    """Where a quotation begins and ends, as letters that no mail contains; a bare indentation is none."""
    if not _QUOTE_SIGN.search(html):
        return html
    stack: list[bool] = []

    def mark(match: re.Match[str]) -> str:
        if not match.group(1):
            stack.append(bool(_QUOTE_SIGN.search(match.group())))
            return f"<div>{_BEGIN}</div>{match.group()}" if stack[-1] else match.group()
        return f"{match.group()}<div>{_END}</div>" if stack and stack.pop() else match.group()

    return _BLOCKQUOTE.sub(mark, html.replace(_BEGIN, "").replace(_END, ""))


def _quoted(text: str) -> str:
    """Lines between the marks get the usual "> " of plain text."""
    if _BEGIN not in text:
        return text
    depth, lines = 0, []
    for line in text.split("\n"):
        bare = line.strip()
        if bare in (_BEGIN, _END):
            depth = max(0, depth + (1 if bare == _BEGIN else -1))
        else:
            lines.append(f"{'>' * depth} {bare}".rstrip() if depth else line)
    return "\n".join(lines).replace(_BEGIN, "").replace(_END, "")


def _rendered(html: str) -> str:
    # 35 ms to load: only mails without plain text pay for it.
    from inscriptis import get_text
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
    """Nesting deeper or tags more than anybody writes; layout of it costs more than it shows."""
    if html.count("<") > _MOST_TAGS:
        return True
    depth = deepest = 0
    for match in _OPEN.finditer(html):
        depth += -1 if match.group(1) else 1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST
