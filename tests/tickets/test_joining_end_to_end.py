"""Which messages join which ticket, with real keys, and what attackers get instead."""

from typing import Any

import first_response
import nordlicht
import pytest

from hostdesk.core.incoming import Address, Robot
from hostdesk.core.states import State
from hostdesk.lib import reply_keys
from hostdesk.outbox.models import Delivery
from hostdesk.tickets import actions
from hostdesk.tickets.models import Link, LinkKind, Message, Participant

pytestmark = pytest.mark.django_db


def _ours(message: Message) -> Message:
    acknowledgement = nordlicht.acknowledgement_of(message)
    assert acknowledgement is not None
    return acknowledgement


def test_a_reply_with_our_key_joins_and_the_reason_is_kept(db: Any) -> None:
    first = nordlicht.comes_in()
    answer = nordlicht.answers(_ours(first))
    assert answer.ticket_id == first.ticket_id
    assert answer.joined_because == {"kind": "join", "why": "reply_key"}


def test_a_reply_joins_by_its_message_id_alone_if_the_sender_takes_part(db: Any) -> None:
    first = nordlicht.comes_in()
    answer = nordlicht.comes_in(in_reply_to=_ours(first).message_id)
    assert answer.ticket_id == first.ticket_id


def test_a_number_joins_only_for_those_who_take_part(db: Any) -> None:
    first = nordlicht.comes_in()
    number = nordlicht.ticket_of(first).number
    assert nordlicht.comes_in(subject=f"Noch etwas zu {number}").ticket_id == first.ticket_id
    own = nordlicht.comes_in(nordlicht.MALLORY, subject=f"Re: {number}")
    assert own.ticket_id != first.ticket_id
    assert own.joined_because["why"] == "not_a_participant"
    suggestion = Link.objects.get(ticket=own.ticket_id)
    assert (suggestion.other_id, suggestion.kind) == (first.ticket_id, LinkKind.MAY_BELONG)


@pytest.mark.parametrize("way", ["key", "message_id", "number", "all"])
def test_mallory_joins_nothing_whatever_she_has_found(db: Any, way: str) -> None:
    first = nordlicht.comes_in()
    ours = _ours(first)
    assert ours.delivery is not None
    letter = ours.delivery.as_letter
    ways: dict[str, dict[str, Any]] = {
        "key": {"recipients": (letter.reply_to,)},
        "message_id": {"in_reply_to": ours.message_id, "references": (ours.message_id, first.message_id)},
        "number": {"subject": nordlicht.ticket_of(first).number},
    }
    ways["all"] = {**ways["key"], **ways["message_id"], **ways["number"]}
    assert nordlicht.comes_in(nordlicht.MALLORY, **ways[way]).ticket_id != first.ticket_id
    assert set(Participant.objects.filter(ticket=first.ticket_id).values_list("address", flat=True)) == {
        nordlicht.MEYER
    }


def test_a_forged_sender_joins_nothing_even_with_her_key(db: Any) -> None:
    first = nordlicht.comes_in()
    forged = nordlicht.answers(_ours(first), authentication=nordlicht.FORGED)
    assert forged.ticket_id != first.ticket_id
    assert forged.joined_because["why"] == "forged"


def test_a_key_signed_with_another_secret_is_nothing(db: Any) -> None:
    first = nordlicht.comes_in()
    forged = reply_keys.issue(first.ticket_id, nordlicht.MALLORY, "another secret")
    to = reply_keys.reply_address(nordlicht.address("support"), forged)
    assert nordlicht.comes_in(nordlicht.MALLORY, recipients=(to,)).ticket_id != first.ticket_id


def test_a_key_for_another_ticket_leads_to_that_one_only(db: Any) -> None:
    mine = nordlicht.comes_in(nordlicht.MALLORY)
    meyers = nordlicht.comes_in()
    answer = nordlicht.answers(
        _ours(mine), nordlicht.MALLORY, subject=f"Re: {nordlicht.ticket_of(meyers).number}"
    )
    assert answer.ticket_id == mine.ticket_id


def test_whoever_an_agent_put_in_copy_may_answer(ada: Any) -> None:
    first = nordlicht.comes_in()
    reply = first_response.reply(
        nordlicht.ticket_of(first), "Wir schauen.", ada, cc=[Address(nordlicht.OZDEMIR)]
    )
    answer = nordlicht.answers(reply, nordlicht.OZDEMIR)
    assert (answer.ticket_id, answer.joined_because["why"]) == (first.ticket_id, "reply_key_participant")


def test_in_a_form_an_address_is_only_typed_and_joins_nothing(db: Any) -> None:
    first = nordlicht.comes_in()
    typed = nordlicht.comes_in(channel="form", subject=nordlicht.ticket_of(first).number)
    assert typed.ticket_id != first.ticket_id


# Solved tickets


def test_a_reply_to_a_solved_ticket_opens_it_again(ada: Any) -> None:
    first = nordlicht.comes_in()
    actions.solve(nordlicht.ticket_of(first), ada)
    nordlicht.answers(_ours(first), text="Leider noch nicht.")
    ticket = nordlicht.ticket_of(first)
    assert (ticket.state, ticket.solved_at) == (State.OPEN, None)
    assert "ticket.reopened" in nordlicht.told(ticket)


