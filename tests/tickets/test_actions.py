"""What people do with tickets."""

from datetime import timedelta
from typing import Any

import first_response
import nordlicht
import pytest
from django.utils import timezone

from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed, State
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State as Sent
from hostdesk.tickets import actions, drafts, views, waking
from hostdesk.tickets.models import Kind, Link, Message, Participant, Queue, Ticket
from hostdesk.tickets.timeline import entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(ada: Any) -> Ticket:
    """Meyer's request, nobody has taken it."""
    return nordlicht.ticket_of(nordlicht.comes_in())


def _now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


# Taking, sleeping, solving


def test_ada_takes_it_and_ben_who_looked_at_the_same_moment_is_told(
    ticket: Ticket, ada: Any, ben: Any
) -> None:
    bens_page = _now(ticket)
    actions.take(ticket, ada)
    with pytest.raises(NotAllowed, match="quicker"):
        actions.take(bens_page, ben)
    assert _now(ticket).assignee == ada
    actions.take(_now(ticket), ben)  # knowing that it is Ada's
    assert _now(ticket).assignee == ben


def test_an_auditor_changes_nothing(ticket: Ticket) -> None:
    jonas = nordlicht.person("jonas")
    for act in (actions.take, actions.solve, actions.spam, actions.trouble_seen):
        with pytest.raises(NotAllowed):
            act(ticket, jonas)
    actions.seen(ticket, jonas)
    assert _now(ticket).is_unread


def test_sleeping_stops_no_clock(ticket: Ticket, ada: Any) -> None:
    due = ticket.due_at
    actions.pend(ticket, timezone.now() + timedelta(days=30), ada)
    assert _now(ticket).due_at == due
    view = views.view_of(ada, "due-soon")
    assert view is not None
    soon = views.rows(ada, view, now=due + timedelta(seconds=1)).tickets
    assert [one.pk for one in soon] == [ticket.pk]


def test_it_wakes_when_its_moment_comes(ticket: Ticket, ada: Any) -> None:
    until = timezone.now() + timedelta(hours=1)
    actions.pend(ticket, until, ada)
    assert waking.wake_due(until - timedelta(seconds=1)) == 0
    assert waking.wake_due(until) == 1
    assert (_now(ticket).state, _now(ticket).pending_until) == (State.OPEN, None)


def test_the_customers_message_wakes_it(ticket: Ticket, ada: Any) -> None:
    actions.pend(ticket, timezone.now() + timedelta(days=1), ada)
    nordlicht.comes_in(subject=ticket.number)
    assert _now(ticket).state == State.OPEN


def test_whoever_solves_what_nobody_took_has_taken_it(ticket: Ticket, ada: Any) -> None:
    actions.solve(ticket, ada)
    assert (_now(ticket).assignee, _now(ticket).state, _now(ticket).queue) == (ada, State.SOLVED, None)


# Replying


def test_the_first_answer_meets_the_promise_and_takes_the_ticket(ticket: Ticket, ada: Any) -> None:
    reply = first_response.reply(ticket, "Wir sehen nach.", ada)
    now = _now(ticket)
    assert (now.responded_by, now.assignee, now.queue) == (ada, ada, Queue.ANSWERED)
    assert "promise.met" in nordlicht.told(ticket)
    assert reply.delivery is not None
    assert reply.delivery.state == Sent.HELD
    assert ticket.number in reply.subject


def test_too_late_is_too_late(ada: Any) -> None:
    old = nordlicht.ticket_of(nordlicht.comes_in(at=nordlicht.ago(days=9)))
    first_response.reply(old, "Entschuldigung.", ada)
    assert "promise.missed" in nordlicht.told(old)


def test_whoever_wrote_meanwhile_is_read_first(ticket: Ticket, ada: Any) -> None:
    seen = ticket.message_count
    news = nordlicht.comes_in(subject=ticket.number, text="Es geht wieder!")
    with pytest.raises(actions.Moved) as moved:
        first_response.reply(ticket, "Wir sehen nach.", ada, expected_count=seen)
    assert moved.value.news == [news]
    assert not Message.objects.filter(kind=Kind.OUT).exists()
    first_response.reply(ticket, "Schön.", ada, expected_count=seen + 1)


