"""The modest HTML side of a letter: one frame, inline plain values, no picture, nothing to fetch."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from hostdesk.core.letter import Letter
from hostdesk.lib import markdown

_CELL = "padding:5px 12px 5px 0;border-bottom:1px solid #dfdbd2;text-align:left;vertical-align:top;"
# Mail programs drop style sheets or know no variables: every tag carries its plain values.
_STYLES = {
    "p": "margin:0 0 12px;",
    "h1": "margin:0 0 4px;font-size:26px;line-height:1.2;font-weight:600;",
    "h2": "margin:20px 0 4px;font-size:15px;font-weight:600;",
    "h3": "margin:16px 0 4px;font-size:15px;font-weight:600;",
    "a": "color:#1d45b0;",
    "ul": "margin:0 0 12px;padding:0 0 0 22px;",
    "ol": "margin:0 0 12px;padding:0 0 0 22px;",
    "blockquote": "margin:6px 0 16px;padding:10px 14px;background:#f4f2ed;color:#504c45;font-size:15px;",
    "pre": "margin:0 0 12px;padding:10px 14px;background:#f4f2ed;font:14px/1.5 Consolas,monospace;"
    "white-space:pre-wrap;",
    "code": "font-family:Consolas,monospace;font-size:14px;",
    "table": "width:100%;border-collapse:collapse;margin:0 0 16px;",
    "th": _CELL + "color:#69645b;font-size:15px;font-weight:400;",
    "td": _CELL + "font-size:15px;",
    "hr": "border:0;border-top:1px solid #dfdbd2;margin:18px 0;",
}


def page(letter: Letter) -> str:
    """The whole HTML document; whatever html the letter holds is reduced to harmless tags once more."""
    body = markdown.safe(letter.html, _STYLES) if letter.html else markdown.to_html(letter.text, _STYLES)
    return render_to_string(
        "gateways/letter.html",
        {
            "language": letter.language,
            "firm": settings.HOSTDESK["HOSTDESK_PROVIDER"],
            "body": mark_safe(body),  # noqa: S308 -- nh3 has just cleaned it
            "signature": letter.signature,
            "imprint": letter.imprint,
        },
    )
