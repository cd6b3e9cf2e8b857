from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hostdesk.ui.language import language_of

pytestmark = pytest.mark.once


def request(accepts: str = "", own: str | None = None) -> HttpRequest:
    made = RequestFactory().get("/", headers={"Accept-Language": accepts} if accepts else {})
    made.user = SimpleNamespace(language=own) if own is not None else SimpleNamespace()  # type: ignore[assignment]  # all that is asked of it
    return made


@pytest.mark.parametrize(
    ("accepts", "own", "speaks"),
    [
        ("de,en;q=0.5", "en", "en"),  # one's own choice counts most
        ("en-GB,en;q=0.9", None, "en"),
        ("fr,en;q=0.3,de;q=0.8", None, "de"),
        ("fr", None, "de"),  # then the installation's language
        ("", None, "de"),
        ("en", "", "en"),  # a member of staff who has not chosen
        ("%%garbage;;q=", None, "de"),
    ],
)
def test_a_page_speaks_the_language_of_the_person(accepts: str, own: str | None, speaks: str) -> None:
    assert language_of(request(accepts, own)) == speaks
