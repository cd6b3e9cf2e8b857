"""What articles name by {placeholders}: a fixed table, filled from the desk's data when they are shown."""

import re
from functools import cached_property

from django.conf import settings
from django.utils.module_loading import import_string

from hostdesk.accounts.models import Department

NAMES = (
    "provider", "support_address", "sales_address", "billing_address", "price_day", "price_surcharge_flat",
    "price_surcharge", "day_hours", "support_hours",
)  # fmt: skip
_ADDRESSES = {"support_address": "support", "sales_address": "sales", "billing_address": "accounting"}
_PLACEHOLDER = re.compile(r"\{(" + "|".join(NAMES) + r")\}")


class Words:
    """The placeholders' words in "de" or "en", as they are now; asked for when the first one occurs."""

    def __init__(self, language: str) -> None:
        self._language = language

    def fill(self, text: str) -> str:
        """`text` with its placeholders filled; what is no placeholder stays as it is written."""
        if "{" not in text:
            return text
        return _PLACEHOLDER.sub(lambda found: self.values.get(found[1], found[0]), text)

    @cached_property
    def values(self) -> dict[str, str]:
        """All of them by name."""
        domain = settings.HOSTDESK["HOSTDESK_DOMAIN"]
        local = dict(Department.objects.values_list("slug", "local_part"))
        return {
            "provider": settings.HOSTDESK["HOSTDESK_PROVIDER"],
            **{name: f"{local.get(slug, slug)}@{domain}" for name, slug in _ADDRESSES.items()},
            **import_string(settings.HOSTDESK_ARTICLE_WORDS)(self._language),
        }


def without(text: str) -> str:
    """`text` for the search: what a placeholder will say changes, and nobody looks for its name."""
    return _PLACEHOLDER.sub(" ", text)
