"""A first response repeats the essential data, whoever writes it and through whichever door (M7, M14)."""

import email
import threading
from email.policy import default
from typing import Any

import first_response
import nordlicht
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from first_response import complete

from hostdesk.core.essentials import Essentials, Item, Request
from hostdesk.core.incoming import Address
from hostdesk.gateways.mail.compose import compose
from hostdesk.journal.models import Event
from hostdesk.journal.record import writing
from hostdesk.tickets import actions, checks, drafts
from hostdesk.tickets.first_responses import Incomplete
from hostdesk.tickets.letters import Words
from hostdesk.tickets.models import FirstResponse, Kind, Message, Ticket
from hostdesk.tickets.notices import notify

pytestmark = pytest.mark.django_db
TEXT = "Guten Tag Frau Meyer,\n\nwir sehen nach."


@pytest.fixture
def ticket(ada: Any) -> Ticket:
    """Meyer's request, nobody has answered it."""
    return nordlicht.ticket_of(nordlicht.comes_in())


def _mail(message: Message) -> str:
    assert message.delivery is not None
    mail = email.message_from_bytes(compose(message.delivery.as_letter, date=timezone.now()), policy=default)
    return "\n".join(part.get_content() for part in mail.walk() if part.get_content_maintype() == "text")


def _parts(message: Message) -> tuple[str, str]:
    plain, _, html = _mail(message).partition("<!doctype html>")
    return plain, html


def _promise(ticket: Ticket) -> dict[str, Any]:
    kept = Event.objects.filter(about=f"ticket:{ticket.number}", kind__startswith="promise.").latest("seq")
    return dict(kept.data)


def test_without_the_data_it_does_not_go_out(ticket: Ticket, ada: Any) -> None:
    with pytest.raises(Incomplete) as refused:
        actions.reply(ticket, TEXT, ada)
    assert set(refused.value.missing) >= {Item.CUSTOMER, Item.SPHERE, Item.COST}
    with pytest.raises(Incomplete) as refused:
        actions.reply(ticket, TEXT, ada, essentials=complete(Request.TECHNICAL, sphere="", cost=" "))
    assert refused.value.missing == (Item.SPHERE, Item.COST)
    ticket.refresh_from_db()
    assert (ticket.responded_at, ticket.messages.filter(kind=Kind.OUT).count()) == (None, 0)


def test_a_reason_lets_it_go_and_is_recorded_but_not_sent(ticket: Ticket, ada: Any) -> None:
    said = Essentials(Request.TECHNICAL, complete(sphere="").values, "Der Serverraum brennt.")
    message = actions.reply(ticket, TEXT, ada, essentials=said)
    told = _promise(ticket)
    assert (told["missing"], told["reason"]) == (["sphere"], "Der Serverraum brennt.")
    assert "Serverraum" not in _mail(message)
    assert "Ursache" not in _mail(message)
    row = FirstResponse.objects.get(message=message)
    assert (row.missing, row.reason) == (["sphere"], "Der Serverraum brennt.")


def test_a_reason_that_nobody_needed_is_not_kept(ticket: Ticket, ada: Any) -> None:
    said = Essentials(Request.QUESTION, complete().values, "Zur Sicherheit.")
    actions.reply(ticket, TEXT, ada, essentials=said)
    assert (_promise(ticket)["missing"], _promise(ticket)["reason"]) == ([], "")


def test_the_block_stands_beneath_the_text_and_above_quotation_and_signature(
    ticket: Ticket, ada: Any
) -> None:
    said = complete(Request.TECHNICAL, cost="21,00 € zzgl. USt. je angefangene Viertelstunde")
    message = actions.reply(ticket, TEXT, ada, essentials=said)
    for part in _parts(message):
        places = [
            part.index(words)
            for words in ("wir sehen nach.", f"Ihre Anfrage {ticket.number} im Überblick", "Kosten",
                          "21,00 €", "Unsere Seite ist nicht erreichbar.")
        ]  # fmt: skip
        assert places == sorted(places)
    assert "<th" in _parts(message)[1]


def test_the_block_speaks_the_customers_language(ada: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in("someone@abroad.example.test", language="en"))
    plain, html = _parts(first_response.reply(ticket, "Hello,\n\nwe are on it.", ada))
    for part in (plain, html):
        assert f"Your request {ticket.number} at a glance" in part
        assert "What it will cost" not in part
        assert "Cost" in part


def test_whatever_is_entered_stays_text(ticket: Ticket, ada: Any) -> None:
    said = complete(subject="<b>fett</b> & *Stern*", disputed="1. Traffic\n2. <script>alert(1)</script>")
    plain, html = _parts(actions.reply(ticket, TEXT, ada, essentials=said))
    assert "<b>fett</b> & *Stern*" in plain
    assert "&lt;b&gt;fett&lt;/b&gt; &amp; *Stern*" in html
    assert "<script" not in html
    assert "1. Traffic<br>" in html.replace("<br />", "<br>")


