"""Reviewing charges, services that are never free, and what the database refuses (M16 to M20)."""

from datetime import date, timedelta
from decimal import Decimal

import nordlicht
import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from firm import asked, at, says_yes, ticket, works

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, load, services, tariffs
from hostdesk.billing.models import Charge, ChargeState, RequestState, Service, TariffVersion, WorkInterval
from hostdesk.core.states import NotAllowed
from hostdesk.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(ada: Staff) -> Ticket:
    """Ten minutes by day, outside our sphere."""
    one = ticket(at("09:00"))
    works(one, ada, "10:00", "10:10")
    actions.find_sphere(one, "outside", "Eigenes Skript", ada)
    return one


def test_a_charge_keeps_every_line_with_its_explanation(worked: Ticket, ada: Staff, elif_: Staff) -> None:
    charge = actions.approve(worked, elif_)
    assert (charge.net, charge.vat, charge.gross) == (Decimal("21.00"), Decimal("3.99"), Decimal("24.99"))
    assert charge.bill["lines"][0]["text"]["de"] and charge.tariff_labels == TariffVersion.objects.get().label
    assert charge.calendar_labels


def test_a_change_of_the_cause_after_approval_takes_the_charge_back(
    worked: Ticket, ada: Staff, elif_: Staff
) -> None:
    charge = actions.approve(worked, elif_)
    actions.find_sphere(worked, "inside", "Doch unser Switch", ada)
    charge.refresh_from_db()
    assert charge.state == ChargeState.CREDITED and not actions.charges.standing(worked)


def test_a_change_of_the_cause_after_billing_makes_a_credit(worked: Ticket, ada: Staff, elif_: Staff) -> None:
    charge = actions.approve(worked, elif_)
    actions.mark_billed([charge], elif_, "2026-0001")
    actions.find_sphere(worked, "inside", "Doch unser Switch", ada)
    credit = Charge.objects.get(credits=charge)
    assert (credit.net, credit.gross, credit.state) == (Decimal("-21.00"), Decimal("-24.99"), "approved")
    assert credit.bill["lines"][0]["amount"] == "-21.00"
    actions.find_sphere(worked, "inside", "Wirklich", ada)
    assert Charge.objects.filter(credits=charge).count() == 1  # once is enough
    actions.find_sphere(worked, "outside", "Nun doch", ada)
    assert actions.approve(worked, elif_).net == Decimal("21.00")


def test_a_correction_after_approval_takes_the_charge_back(worked: Ticket, ada: Staff, elif_: Staff) -> None:
    charge = actions.approve(worked, elif_)
    work = WorkInterval.objects.get()
    actions.correct_interval(work, ada, start=work.start, end=work.start, reason="Falsches Ticket")
    charge.refresh_from_db()
    assert charge.state == ChargeState.CREDITED
    with pytest.raises(NotAllowed):
        actions.approve(worked, elif_)


def test_what_is_approved_already_is_not_approved_again(worked: Ticket, ada: Staff, elif_: Staff) -> None:
    actions.approve(worked, elif_)
    with pytest.raises(NotAllowed):
        actions.approve(worked, elif_)
    works(worked, ada, "11:00", "11:10")
    works(worked, ada, "12:00", "12:10")
    newer = actions.approve(worked, elif_)
    assert newer.net == Decimal("42.00") and len(actions.charges.standing(worked)) == 1


def test_nothing_is_charged_while_the_cause_is_unknown_or_a_timer_runs(ada: Staff, elif_: Staff) -> None:
    one = ticket(at("09:00"))
    works(one, ada, "10:00", "10:10")
    with pytest.raises(NotAllowed):
        actions.approve(one, elif_)
    actions.find_sphere(one, "outside", "Eigenes Skript", ada)
    actions.start_timer(one, ada, is_free=True, reason="Kulanz")
    with pytest.raises(NotAllowed):
        actions.approve(one, elif_)


def test_only_a_lead_waives_and_later_work_is_charged_by_itself(
    worked: Ticket, ada: Staff, elif_: Staff, lead: Staff
) -> None:
    with pytest.raises(NotAllowed):
        actions.waive(worked, ada, "Kulanz")
    with pytest.raises(NotAllowed):
        actions.waive(worked, lead, " ")
    assert actions.waive(worked, lead, "Kulanz").net == Decimal("21.00")
    assert load.bill(worked).net == 0
    works(worked, ada, "11:00", "11:10")
    assert actions.approve(worked, elif_).net == Decimal("21.00")


def test_a_billed_charge_is_billed_once(worked: Ticket, ada: Staff, elif_: Staff) -> None:
    charge = actions.approve(worked, elif_)
    actions.mark_billed([charge], elif_, "2026-0001")
    with pytest.raises(NotAllowed):
        actions.mark_billed([charge], elif_, "2026-0002")


