import errno
from collections.abc import Callable
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from hostdesk.ui import outage

pytestmark = pytest.mark.once

_failing: list[Exception] = []


def page(request: HttpRequest) -> HttpResponse:
    if _failing:
        raise _failing[0]
    return HttpResponse("well")


class Broken:
    """A middleware that meets the trouble before any view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return page(request)


urlpatterns = [path("", page)]
handler500 = "hostdesk.ui.outage.server_error"
OUTAGE = "hostdesk.ui.outage.OutageMiddleware"
OUTAGES = [
    OperationalError("connection refused"),
    OperationalError("database is locked"),
    InterfaceError("connection already closed"),
    OSError(errno.ENOSPC, "No space left on device"),
]


@pytest.fixture
def ask() -> Any:
    _failing.clear()
    client = Client(raise_request_exception=False)

    def _ask(error: Exception | None, *middleware: str, method: str = "get") -> Any:
        _failing[:] = [error] if error else []
        with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[OUTAGE, *middleware]):
            return getattr(client, method)("/", headers={"Accept-Language": "en"})

    yield _ask
    _failing.clear()


@pytest.mark.parametrize("error", OUTAGES)
@pytest.mark.parametrize("middleware", [[], [f"{__name__}.Broken"]])
def test_an_outage_has_a_page_of_its_own_wherever_it_is_met(
    ask: Any, error: Exception, middleware: list[str]
) -> None:
    answer = ask(error, *middleware)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert b"Everything confirmed before is safe" in answer.content


def test_the_desk_comes_back_by_itself(ask: Any) -> None:
    assert ask(OUTAGES[0]).status_code == 503
    assert ask(None).content == b"well"


def test_only_a_page_that_was_read_is_asked_for_again(ask: Any) -> None:
    assert b'http-equiv="refresh"' in ask(OUTAGES[0]).content
    assert b'http-equiv="refresh"' not in ask(OUTAGES[0], method="post").content


@pytest.mark.parametrize(
    "error", [ValueError("x"), OperationalError("no such table: x"), OSError(errno.ENOENT, "x")]
)
def test_a_defect_is_no_outage(ask: Any, error: Exception) -> None:
    answer = ask(error)
    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content


def test_the_page_may_use_only_its_own_style(ask: Any) -> None:
    assert (
        ask(OUTAGES[0])
        .headers["Content-Security-Policy"]
        .startswith("default-src 'none'; style-src 'sha256-")
    )
    assert outage._STYLE.encode() in ask(OUTAGES[0]).content