def test_long_after_it_opens_a_new_one_that_is_linked(ada: Any) -> None:
    first = nordlicht.comes_in(at=nordlicht.ago(days=60))
    actions.solve(nordlicht.ticket_of(first), ada, at=nordlicht.ago(days=31))
    late = nordlicht.answers(_ours(first))
    assert late.ticket_id != first.ticket_id
    assert nordlicht.ticket_of(first).state == State.SOLVED
    assert Link.objects.get(ticket=late.ticket_id).kind == LinkKind.FOLLOW_UP


@pytest.mark.parametrize("robot", [Robot.OUT_OF_OFFICE, Robot.AUTOMATIC])
def test_a_machine_neither_reopens_nor_wakes(ada: Any, robot: Robot) -> None:
    solved, asleep = nordlicht.comes_in(), nordlicht.comes_in(nordlicht.OZDEMIR)
    actions.solve(nordlicht.ticket_of(solved), ada)
    actions.pend(nordlicht.ticket_of(asleep), nordlicht.ago(days=-2), ada)
    for first, sender in ((solved, nordlicht.MEYER), (asleep, nordlicht.OZDEMIR)):
        notice = nordlicht.answers(_ours(first), sender, robot=robot)
        assert notice.ticket_id == first.ticket_id
    assert nordlicht.ticket_of(solved).state == State.SOLVED
    assert nordlicht.ticket_of(asleep).state == State.PENDING


def test_a_customers_answer_brings_back_what_was_hidden_as_spam(ada: Any) -> None:
    first = nordlicht.comes_in()
    actions.spam(nordlicht.ticket_of(first), ada)
    nordlicht.answers(_ours(first))
    assert not nordlicht.ticket_of(first).is_spam


# Delivery reports


def test_a_report_about_the_person_we_wrote_to_is_believed(db: Any) -> None:
    first = nordlicht.comes_in()
    report = nordlicht.report(_ours(first), nordlicht.MEYER.upper())
    assert report.ticket_id == first.ticket_id
    assert nordlicht.ticket_of(first).has_delivery_trouble
    assert Delivery.objects.get().bounced_at is not None


def test_a_report_that_merely_quotes_our_message_id_joins_nothing(db: Any) -> None:
    first = nordlicht.comes_in()
    forged = nordlicht.report(_ours(first), nordlicht.MALLORY)
    assert forged.ticket_id != first.ticket_id
    assert Link.objects.get(ticket=forged.ticket_id).other_id == first.ticket_id
    assert not nordlicht.ticket_of(first).has_delivery_trouble
    assert Delivery.objects.get().bounced_at is None


def test_a_report_to_our_return_path_is_known_by_its_key(db: Any) -> None:
    first = nordlicht.comes_in()
    ours = _ours(first)
    report = nordlicht.report(ours, "someone.else@forwarded.example.test", key=nordlicht.return_key(ours))
    assert report.ticket_id == first.ticket_id
    other = nordlicht.report(ours, nordlicht.MALLORY, key="a" * 34)
    assert other.ticket_id != first.ticket_id


def test_a_report_does_not_reopen_a_solved_ticket_but_shows_the_trouble(ada: Any) -> None:
    first = nordlicht.comes_in()
    actions.solve(nordlicht.ticket_of(first), ada)
    nordlicht.report(_ours(first), nordlicht.MEYER)
    ticket = nordlicht.ticket_of(first)
    assert (ticket.state, ticket.has_delivery_trouble) == (State.SOLVED, True)


# Merged tickets


def test_mail_to_a_merged_number_is_shown_in_the_root_and_leaves_with_the_number(ada: Any) -> None:
    old, new = nordlicht.comes_in(), nordlicht.comes_in(nordlicht.OZDEMIR)
    actions.merge(nordlicht.ticket_of(old), nordlicht.ticket_of(new), ada)
    before = nordlicht.ticket_of(new).message_count
    answer = nordlicht.answers(_ours(old))
    assert answer.ticket_id == old.ticket_id
    assert nordlicht.ticket_of(new).message_count == before + 1
    actions.unmerge(nordlicht.ticket_of(old), ada)
    assert nordlicht.ticket_of(old).message_count == 2
    assert nordlicht.ticket_of(new).message_count == 1


def test_a_longer_message_id_than_any_index_takes_still_joins(db: Any) -> None:
    long = "ü" * 900 + "@lang.example.test"
    first = nordlicht.comes_in(message_id=long)
    assert len(first.message_id) <= 250
    assert nordlicht.comes_in(in_reply_to=long).ticket_id == first.ticket_id
    assert nordlicht.comes_in(in_reply_to="ü" * 900 + "@kurz.example.test").ticket_id != first.ticket_id


def test_a_copied_message_id_keeps_nobody_from_joining(db: Any) -> None:
    first = nordlicht.comes_in()
    nordlicht.comes_in(nordlicht.MALLORY, message_id=first.message_id)
    assert nordlicht.comes_in(in_reply_to=first.message_id).ticket_id == first.ticket_id
