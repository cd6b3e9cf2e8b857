"""Every call that came in is a ticket, or a message on one, by itself and once (M4, M6, M9)."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone
from exchange import MEYER, SALES, STRANGER, SUPPORT, answer, hangup, new_call, settle_down, tell, the_call

from hostdesk.core.calls import Happening, Heard
from hostdesk.demo import cast
from hostdesk.gateways import arrivals, reconcile
from hostdesk.gateways.models import Arrival
from hostdesk.gateways.phone import checks, following, hearing
from hostdesk.gateways.phone.models import Call
from hostdesk.journal.models import Event
from hostdesk.tickets import callbacks
from hostdesk.tickets.models import CallBack, Link, Message, Ticket

pytestmark = pytest.mark.usefixtures("exchange")


def test_a_call_on_the_hotline_is_a_ticket_of_sales() -> None:
    tell(new_call(called=SALES), answer(called=SALES), hangup(called=SALES))
    settle_down()
    ticket = Ticket.objects.get()
    assert (ticket.department.slug, ticket.channel, ticket.customer) == ("sales", "phone", None)
    assert ticket.subject == "Anruf von +49 1512 3456789"
    assert "Angenommen von Ben" in Message.objects.get().text
    assert (the_call().ticket, the_call().message) == (ticket, Message.objects.get())
    assert not CallBack.objects.exists()


def test_a_missed_call_is_called_back_within_the_promise() -> None:
    tell(new_call(caller=MEYER), hangup(caller=MEYER, cause="cancel"))
    settle_down()
    ticket, promised = Ticket.objects.get(), CallBack.objects.get()
    assert ticket.department.slug == "support"
    assert (ticket.customer.number, ticket.contact) == (cast.MEYER.number, None)  # named, not proven
    assert promised.ticket == ticket
    assert promised.number == the_call().caller_e164
    assert promised.call_from < promised.call_until
    assert promised.call_until >= ticket.due_at
    assert Event.objects.filter(kind="call_back.promised").count() == 1


def test_who_withholds_the_number_cannot_be_called_back() -> None:
    tell(new_call(caller="anonymous"), hangup(caller="anonymous", cause="cancel"))
    settle_down()
    assert Ticket.objects.get().subject == "Verpasster Anruf von unterdrückte Nummer"
    assert not CallBack.objects.exists()


def test_nothing_is_a_ticket_before_it_is_over() -> None:
    tell(new_call(), answer())
    settle_down()
    assert not Ticket.objects.exists()
    assert the_call().state == "talking"


def test_what_we_dial_ourselves_and_what_never_rang_is_no_ticket() -> None:
    tell(new_call(direction="out"), hangup(direction="out", cause="noAnswer"))
    settle_down()
    assert not Arrival.objects.exists()
    assert the_call().is_handed_in


def test_a_call_joins_only_what_a_person_chose() -> None:
    tell(new_call(caller=MEYER), hangup(caller=MEYER))
    settle_down()
    first = Ticket.objects.get()
    tell(new_call("c2", MEYER))
    Call.objects.filter(call_id="c2").update(ticket=first)
    tell(answer("c2", MEYER), hangup("c2", MEYER), new_call("c3", MEYER), hangup("c3", MEYER))
    settle_down()
    assert Message.objects.filter(ticket=first).count() == 2
    own = Ticket.objects.exclude(pk=first.pk).get()
    assert Link.objects.get(ticket=own).other == first
    assert Call.objects.get(call_id="c2").message.joined_because["why"] == "chosen"


def test_a_call_that_was_handed_over_stays_one_ticket() -> None:
    tell(new_call(), answer(), hangup())
    settle_down()
    tell(new_call("c2", origCallId="c1"), answer("c2", user="Cem"), hangup("c2"))
    settle_down()
    assert Message.objects.filter(ticket=Ticket.objects.get()).count() == 2


@pytest.mark.parametrize("seed", range(6))
def test_order_repetition_and_delay_make_no_difference(seed: int) -> None:
    events = [new_call(), answer(), hangup()] * 2
    random.Random(seed).shuffle(events)
    for one in events:
        tell(one)
        if seed % 2:
            following.run_once(timezone.now())
    settle_down()
    tell(*events)
    settle_down()
    assert (Ticket.objects.count(), Message.objects.count()) == (1, 1)
    assert (the_call().result, the_call().agent, the_call().state) == ("answered", "Ben", "ended")
    assert not list(reconcile.arrivals_are_messages())
    assert not list(reconcile.messages_came_through_a_door())
    assert not list(checks.calls_are_messages())


def test_an_answer_told_after_the_ticket_was_made_takes_the_call_back_off_the_list() -> None:
    tell(new_call(), hangup(cause="cancel"))
    settle_down()
    assert callbacks.promised().count() == 1
    tell(answer())
    assert not callbacks.promised().exists()
    assert CallBack.objects.get().state == "dropped"
    assert Ticket.objects.count() == 1


def test_a_call_whose_end_was_lost_is_called_back() -> None:
    now = timezone.now()
    rang = Heard(Happening.RINGING, "c1", now - timedelta(minutes=20), "in", STRANGER, SUPPORT)
    hearing.keep("zentrale", rang, "")
    tell()
    following.end_lost(now - timedelta(minutes=6))
    assert the_call().is_going_on
    following.end_lost(now)
    settle_down()
    assert callbacks.promised().get().number == f"+{STRANGER}"
    tell(answer(), new_call())  # what comes now does not bring it to life again
    assert the_call().state == "ended"


def test_a_call_that_is_handed_in_twice_is_one_ticket() -> None:
    tell(new_call(), hangup(cause="cancel"))
    settle_down()
    Call.objects.update(is_handed_in=False)
    settle_down()
    assert (Ticket.objects.count(), CallBack.objects.count(), Arrival.objects.count()) == (1, 1, 1)


def test_verify_names_a_call_that_is_on_no_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(new_call(), hangup(cause="cancel"))
    assert not list(checks.calls_are_messages())  # just now
    monkeypatch.setattr(checks, "PATIENCE", timedelta(0))
    assert [one.text for one in checks.calls_are_messages()] == [
        f"Call {the_call().pk} is over and on no ticket."
    ]
    settle_down()
    assert not list(checks.calls_are_messages())


@pytest.mark.parametrize("step", ["arrivals.accept", "Call.update"])
def test_a_worker_that_dies_on_the_way_loses_and_doubles_nothing(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    tell(new_call(), hangup(cause="cancel"))
    real = arrivals.accept

    def dies(*args: object, **named: object) -> None:
        if step == "Call.update":
            real(*args, **named)
        raise OSError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "accept", dies)
        with pytest.raises(OSError, match="killed"):
            settle_down()
    settle_down()
    assert (Ticket.objects.count(), CallBack.objects.count()) == (1, 1)
    assert not list(reconcile.receipts_are_arrivals())