def test_it_is_kept_as_it_was_sent_and_the_database_refuses_to_change_it(ticket: Ticket, ada: Any) -> None:
    message = first_response.reply(ticket, TEXT, ada)
    row = FirstResponse.objects.get(message=message)
    assert dict(row.values)["cost"] == "cost of the request"
    assert dict(row.values)["department"] == "Support"
    for change in ({"reason": "x"}, {"values": []}):
        with pytest.raises(DatabaseError), transaction.atomic():
            FirstResponse.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        FirstResponse.objects.filter(pk=row.pk)._raw_delete(row._state.db)


@pytest.mark.django_db(transaction=True)  # PostgreSQL switches no triggers within one
def test_verify_finds_what_somebody_with_all_rights_has_changed(
    ticket: Ticket, ada: Any, without_triggers: Any
) -> None:
    message = first_response.reply(ticket, TEXT, ada)
    assert not list(checks.first_responses_are_as_recorded())
    with without_triggers(connection):
        FirstResponse.objects.filter(message=message).update(values=[["cost", "nothing"]])
        assert [one.where for one in checks.first_responses_are_as_recorded()] == [f"message {message.pk}"]
        FirstResponse.objects.filter(message=message).delete()
        assert len(list(checks.first_responses_are_as_recorded())) == 1


def test_further_replies_need_no_form_and_repeat_none(ticket: Ticket, ada: Any) -> None:
    first_response.reply(ticket, TEXT, ada)
    second = first_response.reply(ticket, "Es geht wieder.", ada)
    assert "im Überblick" not in second.text
    assert not FirstResponse.objects.filter(message=second).exists()
    actions.reply(ticket, "Gern geschehen.", ada)


def test_a_notice_or_a_note_is_no_first_response(ticket: Ticket, ada: Any) -> None:
    with writing():
        notify(ticket, Address(ticket.requester), Words("x", "x"), ada, timezone.now(), kind="consent.sleep")
    actions.note(ticket, "Nur für uns.", ada)
    with pytest.raises(Incomplete):
        actions.reply(Ticket.objects.get(pk=ticket.pk), TEXT, ada)


def test_a_reply_that_was_taken_back_was_none_and_its_data_are_a_draft_again(
    ticket: Ticket, ada: Any
) -> None:
    said = Essentials(Request.TECHNICAL, complete(sphere="").values, "Später.", typed={Item.COST: "20 Euro"})
    actions.undo(actions.reply(ticket, TEXT, ada, essentials=said), ada)
    kept = drafts.load(ticket, ada)[Kind.OUT]
    assert kept.essentials == {"request": "technical", "typed": {"cost": "20 Euro"}, "reason": "Später."}
    with pytest.raises(Incomplete):
        actions.reply(ticket, TEXT, ada)
    first_response.reply(ticket, TEXT, ada)
    assert FirstResponse.objects.count() == 2


def test_after_a_merge_one_is_enough_and_after_taking_it_back_each_needs_its_own(
    ticket: Ticket, ada: Any
) -> None:
    other = nordlicht.ticket_of(nordlicht.comes_in(subject="Noch etwas"))
    first_response.reply(ticket, TEXT, ada)
    root = actions.merge(ticket, other, ada)
    actions.reply(root, "Und weiter.", ada)
    actions.unmerge(ticket, ada)
    third = nordlicht.ticket_of(nordlicht.comes_in(subject="Drittes"))
    with pytest.raises(Incomplete):
        actions.reply(third, TEXT, ada)


def test_what_is_required_follows_the_department_that_has_it_now(ticket: Ticket, ada: Any) -> None:
    said = complete(Request.TECHNICAL, sphere="", cost="", start="")
    with pytest.raises(Incomplete):
        actions.reply(ticket, TEXT, ada, essentials=said)
    actions.change_department(ticket, nordlicht.department("accounting"), ada)
    message = actions.reply(ticket, TEXT, ada, essentials=said)
    assert dict(FirstResponse.objects.get(message=message).values)["department"] == "Buchhaltung"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_first_response(ticket: Ticket, ada: Any, ben: Any) -> None:
    ends: list[object] = []

    def writes(who: Any) -> None:
        try:
            ends.append(actions.reply(ticket, TEXT, who, essentials=complete(), expected_count=1))
        except actions.Moved as moved:
            ends.append(moved)
        finally:
            connection.close()

    threads = [threading.Thread(target=writes, args=[who]) for who in (ada, ben)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(type(one).__name__ for one in ends) == ["Message", "Moved"]
    assert FirstResponse.objects.count() == 1


def test_a_draft_keeps_the_data_with_and_without_text(ticket: Ticket, ada: Any) -> None:
    entered = {"request": "technical", "typed": {"sphere": "outside\x00"}, "reason": ""}
    drafts.save(ticket, ada, Kind.OUT, "", essentials=entered)
    assert drafts.load(ticket, ada)[Kind.OUT].essentials["typed"]["sphere"].startswith("outside")
    drafts.save(ticket, ada, Kind.OUT, "Guten Tag")
    assert drafts.load(ticket, ada)[Kind.OUT].essentials["request"] == "technical"
    drafts.save(ticket, ada, Kind.OUT, "", essentials={"request": "", "typed": {}, "reason": ""})
    assert drafts.load(ticket, ada) == {}