@pytest.mark.parametrize("table", ["charge", "interval", "request", "finding", "tariff"])
def test_the_database_itself_refuses_to_change_what_was_agreed_worked_or_charged(
    worked: Ticket, ada: Staff, elif_: Staff, table: str
) -> None:
    says_yes(asked(worked, ada))
    rows = {
        "charge": (Charge.objects.filter(pk=actions.approve(worked, elif_).pk), {"net": Decimal(1)}),
        "interval": (WorkInterval.objects.all(), {"end": timezone.now()}),
        "request": (worked.consent_requests.all(), {"cap_seconds": 99_999}),
        "finding": (worked.sphere_findings.all(), {"reason": "anders"}),
        "tariff": (TariffVersion.objects.all(), {"day_price": Decimal(1)}),
    }
    found, change = rows[table]
    with pytest.raises(DatabaseError), transaction.atomic():
        found.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        found._raw_delete(using="default")


def test_the_first_price_list_is_that_of_the_page_and_there_is_one(ada: Staff) -> None:
    tariffs.make_first()
    found = TariffVersion.objects.get()
    prices = (found.day_price, found.surcharge_price, found.flat_price)
    assert prices == (Decimal("21.00"), Decimal("30.00"), Decimal("80.00"))
    assert found.label == load.tariffs()[0].version


def test_without_any_row_the_standard_price_list_applies(db: None) -> None:
    assert load.tariffs() == (tariffs.standard(),)


def test_a_new_price_list_begins_on_a_day_to_come(ada: Staff) -> None:
    ada.role = "admin"
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(NotAllowed):
        actions.add_tariff({"day_price": Decimal("25.00")}, date(2026, 1, 1), ada)
    row = actions.add_tariff({"day_price": Decimal("25.00")}, tomorrow, ada)
    assert row.surcharge_price == Decimal("30.00") and len(load.tariffs()) == 2
    with pytest.raises(NotAllowed):
        actions.add_tariff({"day_price": Decimal("25.00")}, tomorrow, ada)
    ada.role = "agent"
    with pytest.raises(NotAllowed):
        actions.add_tariff({}, tomorrow + timedelta(days=1), ada)


def test_the_five_services_are_there_from_the_start(ada: Staff) -> None:
    services.make_first()
    assert services.catalogue().count() == 5


def test_a_service_is_asked_for_looked_at_accepted_and_the_customer_called(ada: Staff, ben: Staff) -> None:
    one = ticket(at("09:00"))
    request = actions.request_service(one, Service.objects.get(slug="mail-program"), at=at("09:05"))
    assert actions.request_service(one, request.service, at=at("09:06")) == request
    with pytest.raises(NotAllowed):
        actions.promise_call(request, ada, call_from=at("11:00"), call_until=at("12:00"), at=at("09:10"))
    accepted = actions.accept_service(
        request, ada, estimate_seconds=1600, reasons="Zwei Geräte", at=at("09:20")
    )
    assert accepted.estimate_net == Decimal("42.00")
    with pytest.raises(NotAllowed):
        actions.decline_service(request, ben, reasons="Keine Zeit", at=at("09:21"))
    actions.promise_call(request, ada, call_from=at("11:00"), call_until=at("12:00"), at=at("09:30"))
    actions.record_call(request, ada, was_reached=False, result="Mailbox", at=at("11:10"))
    actions.record_call(request, ben, was_reached=True, result="Termin steht", at=at("11:40"))
    request.refresh_from_db()
    assert request.state == RequestState.DONE and request.attempts.count() == 2
    letters = [m.text for m in Message.objects.filter(kind="form").order_by("pk")]
    assert "42,00" in letters[0] and "11:00" in letters[1]


def test_a_declined_service_says_why(ada: Staff) -> None:
    one = ticket(at("09:00"))
    request = actions.request_service(one, Service.objects.get(slug="fix-scripts"), ada, at=at("09:05"))
    with pytest.raises(NotAllowed):
        actions.decline_service(request, ada, reasons="", at=at("09:10"))
    actions.decline_service(request, ada, reasons="Der Quelltext fehlt.", at=at("09:10"))
    assert "Der Quelltext fehlt." in Message.objects.get(kind="form").text
    assert nordlicht.told(one).count("service.declined") == 1


def test_verify_finds_a_consent_and_a_charge_that_were_made_up(
    worked: Ticket, ada: Staff, elif_: Staff
) -> None:
    from hostdesk.billing.checks import charges_add_up, consents_are_as_recorded

    request = asked(worked, ada)
    charge = actions.approve(worked, elif_)
    assert not [*charges_add_up(), *consents_are_as_recorded()]
    type(request).objects.filter(pk=request.pk).update(answer="yes", answered_at=at("19:10"))
    charge.pk, charge.net, charge.state = None, Decimal("1.00"), "credited"
    charge.save(force_insert=True)
    assert len([*charges_add_up(), *consents_are_as_recorded()]) == 2