def test_only_what_all_readers_have_seen_is_quoted(ticket: Ticket, ada: Any) -> None:
    alone = first_response.reply(ticket, "Das Passwort ist geheim.", ada, quote=False)
    with_copy = first_response.reply(ticket, "Weiter geht es.", ada, cc=[Address(nordlicht.OZDEMIR)])
    assert "geheim" not in with_copy.text
    assert "nicht erreichbar" not in with_copy.text
    assert with_copy.delivery is not None
    letter = with_copy.delivery.as_letter
    assert alone.message_id not in (letter.in_reply_to, *letter.references)
    again = first_response.reply(ticket, "Und noch etwas.", ada, cc=[Address(nordlicht.OZDEMIR)])
    assert "> Weiter geht es." in again.text


def test_a_note_is_never_quoted(ticket: Ticket, ada: Any, ben: Any) -> None:
    actions.note(ticket, "Der Kunde ist schwierig.", ben)
    assert "schwierig" not in first_response.reply(ticket, "Guten Tag", ada).text


def test_without_an_address_there_is_no_reply(ada: Any) -> None:
    nobody = nordlicht.ticket_of(nordlicht.comes_in("", channel="fax"))
    with pytest.raises(NotAllowed, match="no address"):
        first_response.reply(nobody, "Guten Tag", ada)


# Taking back


def test_a_reply_that_was_taken_back_never_was(ticket: Ticket, ada: Any) -> None:
    reply = first_response.reply(ticket, "Zu früh.", ada, then=actions.SOLVE)
    assert actions.undo(reply, ada)
    now = _now(ticket)
    assert (now.responded_at, now.state, now.queue) == (None, State.OPEN, Queue.FIRST_RESPONSE)
    assert now.message_count == ticket.message_count
    assert drafts.load(ticket, ada)[Kind.OUT].text == "Zu früh."
    assert Delivery.objects.get(pk=reply.delivery_id).state == Sent.CANCELLED
    assert not actions.undo(reply, ada)


def test_a_letter_on_its_way_cannot_be_taken_back(ticket: Ticket, ada: Any) -> None:
    reply = first_response.reply(ticket, "Guten Tag", ada)
    assert actions.send_now(reply, ada)
    fresh = Message.objects.get(pk=reply.pk)
    assert not actions.undo(fresh, ada)
    assert not actions.undo(reply, ada)
    assert _now(ticket).responded_at is not None
    assert "reply.undone" not in nordlicht.told(ticket)


def test_taking_back_a_last_word_leaves_the_ticket_solved(ticket: Ticket, ada: Any) -> None:
    first_response.reply(ticket, "Erledigt.", ada, then=actions.SOLVE)
    last_word = first_response.reply(_now(ticket), "Gern geschehen.", ada)
    assert actions.undo(last_word, ada)
    assert _now(ticket).state == State.SOLVED


def test_taking_back_restores_the_sleep_that_was(ticket: Ticket, ada: Any) -> None:
    until = timezone.now() + timedelta(days=3)
    actions.pend(ticket, until, ada)
    reply = first_response.reply(ticket, "Zwischenstand", ada, then=until + timedelta(days=1))
    assert actions.undo(reply, ada)
    assert (_now(ticket).state, _now(ticket).pending_until) == (State.PENDING, until)


def test_solved_after_a_reply_that_is_taken_back_it_is_open(ticket: Ticket, ada: Any) -> None:
    reply = first_response.reply(ticket, "Zu früh.", ada)
    actions.solve(ticket, ada)
    actions.undo(reply, ada)
    assert _now(ticket).queue == Queue.FIRST_RESPONSE


def test_an_address_put_in_copy_by_mistake_takes_part_no_more(ticket: Ticket, ada: Any) -> None:
    reply = first_response.reply(ticket, "Guten Tag", ada, cc=[Address(nordlicht.MALLORY.upper())])
    actions.undo(reply, ada)
    uninvited = nordlicht.answers(reply, nordlicht.MALLORY)
    assert uninvited.ticket_id != ticket.pk
    first_response.reply(ticket, "Guten Tag", ada, cc=[Address(nordlicht.MALLORY)])
    assert Participant.objects.get(ticket=ticket, address=nordlicht.MALLORY).withdrawn_at is None


def test_what_she_typed_since_is_not_lost(ticket: Ticket, ada: Any) -> None:
    reply = first_response.reply(ticket, "Erster Satz.", ada)
    drafts.save(ticket, ada, Kind.OUT, "Zweiter Satz.")
    actions.undo(reply, ada)
    assert drafts.load(ticket, ada)[Kind.OUT].text == "Erster Satz.\n\nZweiter Satz."


# Merging


@pytest.fixture
def older(ada: Any) -> Ticket:
    """A request of the day before yesterday."""
    return nordlicht.ticket_of(nordlicht.comes_in(nordlicht.OZDEMIR, at=nordlicht.ago(days=2)))


