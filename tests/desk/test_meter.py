"""The card beside a ticket says what the work costs now, why, and what was agreed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import desk_world
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions
from hostdesk.billing.models import Answer, Charge, ConsentRequest, Timer, Way, WorkInterval
from hostdesk.tickets import actions as tickets
from hostdesk.tickets.models import Kind, Ticket

SignIn = Callable[[Staff | None], Client]
DAY = datetime(2026, 10, 13, 8, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Munich
NIGHT = datetime(2026, 10, 13, 17, 33, tzinfo=UTC)  # 19:33 in Munich


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr("django.utils.timezone.now", found)
    return found


@pytest.fixture
def ticket(clock: Clock, world: World) -> Ticket:
    return desk_world.letter()


@pytest.fixture
def ada(ticket: Ticket, world: World, sign_in: SignIn) -> Client:
    return sign_in(world.ada)


def _page(client: Client, ticket: Ticket, page: str = "") -> str:
    return client.get(f"/desk/t/{ticket.number}/{page}").content.decode()


def _do(client: Client, ticket: Ticket, step: str, **posted: object) -> str:
    return client.post(f"/desk/t/{ticket.number}/price/{step}/", posted, follow=True).content.decode()


def _agreed(ticket: Ticket, world: World, at: datetime) -> ConsentRequest:
    asked = actions.ask_consent(ticket, world.ada, at=at)
    ConsentRequest.objects.filter(pk=asked.pk).update(answer=Answer.YES, way=Way.LINK, answered_at=at)
    return asked


def test_by_day_the_meter_names_the_price_starts_runs_and_stops(
    ada: Client, ticket: Ticket, clock: Clock
) -> None:
    assert "21.00</span> <small>€ a started quarter-hour" in _page(ada, ticket)
    _do(ada, ticket, "sphere", sphere="outside", reason="Shop update by the customer.")
    _do(ada, ticket, "start")
    clock.forward(minutes=16)
    page = _page(ada, ticket)
    assert "42.00</span> <small>€ net" in page
    assert "2 started quarter-hours at 21.00" in page
    assert "49.98" in page  # with 19 % VAT
    assert "14 min left" in page
    assert "€63.00 net" in page  # then
    assert "Outside, chargeable" in page
    assert "Stopped: 16 min recorded." in _do(ada, ticket, "stop")
    assert not Timer.objects.exists()


def test_the_clock_of_the_server_counts_whenever_the_browser_asks(
    ada: Client, ticket: Ticket, clock: Clock
) -> None:
    _do(ada, ticket, "start")
    clock.forward(seconds=901)
    figures = _page(ada, ticket, "meter/")
    assert "42.00" in figures
    assert "<html" not in figures
    assert "hx-get" not in figures  # the poll replaces the inside, and stays


def test_a_pause_is_free(ada: Client, ticket: Ticket, clock: Clock) -> None:
    _do(ada, ticket, "start")
    clock.forward(minutes=5)
    _do(ada, ticket, "pause")
    clock.forward(minutes=50)
    assert "paused since" in _page(ada, ticket)
    _do(ada, ticket, "resume")
    clock.forward(minutes=5)
    assert "21.00</span> <small>€ net" in _page(ada, ticket)


def test_at_night_without_consent_nothing_starts_and_three_ways_are_offered(
    ada: Client, ticket: Ticket, clock: Clock
) -> None:
    clock.now = NIGHT
    page = _page(ada, ticket)
    assert "cannot start" in page
    assert 'id="meter-start" disabled' in page
    assert "80.00</span> <small>€ + 30.00 a quarter-hour" in page
    for words in ("Ask for consent", "Work for free", "Sleep until Wed\u00a008:00"):
        assert words in page
    assert "has not agreed to it" in _do(ada, ticket, "start")
    assert not Timer.objects.exists()


def test_free_work_needs_a_reason_and_costs_nothing(ada: Client, ticket: Ticket, clock: Clock) -> None:
    clock.now = NIGHT
    assert "Say why this work is free." in _do(ada, ticket, "start", is_free="1")
    _do(ada, ticket, "start", is_free="1", reason="Our own doing.")
    clock.forward(minutes=20)
    page = _page(ada, ticket)
    assert "without charge" in page
    assert "0.00</span> <small>€ net" in page
    assert "20 min of free work" in page


def test_sleeping_tells_the_moment_to_agent_and_customer(ada: Client, ticket: Ticket, clock: Clock) -> None:
    clock.now = NIGHT
    assert "sleeps until Wed\u00a008:00" in _do(ada, ticket, "sleep")
    ticket.refresh_from_db()
    assert ticket.state == "pending"
    assert ticket.messages.filter(kind=Kind.NOTICE).exists()


def test_the_letter_is_shown_before_it_goes_out_with_cap_and_price(
    ada: Client, ticket: Ticket, clock: Clock
) -> None:
    clock.now = NIGHT
    page = _page(ada, ticket, "ask/?hours=1")
    assert "€200.00" in page  # 80 and four quarters of 30
    _do(ada, ticket, "ask", hours="1")
    asked = ConsentRequest.objects.get()
    assert asked.text.replace("’", "'") in page.replace("&#x27;", "'").replace("&quot;", '"').replace(
        "’", "'"
    )
    assert "Asked for consent" in _page(ada, ticket)


def test_with_consent_the_meter_shows_cap_flat_fee_and_proof(
    ada: Client, ticket: Ticket, clock: Clock, world: World
) -> None:
    clock.now = NIGHT
    tickets.take(ticket, world.ada)
    _do(ada, ticket, "sphere", sphere="outside", reason="Shop update.")
    asked = _agreed(ticket, world, NIGHT - timedelta(minutes=2))
    _do(ada, ticket, "start")
    clock.forward(minutes=19, seconds=42)
    page = _page(ada, ticket)
    for words in (
        "140.00</span> <small>€ net", "Flat fee, once until Wed\u00a009:00",
        "2 started quarter-hours at 30.00",
        "166.60", "10 min 18 s left", "€170.00 net", "then €21.00 a quarter-hour", "cap 2 h",
        "30 min of 2 h charged, 1 h 30 min left", "Consent given by link", f'href="#m{asked.message_id}"',
    ):  # fmt: skip
        assert words in page, words


def test_support_hours_with_surcharge_are_warned_of(ada: Client, ticket: Ticket, clock: Clock) -> None:
    clock.now = datetime(2026, 10, 13, 15, 20, tzinfo=UTC)  # 17:20
    assert "this hour is the trap of the price list" in _page(ada, ticket)
    clock.now = datetime(2026, 10, 13, 14, 50, tzinfo=UTC)  # 16:50
    assert "The surcharge begins within a quarter of an hour." in _page(ada, ticket)


def test_inside_our_sphere_work_is_free_also_backwards(ada: Client, ticket: Ticket, clock: Clock) -> None:
    _do(ada, ticket, "start")
    clock.forward(minutes=40)
    _do(ada, ticket, "stop")
    assert "63.00" in _page(ada, ticket)
    _do(ada, ticket, "sphere", sphere="inside", reason="A disk of ours was broken.")
    page = _page(ada, ticket)
    assert "Inside, free" in page
    assert "A disk of ours was broken." in page
    assert "0.00</span> <small>€, free" in page


def test_an_objection_stands_on_the_card_until_it_is_answered(
    ada: Client, ticket: Ticket, clock: Clock
) -> None:
    _do(ada, ticket, "dispute", text="It was your network.")
    assert "It was your network." in _page(ada, ticket)
    number = _page(ada, ticket, "hours/").partition('name="dispute" value="')[2].partition('"')[0]
    _do(ada, ticket, "answer", dispute=number, answer="The network was fine.")
    assert "The customer objects:" not in _page(ada, ticket)
    assert "The network was fine." in _page(ada, ticket, "hours/")


def test_work_by_hand_needs_a_reason_and_a_correction_keeps_the_old_entry(
    ada: Client, ticket: Ticket, clock: Clock
) -> None:
    clock.forward(hours=4)
    times = {"start": "2026-10-13T10:00", "end": "2026-10-13T10:16", "back": "work"}
    assert "Say why this work is entered" in _do(ada, ticket, "record", **times)
    page = _do(ada, ticket, "record", reason="Forgot the timer.", **times)
    assert "Forgot the timer." in page
    assert "€42.00" in page
    entry = WorkInterval.objects.get()
    times["end"] = "2026-10-13T10:15"
    page = _do(ada, ticket, "correct", interval=entry.pk, reason="It was a minute less.", **times)
    assert "corrected, does not count" in page
    assert "€21.00" in page
    assert WorkInterval.objects.count() == 2


def test_a_solved_ticket_asks_for_a_review_and_only_leads_waive(
    ada: Client, ticket: Ticket, clock: Clock, world: World, sign_in: SignIn
) -> None:
    _do(ada, ticket, "sphere", sphere="outside", reason="Shop update.")
    _do(ada, ticket, "start")
    clock.forward(minutes=10)
    _do(ada, ticket, "stop")
    tickets.take(ticket, world.ada)
    assert "wait for a review" not in _page(ada, ticket)
    tickets.solve(Ticket.objects.get(pk=ticket.pk), world.ada)
    assert "€21.00 net wait for a review." in _page(ada, ticket)
    for page in ("", "hours/"):
        assert "price/waive/" not in _page(ada, ticket, page)
        assert "price/approve/" not in _page(ada, ticket, page)
    assert "Only a team lead may waive" in _do(ada, ticket, "waive", reason="x")
    assert "approved by Accounting" in _do(ada, ticket, "approve")
    bea = sign_in(world.bea)  # of another department: she gets the bill, not the letters
    assert bea.get(f"/desk/t/{ticket.number}/").status_code == 404
    assert "price/approve/" in _page(bea, ticket, "hours/")
    assert "price/waive/" not in _page(bea, ticket, "hours/")
    assert "Approved: €21.00 net" in _do(bea, ticket, "approve", back="work")
    assert "wait for a review" not in _page(ada, ticket)
    lea = sign_in(world.lea)
    assert "Waived" in _do(lea, ticket, "waive", reason="A loyal customer.")
    assert Charge.objects.filter(state="waived").count() == 1
    assert "wait for a review" not in _page(lea, ticket)


def test_auditors_see_all_of_it_and_find_nothing_to_press(
    ada: Client, ticket: Ticket, clock: Clock, world: World, sign_in: SignIn
) -> None:
    _do(ada, ticket, "start")
    clock.forward(minutes=3)
    client = sign_in(world.audrey)
    for page in ("", "hours/", "ask/"):
        shown = _page(client, ticket, page)
        assert f"/desk/t/{ticket.number}/price/" not in shown
    assert "21.00</span> <small>€ net" in _page(client, ticket)


def test_the_ticket_asks_the_same_number_of_questions_for_one_entry_and_for_thirty(
    ada: Client, ticket: Ticket, clock: Clock, world: World
) -> None:
    def work(minutes: int) -> None:
        start = DAY + timedelta(minutes=minutes)
        end = start + timedelta(minutes=1)
        actions.record_interval(ticket, start, end, world.ada, reason="By hand.", at=end)

    work(0)
    few = {page: _queries(ada, ticket, page) for page in ("", "hours/", "meter/")}
    for minute in range(1, 30):
        work(minute)
    assert {page: _queries(ada, ticket, page) for page in few} == few


def _queries(client: Client, ticket: Ticket, page: str) -> int:
    _page(client, ticket, page)
    with CaptureQueriesContext(connection) as found:
        _page(client, ticket, page)
    return len(found)


def test_the_timeline_tells_what_happened_to_the_price_in_words(
    ada: Client, ticket: Ticket, clock: Clock, world: World
) -> None:
    clock.now = NIGHT
    _do(ada, ticket, "sphere", sphere="outside", reason="Shop update.")
    _agreed(ticket, world, NIGHT)
    _do(ada, ticket, "start")
    clock.forward(minutes=5)
    _do(ada, ticket, "stop")
    actions.approve(ticket, world.bea, at=clock.now)
    page = _page(ada, ticket)
    for words in ("found the cause", "outside our sphere. Shop update.", "started the meter", "€110.00"):
        assert words in page
    for kind in ("sphere.found", "consent.asked", "work.started", "work.stopped", "charge.approved"):
        assert kind not in page  # a kind that nobody has words for is shown as it is
