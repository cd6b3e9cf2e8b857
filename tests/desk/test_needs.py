"""What needs somebody: it concerns her, is new once, and goes when it is done."""

from collections.abc import Callable
from datetime import timedelta

import desk_world
import first_response
import pytest
from desk_world import World
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, services
from hostdesk.billing.models import ConsentRequest, Service, ServiceRequest, Timer
from hostdesk.desk import needs
from hostdesk.tickets import actions as tickets
from hostdesk.tickets.models import Escalation, Ticket

SignIn = Callable[[Staff | None], Client]


def _kinds(person: Staff) -> list[str]:
    return [one.kind for one in needs.needs(person, timezone.now())]


def _overdue() -> Ticket:
    return desk_world.letter(at=desk_world.hours_ago(24 * 10))


def test_what_is_late_needs_everybody_of_the_department_until_somebody_takes_it(world: World) -> None:
    ticket = _overdue()
    assert _kinds(world.ada) == ["late"] and _kinds(world.ben) == ["late"]
    assert _kinds(world.bea) == []
    tickets.take(ticket, world.ada)
    assert _kinds(world.ada) == ["late"] and _kinds(world.ben) == []


def test_a_first_response_ends_it(world: World) -> None:
    ticket = _overdue()
    first_response.reply(ticket, "We look into it.", world.ada)
    assert "late" not in _kinds(world.ada)


def test_what_is_escalated_needs_the_lead_of_the_department(world: World) -> None:
    ticket = _overdue()
    tickets.take(ticket, world.ada)
    assert _kinds(world.lea) == []
    Escalation.objects.create(ticket=ticket, at=timezone.now())
    assert _kinds(world.lea) == ["escalated"]
    assert _kinds(world.adam) == []  # the department has a lead
    Staff.objects.filter(pk=world.lea.pk).update(is_active=False)
    assert _kinds(world.adam) == ["escalated"]


def test_a_promised_call_needs_who_has_the_ticket_when_it_is_near(world: World) -> None:
    services.make_first()
    ticket = desk_world.letter()
    now = timezone.now()
    request = actions.request_service(ticket, Service.objects.get(slug="mail-program"), world.ada)
    actions.accept_service(request, world.ada, estimate_seconds=900)
    window = {"call_from": now + timedelta(hours=3), "call_until": now + timedelta(hours=4)}
    actions.promise_call(request, world.ada, **window)
    assert "call" not in _kinds(world.ben)
    ServiceRequest.objects.update(call_from=now + timedelta(minutes=5))
    assert "call" in _kinds(world.ben)
    tickets.take(ticket, world.ada)
    assert "call" not in _kinds(world.ben) and "call" in _kinds(world.ada)
    other = desk_world.letter("Other")
    tickets.take(other, world.ben)
    tickets.merge(ticket, other, world.ada)
    assert "call" in _kinds(world.ben)  # it moved to who has the ticket now


def test_an_answered_question_is_news_for_who_asked(world: World) -> None:
    ticket = desk_world.letter()
    asked = actions.ask_consent(ticket, world.ada)
    assert "consent" not in _kinds(world.ada)
    ConsentRequest.objects.filter(pk=asked.pk).update(answer="no", answered_at=timezone.now())
    assert "consent" in _kinds(world.ada) and "consent" not in _kinds(world.ben)
    ConsentRequest.objects.filter(pk=asked.pk).update(answered_at=timezone.now() - timedelta(days=2))
    assert "consent" not in _kinds(world.ada)


def test_an_objection_a_letter_that_failed_and_a_forgotten_meter(world: World) -> None:
    ticket = desk_world.letter()
    found = actions.dispute(ticket, "It was your network.")
    Ticket.objects.filter(pk=ticket.pk).update(has_delivery_trouble=True)
    actions.start_timer(ticket, world.ada, is_free=True, reason="Goodwill")
    Timer.objects.update(asked_at=timezone.now())
    assert {"objection", "delivery", "timer"} <= set(_kinds(world.ada))
    assert "timer" not in _kinds(world.ben)
    actions.answer_dispute(found, "The network was fine.", world.ada)
    assert "objection" not in _kinds(world.ada)


def test_the_rail_counts_what_is_new_and_seeing_is_hers_alone(world: World, sign_in: SignIn) -> None:
    ticket = _overdue()
    ada, ben = sign_in(world.ada), sign_in(world.ben)
    page = ada.get("/desk/needs/").content.decode()
    assert ticket.number in page and "First response overdue since" in page and ">new<" in page
    assert '<span class="n">1</span>' in page.split("/desk/needs/")[1][:600]
    after = ada.post("/desk/needs/seen/", {"key": f"late:{ticket.pk}"}, follow=True).content.decode()
    assert ticket.number in after and ">new<" not in after
    ada.post("/desk/needs/seen/", {"key": f"late:{ticket.pk}"})  # twice does no harm
    assert ">new<" in ben.get("/desk/needs/").content.decode()


def test_what_was_seen_when_it_was_near_is_new_when_it_is_late(world: World) -> None:
    ticket = _overdue()
    needs.see(world.ada, [f"soon:{ticket.pk}"], timezone.now())
    assert [one.is_new for one in needs.needs(world.ada, timezone.now())] == [True]


def test_auditors_have_nothing_to_do(world: World, sign_in: SignIn) -> None:
    _overdue()
    page = sign_in(world.audrey).get("/desk/v/all/").content.decode()
    assert "What needs you" not in page


def test_an_asked_question_shows_no_ticket_that_moved_out_of_sight(world: World, sign_in: SignIn) -> None:
    ticket = desk_world.letter()
    asked = actions.ask_consent(ticket, world.ada)
    ConsentRequest.objects.filter(pk=asked.pk).update(answer="no", answered_at=timezone.now())
    tickets.change_department(ticket, world.departments["sales"], world.ada)
    Ticket.objects.filter(pk=ticket.pk).update(assignee=None)
    assert ticket.number not in sign_in(world.ada).get("/desk/needs/").content.decode()


@pytest.mark.parametrize("url", ["/desk/needs/", "/desk/counts/"])
def test_the_number_of_questions_is_constant(world: World, sign_in: SignIn, url: str) -> None:
    ada = sign_in(world.ada)

    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            ada.get(url)
        return len(found)

    _overdue()
    count()
    few = count()
    for number in range(20):
        desk_world.letter(f"Late {number}", at=desk_world.hours_ago(24 * 9))
    assert count() == few