def test_merged_tickets_keep_the_earliest_promise_and_any_answer(
    ticket: Ticket, older: Ticket, ada: Any
) -> None:
    first_response.reply(older, "Wir sehen nach.", ada)
    due, own = older.due_at, ticket.due_at
    actions.merge(older, ticket, ada)
    assert (_now(ticket).due_at, _now(ticket).responded_by) == (due, ada)
    actions.unmerge(older, ada)
    assert (_now(ticket).due_at, _now(ticket).responded_at) == (own, None)
    assert (_now(older).due_at, _now(older).responded_by) == (due, ada)


def test_no_merge_goes_round_in_a_circle(ticket: Ticket, older: Ticket, ada: Any) -> None:
    actions.merge(older, ticket, ada)
    for one, other in ((ticket, older), (older, ticket), (ticket, ticket)):
        with pytest.raises(NotAllowed, match="one ticket already"):
            actions.merge(one, other, ada)


def test_an_open_request_does_not_vanish_in_a_solved_ticket(ticket: Ticket, older: Ticket, ada: Any) -> None:
    actions.solve(older, ada)
    actions.merge(ticket, older, ada)
    assert _now(older).state == State.OPEN
    assert _now(older).queue == Queue.FIRST_RESPONSE


def test_nothing_is_merged_into_spam(ticket: Ticket, older: Ticket, ada: Any) -> None:
    actions.spam(older, ada)
    with pytest.raises(NotAllowed, match="spam"):
        actions.merge(ticket, older, ada)
    assert _now(ticket).merged_into is None


def test_a_merge_in_the_middle_of_a_chain_is_taken_back(ticket: Ticket, older: Ticket, ada: Any) -> None:
    third = nordlicht.ticket_of(nordlicht.comes_in("dritter@neu.example.test", at=nordlicht.ago(days=5)))
    actions.merge(third, older, ada)
    actions.merge(older, ticket, ada)
    assert _now(ticket).due_at == third.due_at
    assert _now(third).root == ticket
    actions.unmerge(older, ada)
    assert (_now(third).root, _now(ticket).merged_into) == (older, None)
    assert _now(older).due_at == third.due_at
    assert _now(ticket).due_at == ticket.due_at
    assert [_now(one).message_count for one in (third, older, ticket)] == [1, 2, 1]
    with pytest.raises(NotAllowed, match="not merged"):
        actions.unmerge(older, ada)


def test_the_timeline_shows_everything_under_one_number(ticket: Ticket, older: Ticket, ada: Any) -> None:
    actions.merge(older, ticket, ada)
    numbers = {entry.number for entry in entries(_now(ticket)) if entry.message}
    assert numbers == {ticket.number, older.number}


def test_trouble_that_was_seen_stays_seen_when_a_merge_is_taken_back(
    ticket: Ticket, older: Ticket, ada: Any
) -> None:
    ours = nordlicht.acknowledgement_of(Message.objects.filter(ticket=older).earliest("pk"))
    assert ours is not None
    nordlicht.report(ours, nordlicht.OZDEMIR)
    actions.merge(older, ticket, ada)
    actions.trouble_seen(ticket, ada)
    actions.unmerge(older, ada)
    assert not _now(older).has_delivery_trouble


def test_whoever_saw_the_merged_ticket_goes_on_seeing_it(ticket: Ticket, ada: Any, elif_: Any) -> None:
    from hostdesk.tickets import access

    billing = nordlicht.ticket_of(nordlicht.comes_in(nordlicht.OZDEMIR, to="billing"))
    actions.merge(billing, ticket, nordlicht.person("ines"))
    assert access.ticket_for(elif_, billing.number).root == ticket
    assert access.ticket_for(elif_, ticket.number) == ticket


def test_linking_twice_is_one_link(ticket: Ticket, older: Ticket, ada: Any) -> None:
    actions.link(ticket, older, ada)
    actions.link(ticket, older, ada)
    assert Link.objects.count() == 1
    actions.dismiss(Link.objects.get(), ada)
    assert Link.objects.get().is_dismissed


def test_a_failing_announcement_does_not_fail_the_action(
    ticket: Ticket, ada: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    from hostdesk.tickets import live

    def fail(group: str, message: dict[str, Any]) -> None:
        raise KeyError(group)

    monkeypatch.setattr(live, "_send", fail)
    with django_capture_on_commit_callbacks(execute=True) as called:
        actions.take(ticket, ada)
    assert called
    assert _now(ticket).assignee == ada
