"""Icons as references into one SVG sprite, so that a page carries each drawing at most once."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """The icon `name` of icons.svg; with a label it is read aloud, without one it is decoration."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="ic" viewBox="0 0 16 16" {}><use href="{}#{}"/></svg>',
        meaning,
        static("ui/icons.svg"),
        name,
    )
