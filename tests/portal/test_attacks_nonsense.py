"""Every public and every customer's page gets nonsense in all that can be typed; none may break."""

import re
from typing import Any
from urllib.parse import quote, urlencode

import my_world
import pytest
from django.test import Client
from django.urls.resolvers import URLPattern, URLResolver

from hostdesk.portal import urls

pytestmark = pytest.mark.django_db
NAMES = (
    "q", "next", "address", "name", "text", "subject", "number", "invoice", "customer", "token", "state",
    "code", "answer", "again", "about", "read", "earlier", "department", "page", "show", "comment", "reason",
    "solved", "stars", "objection", "remove", "rows", "n0-description", "n0-amount", "n0-reason", "language",
    "place", "password", "shown", "images", "done", "homepage", "has_none",
)  # fmt: skip
NONSENSE = ("a\x00b", "9" * 400, "²", "{name}")


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()


def _paths(patterns: Any, before: str = "") -> list[str]:
    found: list[str] = []
    for one in patterns:
        if isinstance(one, URLResolver):
            prefix = str(getattr(one.pattern, "_route", one.pattern))
            found += _paths(one.url_patterns, before + prefix)
        elif isinstance(one, URLPattern):
            found.append(before + str(one.pattern))
    return found


def _filled(path: str, nonsense: str) -> str:
    path = re.sub(r"<int:\w+>", "999999999999999999", path)
    return "/" + re.sub(r"<\w+:\w+>", quote(nonsense, safe=""), path)


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_no_page_breaks_by_what_was_typed(nonsense: str) -> None:
    her, guest, broken = my_world.sign_in(), Client(), []
    her.raise_request_exception = guest.raise_request_exception = False
    said = dict.fromkeys(NAMES, nonsense)
    for path in sorted({_filled(path, nonsense) for path in _paths(urls.urlpatterns)}):
        for browser in (her, guest) if "sign-out" not in path else (guest,):
            answers = [browser.get(f"{path}?{urlencode(said)}"), browser.post(path, said)]
            broken += [(path, one.status_code) for one in answers if one.status_code >= 500]
    assert not broken
