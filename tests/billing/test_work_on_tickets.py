"""Timers, entries by hand, the meter, and who may begin what (M14 to M18)."""

import os
import threading
from decimal import Decimal
from typing import Any

import nordlicht
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from firm import asked, at, says_yes, ticket, works

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions, load
from hostdesk.billing.actions import ConsentNeeded
from hostdesk.billing.asking_timers import ask_due
from hostdesk.billing.meter import ConsentStanding, meter
from hostdesk.billing.models import Finding, Timer, WorkInterval
from hostdesk.core.states import NotAllowed, State
from hostdesk.core.tariff import price
from hostdesk.core.tariff_windows import Kind
from hostdesk.core.work_rules import Option, Warn
from hostdesk.tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def test_by_day_the_timer_starts_and_its_work_is_priced(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.start_timer(one, ada, at=at("10:00"))
    work = actions.stop_timer(ada, at=at("10:20"))
    assert work and (work.start, work.end) == (at("10:00"), at("10:20"))
    assert load.bill(one).net == Decimal("42.00") and not Timer.objects.exists()


def test_in_the_surcharge_tariff_nobody_starts_without_consent(ada: Staff) -> None:
    one = ticket()
    with pytest.raises(ConsentNeeded) as caught:
        actions.start_timer(one, ada, at=at("19:00"))
    assert caught.value.options == (Option.ASK, Option.FREE, Option.SLEEP)
    assert caught.value.until == at("08:00", "2026-09-16") and not Timer.objects.exists()


@pytest.mark.parametrize(
    ("moment", "needed"), [("08:59:59", True), ("09:00", False), ("16:59:59", False), ("17:00", True)]
)
def test_the_trap_lies_where_support_is_open_and_the_surcharge_applies(
    ada: Staff, moment: str, needed: bool
) -> None:
    one = ticket(at("08:10"))
    shown = meter(one, at(moment))
    assert shown.support_is_open and shown.needs_consent is needed
    assert (Warn.TRAP in shown.warnings) is needed


def test_work_for_free_with_a_reason_may_always_begin(ada: Staff) -> None:
    one = ticket()
    with pytest.raises(NotAllowed):
        actions.start_timer(one, ada, is_free=True, at=at("19:00"))
    actions.start_timer(one, ada, is_free=True, reason="Kulanz", at=at("19:00"))
    actions.stop_timer(ada, at=at("20:00"))
    assert load.bill(one).net == 0


def test_inside_our_sphere_work_may_always_begin_and_is_free(ada: Staff) -> None:
    one = ticket()
    actions.find_sphere(one, "inside", "Netzteil defekt", ada, at=at("18:30"))
    actions.start_timer(one, ada, at=at("19:00"))
    actions.stop_timer(ada, at=at("20:00"))
    assert load.bill(one).net == 0


def test_the_first_response_is_never_charged(ada: Staff) -> None:
    one = ticket()
    actions.start_timer(one, ada, kind="first_response", at=at("19:00"))
    actions.stop_timer(ada, at=at("19:30"))
    assert load.bill(one).net == 0


def test_one_timer_a_person(ada: Staff, ben: Staff) -> None:
    one, other = ticket(at("09:00")), ticket(at("09:00"), subject="Anderes")
    first = actions.start_timer(one, ada, at=at("10:00"))
    assert actions.start_timer(one, ada, at=at("10:01")).started_at == first.started_at
    with pytest.raises(NotAllowed):
        actions.start_timer(other, ada, at=at("10:02"))
    actions.start_timer(one, ben, at=at("10:05"))
    actions.stop_timer(ada, at=at("10:15"))
    actions.stop_timer(ben, at=at("10:15"))
    assert load.bill(one).net == Decimal("21.00")  # both at once count once


def test_a_pause_is_free(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.start_timer(one, ada, at=at("10:00"))
    actions.pause_timer(ada, at=at("10:10"))
    assert meter(one, at("11:00")).worked_seconds == 600
    actions.resume_timer(ada, at=at("11:00"))
    actions.stop_timer(ada, at=at("11:05"))
    assert load.bill(one).net == Decimal("21.00")


def test_after_five_nobody_resumes_without_consent(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.start_timer(one, ada, at=at("16:00"))
    actions.pause_timer(ada, at=at("16:10"))
    with pytest.raises(ConsentNeeded):
        actions.resume_timer(ada, at=at("17:30"))
    assert actions.stop_timer(ada, at=at("17:31")) is None


def test_a_correction_is_a_new_entry_and_the_old_one_stays(ada: Staff, ben: Staff) -> None:
    one = ticket(at("09:00"))
    wrong = works(one, ada, "10:00", "11:00")
    more: dict[str, Any] = {"start": at("10:00"), "end": at("10:10"), "reason": "Vertippt"}
    with pytest.raises(NotAllowed):
        actions.correct_interval(wrong, ben, **more)
    actions.correct_interval(wrong, ada, **more)
    assert load.bill(one).net == Decimal("21.00") and WorkInterval.objects.count() == 2
    with pytest.raises(NotAllowed):
        actions.correct_interval(wrong, ada, **more)


def test_work_by_hand_needs_a_reason_and_lies_in_the_past(ada: Staff) -> None:
    one = ticket(at("09:00"))
    cases = (
        ("10:00", "11:00", "12:00", " "),
        ("10:00", "11:00", "10:30", "Anruf"),
        ("11:00", "10:00", "12:00", "Anruf"),
        ("10:00", "10:00", "12:00", "Anruf"),
    )
    for start, end, now, reason in cases:
        with pytest.raises(NotAllowed):
            actions.record_interval(one, at(start), at(end), ada, reason=reason, at=at(now))
    assert not WorkInterval.objects.exists()


def test_an_auditor_works_on_nothing(ada: Staff) -> None:
    one = ticket(at("09:00"))
    ada.role = "auditor"
    with pytest.raises(NotAllowed):
        actions.start_timer(one, ada, at=at("10:00"))


def test_the_meter_agrees_with_the_price_and_knows_what_comes_next(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.start_timer(one, ada, at=at("16:40"))
    shown = meter(one, at("16:50"))
    assert shown.net == price(load.facts(one).intervals(at("16:50")), load.tariffs()).net == Decimal("21.00")
    assert (shown.kind, shown.paid_until) == (Kind.DAY, at("16:55"))
    assert (shown.boundary.at, shown.boundary.kind) == (at("17:00"), Kind.SURCHARGE)
    assert (shown.boundary.flat_price, shown.boundary.quarter_price) == (Decimal("80.00"), Decimal("30.00"))
    assert Warn.BOUNDARY_NEAR in shown.warnings and Warn.SPHERE_UNKNOWN in shown.warnings


def test_a_started_quarter_is_used_up_beyond_the_boundary(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.start_timer(one, ada, at=at("16:50"))
    shown = meter(one, at("17:02"))
    assert shown.net == Decimal("21.00")
    # Without consent going on costs nothing more until the next morning.
    assert shown.paid_until == at("09:00", "2026-09-16")


def test_the_meter_shows_the_cap_and_the_proof(ada: Staff) -> None:
    one = ticket()
    assert meter(one, at("18:30")).consent.state is ConsentStanding.NONE
    request = asked(one, ada)
    assert meter(one, at("19:05")).consent.state is ConsentStanding.ASKED
    says_yes(request)
    actions.start_timer(one, ada, at=at("19:10"))
    shown = meter(one, at("19:30"))
    assert shown.consent.state is ConsentStanding.YES and shown.consent.request == request
    assert (shown.cap_seconds, shown.cap_used, shown.cap_left) == (7200, 1800, 5400)
    assert (shown.net, shown.paid_until) == (Decimal("140.00"), at("19:40"))
    assert Warn.CAP_USED in meter(one, at("21:00")).warnings
    assert meter(one, at("09:30", "2026-09-16")).consent.state is ConsentStanding.ENDED


def test_when_the_cap_is_used_up_nobody_begins_again(ada: Staff) -> None:
    one = ticket()
    says_yes(asked(one, ada))
    works(one, ada, "19:10", "21:10")
    with pytest.raises(ConsentNeeded):
        actions.start_timer(one, ada, at=at("21:20"))


def test_the_meter_asks_the_database_equally_often_for_any_amount_of_work(ada: Staff, ben: Staff) -> None:
    one = ticket(at("09:00"))
    works(one, ada, "10:00", "10:10")

    def queries() -> int:
        fresh = Ticket.objects.get(pk=one.pk)
        with CaptureQueriesContext(connection) as asked_for:
            meter(fresh, at("16:00"))
        return len(asked_for)

    few = queries()
    for minute in range(11, 40):
        works(one, ben, f"11:{minute}", f"11:{minute + 1}")
    actions.start_timer(one, ada, at=at("15:00"))
    assert queries() == few


def test_the_newest_finding_counts_also_backwards(ada: Staff) -> None:
    one = ticket(at("09:00"))
    works(one, ada, "10:00", "10:10")
    assert load.bill(one).net == Decimal("21.00")
    actions.find_sphere(one, "outside", "Eigenes Skript", ada, at=at("10:20"))
    actions.find_sphere(one, "inside", "Doch der Switch", ada, at=at("11:00"))
    assert load.bill(one).net == 0 and load.sphere(one).reason == "Doch der Switch"
    assert one.sphere_findings.count() == 2
    assert nordlicht.told(one).count("sphere.found") == 2


def test_a_customer_disputes_the_finding_and_is_answered_once(ada: Staff, ben: Staff) -> None:
    one = ticket()
    found = actions.dispute(one, "Das war Ihr Switch.", at=at("19:00"))
    actions.answer_dispute(found, "Die Messung hängt an.", ada, at=at("19:10"))
    with pytest.raises(NotAllowed):
        actions.answer_dispute(found, "Nein.", ben, at=at("19:11"))
    one.refresh_from_db()
    assert one.is_unread and meter(one, at("19:20")).sphere is Finding.UNKNOWN


def test_without_consent_the_ticket_sleeps_and_the_customer_knows_when_we_come_back(ada: Staff) -> None:
    one = ticket(at("19:30", "2026-09-18"))  # a Friday
    until = actions.sleep_until_working_day(one, ada, at=at("20:00", "2026-09-18"))
    one.refresh_from_db()
    assert until == one.pending_until == at("08:00", "2026-09-21") and one.state == State.PENDING
    text = Message.objects.get(kind="form").text
    assert "Montag, 21. September 2026, 08:00 Uhr" in text and "Montag, 21. September 2026, 09:00 Uhr" in text
    assert one.responded_at is None  # nobody has answered yet


def test_a_timer_asks_once_after_four_hours(ada: Staff) -> None:
    one = ticket(at("09:00"))
    actions.start_timer(one, ada, at=at("10:00"))
    assert ask_due(at("13:59")) == 0
    assert [ask_due(at("14:00")), ask_due(at("14:01"))] == [1, 0]
    assert Warn.STILL_WORKING in meter(one, at("14:01")).warnings
    actions.still_working(ada, at=at("14:05"))
    assert [ask_due(at("18:04")), ask_due(at("18:05"))] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_a_timer_survives_the_death_of_the_process(ada: Staff) -> None:
    one = ticket(at("09:00"))
    child = os.fork()
    if not child:
        connection.close()
        actions.start_timer(one, ada, at=at("10:00"))
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    connection.close()
    assert meter(one, at("10:20")).running[0].since == at("10:00")
    work = actions.stop_timer(ada, at=at("10:30"))
    assert work and work.end == at("10:30")


def _both(*acts: Any) -> list[Exception]:
    """Two people press at the same moment; what they were told."""
    barrier = threading.Barrier(len(acts))
    told: list[Exception] = []

    def press(act: Any) -> None:
        try:
            barrier.wait()
            act()
        except NotAllowed as refusal:
            told.append(refusal)
        finally:
            connection.close()

    people = [threading.Thread(target=press, args=(act,)) for act in acts]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return told


@pytest.mark.django_db(transaction=True)
def test_yes_and_no_at_once_are_one_answer(ada: Staff) -> None:
    from firm import link_in

    request = asked(ticket(), ada)
    token, shown = link_in(request), request.text_sha256
    told = _both(
        lambda: actions.give_consent(token, shown=shown, at=at("19:10")),
        lambda: actions.refuse_consent(token, at=at("19:10")),
    )
    request.refresh_from_db()
    assert len(told) == 1 and request.answer in ("yes", "no")


@pytest.mark.django_db(transaction=True)
def test_two_timers_of_one_person_never_run(ada: Staff) -> None:
    one, other = ticket(at("09:00")), ticket(at("09:00"), subject="Anderes")
    told = _both(*(lambda t=t: actions.start_timer(t, ada, at=at("10:00")) for t in (one, other)))
    assert len(told) == 1 and Timer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_once(ada: Staff, ben: Staff) -> None:
    one = ticket()
    told = _both(*(lambda by=by: asked(one, by) for by in (ada, ben)))
    assert len(told) == 1 and one.consent_requests.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_make_one_charge(ada: Staff, elif_: Staff) -> None:
    one = ticket(at("09:00"))
    works(one, ada, "10:00", "10:10")
    actions.find_sphere(one, "outside", "Eigenes Skript", ada)
    told = _both(*(lambda by=by: actions.approve(one, by) for by in (elif_, nordlicht.person("ines"))))
    assert len(told) == 1 and one.charges.count() == 1
