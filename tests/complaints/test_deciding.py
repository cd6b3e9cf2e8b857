"""From a disputed item to the letter and the credit, and what nobody may do on the way."""

import threading
from decimal import Decimal
from typing import Any

import complaint_world as world
import nordlicht
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hostdesk.accounts.models import Staff
from hostdesk.complaints import actions, loading
from hostdesk.complaints.models import Complaint, ItemDecision, Result, Stage
from hostdesk.core import complaints as rules
from hostdesk.core.complaints import Answer, Decision
from hostdesk.core.states import NotAllowed
from hostdesk.journal.verify import verify
from hostdesk.outbox.models import Delivery
from hostdesk.tickets.models import Kind, Ticket

pytestmark = pytest.mark.usefixtures("db")


def said(answer: str = "accepted", amount: str | None = None, **more: Any) -> Decision:
    rate = Decimal(more["rate"]) if "rate" in more else None
    text = more.get("text", "Die Kündigung lag rechtzeitig vor.")
    return Decision(Answer(answer), text, Decimal(amount) if amount else None, rate)


def decide_all(complaint: Complaint, by: Staff, decision: Decision | None = None) -> list[ItemDecision]:
    return [actions.decide(item, decision or said(), by) for item in complaint.items.all()]


def fresh(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def test_a_customer_reads_the_decision_and_the_sum_in_her_language(elif_: Staff) -> None:
    server, storage, _discount = world.items(world.invoice())
    complaint = world.complaint(world.disputed(storage, "11.90"), world.disputed(server, "95.08"))
    first, second = complaint.items.all()
    actions.decide(first, said(), elif_)
    assert fresh(complaint).stage == Stage.OPEN
    actions.decide(second, said("partly", "23.80", text="Nur der Januar war doppelt."), elif_)
    assert fresh(complaint).stage == Stage.DECIDED
    result = actions.finish(complaint, elif_)
    assert (str(result.net), str(result.vat), str(result.gross)) == ("30.00", "5.70", "35.70")
    letter = result.message.text
    for words in (
        f"Reklamation zur Rechnung {world.NUMBER}",
        "1. Zusätzlicher Speicher 50 GB (Position 2 der Rechnung)",
        "Die Kündigung lag rechtzeitig vor.", "Sie haben zum Teil recht", "Nur der Januar war doppelt.",
        "Gutschrift insgesamt: 35,70\u00a0€", "davon 30,00\u00a0€ netto und 5,70\u00a0€ USt. (19 %)",
    ):  # fmt: skip
        assert words in letter, (words, letter)
    assert fresh(complaint).stage == Stage.FINISHED
    sent = Delivery.objects.get(pk=result.message.delivery_id)
    assert sent.as_letter.to[0].address == nordlicht.MEYER


def test_the_result_is_the_first_response_if_nobody_has_answered_before(elif_: Staff) -> None:
    complaint = world.complaint()
    decide_all(complaint, elif_)
    message = actions.finish(complaint, elif_).message
    ticket = Ticket.objects.get(pk=complaint.ticket_id)
    assert (ticket.responded_by, ticket.assignee, message.kind) == (elif_, elif_, Kind.NOTICE)
    assert "promise.met" in nordlicht.told(ticket)
    assert f"Ihre Anfrage {ticket.number} im Überblick" in message.text
    assert message.first_response.missing == []


def test_a_guest_is_told_what_she_typed_and_nothing_of_the_invoice(elif_: Staff) -> None:
    world.invoice()
    complaint = actions.open_complaint(
        world.ticket(nordlicht.MALLORY), invoice_number=world.NUMBER.lower(), contact=None,
        items=[world.disputed(None, "30.00", description="Position 1")],
    )  # fmt: skip
    [item] = complaint.items.all()
    actions.decide(item, said("refused", text="Wir können Ihnen dazu nichts sagen."), elif_)
    letter = actions.finish(complaint, elif_).message.text
    assert world.NUMBER.lower() in letter
    assert "Managed Server" not in letter
    assert "95,08" not in letter
    assert "Meyer" not in letter


def test_only_who_keeps_the_accounts_decides(ada: Staff, elif_: Staff) -> None:
    complaint = world.complaint()
    auditor = nordlicht.person("jonas")
    for person in (ada, auditor):
        with pytest.raises(NotAllowed, match="Accounting"):
            decide_all(complaint, person)
        with pytest.raises(NotAllowed, match="Accounting"):
            actions.finish(complaint, person)
    decide_all(complaint, nordlicht.person("ines"))


def test_a_decision_is_corrected_by_another_one_and_only_with_a_reason(elif_: Staff) -> None:
    complaint = world.complaint()
    [item] = complaint.items.all()
    first = actions.decide(item, said("refused"), elif_)
    with pytest.raises(NotAllowed, match="decided already"):
        actions.decide(item, said(), elif_)
    with pytest.raises(NotAllowed, match="what was decided"):
        actions.decide(item, said("refused"), elif_, correction="Noch einmal.")
    second = actions.decide(item, said(), elif_, correction="Kündigung übersehen.")
    [line] = loading.lines(complaint)
    assert (line.decision, line.decisions) == (second, (first, second))
    assert nordlicht.told(complaint.ticket)[-2:] == ["complaint.decided", "complaint.corrected"]


def test_a_correction_after_the_letter_writes_another_with_the_difference(elif_: Staff) -> None:
    complaint = world.complaint()
    [item] = complaint.items.all()
    decide_all(complaint, elif_, said("partly", "1.19"))
    actions.finish(complaint, elif_)
    with pytest.raises(NotAllowed, match="already"):
        actions.finish(complaint, elif_)
    actions.decide(item, said(), elif_, correction="Es war der ganze Monat.")
    assert fresh(complaint).stage == Stage.DECIDED
    second = actions.finish(complaint, elif_)
    assert (second.number, str(second.gross), str(second.net)) == (2, "10.71", "9.00")
    assert "Zusätzlich zur früheren Gutschrift: 10,71\u00a0€" in second.message.text
    actions.decide(item, said("refused"), elif_, correction="Doch nicht.")
    third = actions.finish(complaint, elif_)
    assert str(third.gross) == "-11.90"
    assert "entfallen von der früheren Gutschrift: 11,90\u00a0€" in third.message.text


def test_nothing_is_finished_while_an_item_waits(elif_: Staff) -> None:
    with pytest.raises(NotAllowed, match="every item"):
        actions.finish(world.complaint(), elif_)


def test_two_complaints_together_give_back_no_more_than_the_item_costs(elif_: Staff) -> None:
    decide_all(world.complaint(), elif_, said("partly", "10.00"))
    second = world.complaint()
    with pytest.raises(NotAllowed) as refusal:
        decide_all(second, elif_, said("partly", "2.00"))
    assert refusal.value.text == rules.ABOVE_ITEM
    [made] = decide_all(second, elif_, said())
    assert str(made.gross) == "1.90"


def test_the_same_item_twice_in_a_complaint_is_given_back_once(elif_: Staff) -> None:
    storage = world.items(world.invoice())[1]
    complaint = world.complaint(world.disputed(storage), world.disputed(storage))
    first, second = decide_all(complaint, elif_)
    assert (str(first.gross), str(second.gross)) == ("11.90", "0.00")


def test_decisions_and_results_are_never_changed(elif_: Staff) -> None:
    complaint = world.complaint()
    decide_all(complaint, elif_)
    result = actions.finish(complaint, elif_)
    for change in (
        lambda: ItemDecision.objects.update(gross=0),
        lambda: Result.objects.update(gross=0),
        lambda: Result.objects.filter(pk=result.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_verify_finds_nothing_in_good_complaints(elif_: Staff) -> None:
    complaint = world.complaint()
    decide_all(complaint, elif_)
    actions.finish(complaint, elif_)
    assert verify().findings == []


def test_verify_finds_a_finished_complaint_without_a_letter(elif_: Staff) -> None:
    complaint = world.complaint()
    Complaint.objects.filter(pk=complaint.pk).update(stage=Stage.FINISHED)
    assert any("finished without a letter" in one.text for _check, one in verify().findings)


def test_loading_takes_a_constant_number_of_queries(elif_: Staff) -> None:
    server, storage, discount = world.items(world.invoice())
    small = world.complaint(world.disputed(storage))
    big = world.complaint(*(world.disputed(one) for one in (server, storage, discount)))
    counted = []
    for one in (small, big):
        with CaptureQueriesContext(connection) as seen:
            loading.lines(one)
        counted.append(len(seen))
    assert counted[0] == counted[1]


@pytest.mark.django_db(transaction=True)
def test_two_people_who_press_at_once_write_one_letter(transactional_db: Any, elif_: Staff) -> None:
    complaint = world.complaint()
    decide_all(complaint, elif_)
    refusals: list[str] = []
    ready = threading.Barrier(2)

    def press() -> None:
        ready.wait()
        try:
            actions.finish(complaint, elif_)
        except NotAllowed as refusal:
            refusals.append(refusal.text)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert len(refusals) == 1
    assert Result.objects.count() == 1
