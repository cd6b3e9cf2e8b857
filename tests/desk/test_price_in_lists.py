"""Lists say what work costs at this moment, and which tickets wait for a customer's consent."""

from collections.abc import Callable
from datetime import UTC, datetime

import desk_world
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions
from hostdesk.billing.models import ConsentRequest

SignIn = Callable[[Staff | None], Client]
MOMENTS = [
    (
        "2026-10-13T14:41",
        "Now day tariff: €21.00 per started ¼ h",
        "in 19 min: €80.00 + €30.00 per started ¼ h",
    ),
    ("2026-10-13T15:30", "Now surcharge: €80.00 + €30.00 per started ¼ h", "from Wed\u00a009:00: €21.00"),
    ("2026-10-17T10:00", "Now surcharge: ", "from Mon\u00a009:00: €21.00 per started ¼ h"),
]


@pytest.mark.parametrize(("at", "now", "then"), MOMENTS)
def test_the_ruler_says_what_a_quarter_hour_costs_now_and_next(
    at: str, now: str, then: str, world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    page = sign_in(world.ada).get("/desk/v/all/").content.decode()
    assert now in page
    assert then in page


def test_questions_that_wait_are_a_view_with_a_count_and_a_remark(world: World, sign_in: SignIn) -> None:
    client, ticket = sign_in(world.ada), desk_world.letter()
    assert ticket.number not in client.get("/desk/v/consent/").content.decode()
    actions.ask_consent(ticket, world.ada)
    page = client.get("/desk/v/consent/").content.decode()
    assert ticket.number in page
    assert "consent open" in page
    assert "<h1>Waiting for consent <span>1</span>" in page
    ConsentRequest.objects.update(answer="no")
    assert ticket.number not in client.get("/desk/v/consent/").content.decode()


def test_rows_say_that_the_meter_runs_or_that_the_work_is_free(world: World, sign_in: SignIn) -> None:
    runs, free = desk_world.letter("Runs"), desk_world.letter("Free")
    actions.find_sphere(free, "outside", "Not us.", world.ada)
    actions.find_sphere(free, "inside", "A disk of ours.", world.ada)
    actions.start_timer(runs, world.ada, is_free=True, reason="A favour.")
    page = sign_in(world.ada).get("/desk/v/all/").content.decode()
    assert page.count("meter runs") == 1
    assert page.count("inside, free") == 1


def test_the_remarks_ask_the_same_number_of_questions_for_one_row_and_for_thirty(
    world: World, sign_in: SignIn
) -> None:
    client = sign_in(world.ada)

    def asked() -> None:
        ticket = desk_world.letter()
        actions.find_sphere(ticket, "inside", "A disk of ours.", world.ada)

    asked()
    few = _queries(client)
    for _ in range(30):
        asked()
    assert _queries(client) == few


def _queries(client: Client) -> int:
    client.get("/desk/v/all/")
    with CaptureQueriesContext(connection) as found:
        client.get("/desk/v/all/")
    return len(found)
