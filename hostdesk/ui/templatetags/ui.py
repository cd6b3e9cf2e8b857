"""Template tags of every page."""

from django import template

from hostdesk.ui.icons import icon

register = template.Library()
register.simple_tag(icon)
