"""Channels and hints as drawings with words."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from hostdesk.ui.icons import icon

NAMES = {
    "mail": gettext_lazy("E-mail"),
    "fax": gettext_lazy("Fax"),
    "phone": gettext_lazy("Call"),
    "chat": gettext_lazy("Chat"),
    "form": gettext_lazy("Form"),
    "note": gettext_lazy("Internal note"),
}
_DRAWN = {"mail": "mail", "fax": "fax", "phone": "phone", "chat": "chat", "form": "form", "note": "lock"}


def icon_of(channel: str) -> SafeString:
    """The channel's drawing, named for screen readers."""
    return icon(_DRAWN.get(channel, "mail"), str(NAMES.get(channel, channel)))


def hint(tone: str, drawing: SafeString, words: str) -> SafeString:
    """A small remark in a row."""
    return format_html('<span class="hint hint--{}">{}{}</span>', tone, drawing, words)
