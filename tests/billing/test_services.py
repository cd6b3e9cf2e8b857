"""Services that are never free: asked for, checked, called, worked, charged (M19, M20)."""

from datetime import timedelta
from decimal import Decimal

import nordlicht
import pytest
from firm import at, ticket, works

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, calls, load
from hostdesk.billing.models import Draft, RequestState, Service, ServiceRequest
from hostdesk.core.states import NotAllowed
from hostdesk.outbox.models import Delivery
from hostdesk.tickets import actions as tickets
from hostdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def _asked(one: Ticket, by: Staff, slug: str = "mail-program") -> ServiceRequest:
    return actions.request_service(one, Service.objects.get(slug=slug), by, at=at("09:05"))


def _promised(one: Ticket, by: Staff) -> ServiceRequest:
    request = _asked(one, by)
    actions.accept_service(request, by, estimate_seconds=1800, at=at("09:10"))
    return actions.promise_call(
        request, by, call_from=at("11:00"), call_until=at("12:00"), at=at("09:30")
    )  # fmt: skip


def test_what_is_accepted_lies_outside_our_sphere_and_says_so_in_her_language(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.accept_service(_asked(one, ada), ada, estimate_seconds=1800, at=at("09:10"))
    finding = load.sphere(one)
    assert finding is not None and finding.sphere == "outside"
    assert "Einrichtung Ihres Mailprogramms" in finding.reason


def test_a_finding_that_was_there_stays(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.find_sphere(one, "inside", "Unser Switch", ada, at=at("09:02"))
    actions.accept_service(_asked(one, ada), ada, estimate_seconds=1800, at=at("09:10"))
    finding = load.sphere(one)
    assert finding is not None and finding.sphere == "inside"


def test_a_service_with_a_price_of_its_own_is_charged_at_the_price_it_was_accepted_with(ada: Staff) -> None:
    one = ticket(at("09:00"))
    admin = nordlicht.person("ines")
    actions.save_service("mail-program", {"price": Decimal("35.00")}, admin)
    request = actions.accept_service(_asked(one, ada), ada, estimate_seconds=1800, at=at("09:10"))
    assert request.estimate_net == Decimal("70.00")
    works(one, ada, "10:00", "10:10")
    actions.save_service("mail-program", {"price": Decimal("50.00")}, admin)
    assert load.bill(one).net == Decimal("35.00")


def test_a_declined_service_changes_no_price(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.save_service("mail-program", {"price": Decimal("35.00")}, nordlicht.person("ines"))
    actions.decline_service(_asked(one, ada), ada, reasons="Zu alt.", at=at("09:10"))
    actions.find_sphere(one, "outside", "Eigenes Skript", ada)
    works(one, ada, "10:00", "10:10")
    assert load.bill(one).net == Decimal("21.00")


def test_a_call_that_nobody_made_is_called_to_mind_once_before_its_window_ends(ada: Staff) -> None:
    one = ticket(at("09:00"))
    tickets.take(one, ada)
    _promised(one, ada)
    assert not calls.remind_due(at("11:44"))
    assert calls.remind_due(at("11:45")) == 1
    assert not calls.remind_due(at("11:46"))
    letter = Delivery.objects.get(kind="service.reminder").as_letter
    assert letter.to[0].address == ada.email and one.number in letter.subject
    assert nordlicht.told(one).count("service.reminded") == 1


def test_without_anybody_in_charge_the_leads_are_called_to_mind(ada: Staff) -> None:
    _promised(ticket(at("09:00")), ada)
    calls.remind_due(at("11:50"))
    assert Delivery.objects.get(kind="service.reminder").as_letter.to[0].name == "Clara Hofmann"


def test_a_customer_who_was_reached_is_not_called_to_mind_and_a_new_promise_is(ada: Staff) -> None:
    request = _promised(ticket(at("09:00")), ada)
    calls.remind_due(at("11:50"))
    actions.promise_call(request, ada, call_from=at("14:00"), call_until=at("15:00"), at=at("12:10"))
    assert calls.remind_due(at("14:50")) == 1
    actions.record_call(request, ada, was_reached=True, result="Termin steht", at=at("14:55"))
    request.refresh_from_db()
    assert request.state == RequestState.DONE and not calls.near(at("15:10"))


def test_a_call_needs_its_result_in_words(ada: Staff) -> None:
    request = _promised(ticket(at("09:00")), ada)
    with pytest.raises(NotAllowed):
        actions.record_call(request, ada, was_reached=True, result=" ", at=at("11:10"))


def test_calls_are_near_half_an_hour_before_they_are_due(ada: Staff) -> None:
    _promised(ticket(at("09:00")), ada)
    assert not calls.near(at("10:29"))
    assert calls.near(at("10:30")).count() == 1
    assert calls.near(at("13:00")).count() == 1


def test_what_waits_for_accounting_is_a_row_that_follows_the_bill(ada: Staff, elif_: Staff) -> None:
    one = ticket(at("09:00"))
    works(one, ada, "10:00", "10:10")
    assert Draft.objects.get().net == Decimal("21.00")
    actions.find_sphere(one, "inside", "Unser Switch", ada)
    assert not Draft.objects.get().is_open
    actions.find_sphere(one, "outside", "Doch nicht", ada)
    charge = actions.approve(one, elif_)
    assert not Draft.objects.get().is_open
    actions.mark_billed([charge], elif_, "LA-1")
    actions.find_sphere(one, "inside", "Doch unserer", ada)  # the credit is made, nothing more is owed
    assert not Draft.objects.get().is_open


def test_a_waived_bill_waits_for_nobody(ada: Staff, lead: Staff) -> None:
    one = ticket(at("09:00"))
    works(one, ada, "10:00", "10:10")
    actions.waive(one, lead, "Kulanz")
    assert not Draft.objects.get().is_open


def test_the_draft_of_a_merged_ticket_is_that_of_its_root(ada: Staff) -> None:
    one, other = ticket(at("09:00")), ticket(at("09:00"), subject="Anderes")
    works(one, ada, "10:00", "10:10")
    tickets.merge(one, other, ada)
    works(other, ada, "11:00", "11:10", reason="Weiter")
    found = Draft.objects.get(is_open=True)
    assert (found.ticket_id, found.net) == (other.pk, Decimal("42.00"))
    assert found.since >= at("11:00") - timedelta(days=1)
