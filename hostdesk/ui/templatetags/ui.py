"""Template tags of every page."""

from django import template

from hostdesk.lib import phones
from hostdesk.ui.icons import icon

register = template.Library()
register.simple_tag(icon)


@register.filter
def dial(number: str) -> str:
    """The address that lets the computer's phone dial this number (HOSTDESK_DIAL_LINK)."""
    return phones.dial_link(number)
