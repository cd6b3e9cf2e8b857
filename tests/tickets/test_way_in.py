"""What comes from outside becomes a message on a ticket, exactly once."""

from typing import Any

import nordlicht
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hostdesk.core.incoming import Address, Authentication, Robot, Verdict
from hostdesk.core.states import State
from hostdesk.demo import cast
from hostdesk.tickets import access, counting, intake, quarantine, views
from hostdesk.tickets.models import Kind, Link, Message, Participant, Queue, Ticket

pytestmark = pytest.mark.django_db


def test_a_request_gets_a_number_a_department_a_promise_and_an_acknowledgement(db: Any) -> None:
    message = nordlicht.comes_in(to="billing")
    ticket = nordlicht.ticket_of(message)
    assert ticket.number.startswith("HD-")
    assert ticket.department.slug == "accounting"
    assert ticket.due_at > ticket.received_at
    assert ticket.queue == Queue.FIRST_RESPONSE
    acknowledgement = nordlicht.acknowledgement_of(message)
    assert acknowledgement is not None
    assert ticket.number in acknowledgement.subject
    assert nordlicht.told(ticket) == ["ticket.opened", "message.received", "message.acknowledged"]


def test_the_same_message_again_changes_nothing(db: Any) -> None:
    incoming = nordlicht.letter()
    first = intake.receive(incoming, timezone.now())
    assert intake.receive(incoming, timezone.now()) == first
    assert Ticket.objects.count() == 1
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1


def test_a_mail_without_message_id_subject_and_text_is_kept(db: Any) -> None:
    message = nordlicht.comes_in(message_id="", subject="", text="")
    assert nordlicht.ticket_of(message).queue == Queue.FIRST_RESPONSE


def test_a_mail_to_an_unknown_address_of_ours_goes_to_support(db: Any) -> None:
    assert nordlicht.ticket_of(nordlicht.comes_in(to="info")).department.slug == "support"


def test_a_mail_to_two_departments_is_one_ticket_that_both_see_until_one_takes_it(
    ada: Any, elif_: Any
) -> None:
    from hostdesk.tickets import actions

    both = (nordlicht.address("support"), nordlicht.address("billing"))
    ticket = nordlicht.ticket_of(nordlicht.comes_in(recipients=both))
    number = ticket.number
    assert access.ticket_for(ada, number) == access.ticket_for(elif_, number) == ticket
    actions.take(ticket, ada)
    assert access.ticket_for(ada, number) == ticket
    with pytest.raises(access.NotFound):
        access.ticket_for(elif_, number)


def test_the_same_mail_by_way_of_a_second_department_is_shown_to_both(ada: Any, elif_: Any) -> None:
    incoming = nordlicht.letter()
    known = intake.receive(incoming, timezone.now())
    with pytest.raises(access.NotFound):
        access.message_for(elif_, known.pk)
    intake.also_for(known, (nordlicht.address("billing"),))
    assert access.message_for(elif_, known.pk) == known == access.message_for(ada, known.pk)


def test_a_customer_is_known_by_her_address(db: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in())
    assert ticket.customer is not None
    assert ticket.customer.number == cast.MEYER.number
    assert ticket.contact is not None


def test_a_number_in_the_text_names_a_customer_but_no_contact(db: Any) -> None:
    spelt = cast.MEYER.number.replace("-", "").lower()
    ticket = nordlicht.ticket_of(nordlicht.comes_in(nordlicht.STRANGER, text=f"Kundennummer {spelt}"))
    assert ticket.customer is not None
    assert ticket.customer.number == cast.MEYER.number
    assert ticket.contact is None


def test_a_number_that_our_tables_do_not_know_is_only_text(db: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in(nordlicht.STRANGER, text="K-99999 wp999999 R-2099-99999"))
    assert (ticket.customer, ticket.account_number, ticket.invoice_number) == (None, "", "")


def test_somebody_elses_invoice_is_not_believed(db: Any) -> None:
    invoice = cast.OZDEMIR.invoices[0][0]
    assert nordlicht.ticket_of(nordlicht.comes_in(text=invoice)).invoice_number == ""
    assert nordlicht.ticket_of(nordlicht.comes_in(nordlicht.OZDEMIR, text=invoice)).invoice_number == invoice


def test_a_forged_sender_is_not_taken_for_the_contact(db: Any) -> None:
    ticket = nordlicht.ticket_of(nordlicht.comes_in(authentication=nordlicht.FORGED))
    assert ticket.contact is None


@pytest.mark.parametrize(
    ("sender", "detected", "expected"),
    [
        (nordlicht.MEYER, "en", cast.MEYER.language),  # her own language comes before what a machine guesses
        (nordlicht.STRANGER, "en", "en"),
        (nordlicht.STRANGER, "de", "de"),
        (nordlicht.STRANGER, "", "de"),
        (nordlicht.STRANGER, "it", "de"),
    ],
)
def test_letters_go_out_in_the_customers_language(db: Any, sender: str, detected: str, expected: str) -> None:
    assert nordlicht.ticket_of(nordlicht.comes_in(sender, language=detected)).language == expected


def test_whoever_stands_in_copy_does_not_take_part(db: Any) -> None:
    message = nordlicht.comes_in(cc=(Address(nordlicht.MALLORY),))
    assert set(Participant.objects.values_list("address", flat=True)) == {nordlicht.MEYER}
    quoted = nordlicht.comes_in(nordlicht.MALLORY, in_reply_to=message.message_id)
    assert quoted.ticket_id != message.ticket_id


def test_a_shop_is_answered_at_its_reply_address(db: Any) -> None:
    message = nordlicht.comes_in("noreply@shop.example.test", reply_to=(Address(nordlicht.MEYER),))
    assert nordlicht.ticket_of(message).requester == nordlicht.MEYER


# The acknowledgement


def test_a_stranger_hears_the_number_and_none_of_her_own_words(db: Any) -> None:
    message = nordlicht.comes_in(
        nordlicht.STRANGER, subject="KAUF JETZT", text="http://spam.example.test", name="KAUF JETZT",
        authentication=Authentication(), references=("KAUF.JETZT@spam.example.test",),
    )  # fmt: skip
    acknowledgement = nordlicht.acknowledgement_of(message)
    assert acknowledgement is not None
    assert acknowledgement.delivery is not None
    assert nordlicht.ticket_of(message).number in acknowledgement.text
    assert "KAUF" not in str(acknowledgement.delivery.letter)
    assert "spam.example.test" not in acknowledgement.text


def test_a_customer_finds_her_request_repeated(db: Any) -> None:
    acknowledgement = nordlicht.acknowledgement_of(
        nordlicht.comes_in(files=(nordlicht.file("rechnung.pdf"),))
    )
    assert acknowledgement is not None
    assert "> Unsere Seite ist nicht erreichbar." in acknowledgement.text
    assert "rechnung.pdf" in acknowledgement.text


def test_a_book_is_not_sent_back_whole(db: Any) -> None:
    acknowledgement = nordlicht.acknowledgement_of(nordlicht.comes_in(text="A" * 5_000_000))
    assert acknowledgement is not None
    assert len(acknowledgement.text) < 30_000


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"robot": Robot.AUTOMATIC}, "robot"),
        ({"robot": Robot.OUT_OF_OFFICE}, "robot"),
        ({"robot": Robot.LIST}, "list"),
        ({"envelope_from": ""}, "null_return_path"),
        ({"sender": "no-reply@shop.example.test"}, "nobody_reads"),
        ({"sender": f"support@{cast.DOMAIN}"}, "own_mail"),
        ({"sender_is_doubtful": True}, "doubtful_sender"),
        ({"wants_no_answer": True}, "wants_no_answer"),
        ({"channel": "fax"}, "not_by_mail"),
    ],
)
def test_why_nobody_was_told_stands_in_the_journal(db: Any, more: dict[str, Any], why: str) -> None:
    message = nordlicht.comes_in(**more)
    assert nordlicht.acknowledgement_of(message) is None
    assert nordlicht.withheld(nordlicht.ticket_of(message)) == why


def test_one_address_hears_from_us_once_in_ten_minutes_and_each_mail_gets_its_ticket(db: Any) -> None:
    first, second = nordlicht.comes_in(), nordlicht.comes_in()
    other = nordlicht.comes_in(nordlicht.OZDEMIR)
    assert nordlicht.acknowledgement_of(first)
    assert nordlicht.acknowledgement_of(second) is None
    assert nordlicht.withheld(nordlicht.ticket_of(second)) == "too_soon"
    assert nordlicht.acknowledgement_of(other)


def test_the_brake_counts_when_we_answered_not_when_the_mail_came(db: Any) -> None:
    nordlicht.comes_in(at=nordlicht.ago(days=3))
    second = nordlicht.comes_in(at=nordlicht.ago(days=2))
    assert nordlicht.withheld(nordlicht.ticket_of(second)) == "too_soon"


def test_all_in_all_only_so_many_leave_in_a_minute(db: Any, settings: Any) -> None:
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_ACK_GLOBAL_PER_MINUTE": 3}
    messages = [nordlicht.comes_in(f"kunde{place}@viele.example.test") for place in range(5)]
    assert [nordlicht.withheld(nordlicht.ticket_of(one)) for one in messages] == [
        "",
        "",
        "",
        *["global_brake"] * 2,
    ]


def test_an_acknowledgement_has_the_null_return_path(db: Any) -> None:
    assert _return_path(nordlicht.comes_in()) == ""


def test_an_acknowledgement_returned_in_spite_of_that_is_seen(ada: Any) -> None:
    message = nordlicht.comes_in()
    nordlicht.report(nordlicht.acknowledgement_of(message), nordlicht.MEYER)
    assert _in_trouble(ada) == [message.ticket_id]


def test_a_provider_may_want_the_bounces_of_acknowledgements_back(ada: Any, settings: Any) -> None:
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_ACK_RETURN_PATH": "bounces"}
    message = nordlicht.comes_in()
    assert _return_path(message) == f"bounces@{cast.DOMAIN}"
    acknowledgement = nordlicht.acknowledgement_of(message)
    nordlicht.report(acknowledgement, nordlicht.MEYER, key=nordlicht.return_key(acknowledgement))
    assert _in_trouble(ada) == [message.ticket_id]


def _return_path(message: Message) -> str:
    return nordlicht.acknowledgement_of(message).delivery.as_letter.envelope_from


def _in_trouble(staff: Any) -> list[int]:
    return [one.pk for one in views.rows(staff, views.view_of(staff, "delivery-trouble")).tickets]


# What cannot be read


def test_an_unreadable_message_is_a_ticket_with_its_clock_running(ada: Any) -> None:
    stand_in = _quarantined()
    ticket = nordlicht.ticket_of(stand_in)
    assert ticket.queue == Queue.FIRST_RESPONSE
    assert ticket.due_at > ticket.received_at
    assert counting.counts(ada)["quarantine"] == 1
    assert _quarantined() == stand_in


def test_once_read_it_keeps_its_number_and_learns_who_asked(ada: Any) -> None:
    stand_in = _quarantined()
    message = intake.receive(nordlicht.letter(key="mail:x"), timezone.now())
    ticket = nordlicht.ticket_of(message)
    assert ticket.pk == stand_in.ticket_id
    assert ticket.contact is not None
    assert ticket.subject == "Shop nicht erreichbar"
    assert (ticket.requester, ticket.is_quarantined) == (nordlicht.MEYER, False)
    assert nordlicht.acknowledgement_of(message)
    assert nordlicht.comes_in(in_reply_to=message.message_id).ticket_id == ticket.pk


def test_read_at_last_as_an_answer_it_is_suggested_for_merging(ada: Any) -> None:
    first = nordlicht.comes_in()
    stand_in = _quarantined()
    late = nordlicht.letter(key="mail:x", in_reply_to=first.message_id)
    assert intake.receive(late, timezone.now()).ticket_id == stand_in.ticket_id
    assert Link.objects.get(ticket=stand_in.ticket_id).other_id == first.ticket_id


def test_read_at_last_within_a_merged_ticket_the_mark_goes_there_too(ada: Any) -> None:
    from hostdesk.tickets import actions

    first, stand_in = nordlicht.comes_in(), _quarantined()
    actions.merge(nordlicht.ticket_of(stand_in), nordlicht.ticket_of(first), ada)
    assert nordlicht.ticket_of(first).is_quarantined
    intake.receive(nordlicht.letter(key="mail:x"), timezone.now())
    assert not nordlicht.ticket_of(first).is_quarantined
    assert counting.counts(ada)["quarantine"] == 0


def _quarantined() -> Message:
    to = (nordlicht.address("support"),)
    return quarantine.quarantine("mail:x", "X@Y", "timeout", timezone.now(), raw_sha256="", recipients=to)


# Our own mail, and what machines say


def test_our_own_mail_that_comes_back_is_known_and_suggested(db: Any) -> None:
    from hostdesk.lib.installation import installation_id

    acknowledgement = nordlicht.acknowledgement_of(nordlicht.comes_in())
    assert acknowledgement is not None
    back = nordlicht.comes_in(
        f"support@{cast.DOMAIN}", message_id=acknowledgement.message_id, loop_marks=(installation_id(),)
    )
    assert back.robot == Robot.OWN
    assert nordlicht.withheld(nordlicht.ticket_of(back)) == "own_mail"
    assert Link.objects.get(ticket=back.ticket_id).other_id == acknowledgement.ticket_id


def test_the_number_of_questions_does_not_grow_with_what_was_there_before(db: Any) -> None:
    nordlicht.comes_in()  # the first one adds the version of the calendar
    few = _questions(nordlicht.letter("a@neu.example.test"))
    for place in range(30):
        nordlicht.comes_in(nordlicht.STRANGER, subject=f"{place}")
    many = _questions(nordlicht.letter("b@neu.example.test"))
    assert many == few <= 28


def _questions(incoming: Any) -> int:
    with CaptureQueriesContext(connection) as found:
        intake.receive(incoming, timezone.now())
    return len(found)


def test_a_verdict_that_nobody_gave_proves_nothing(db: Any) -> None:
    message = nordlicht.comes_in(nordlicht.STRANGER, authentication=Authentication(spf=Verdict.PASS))
    acknowledgement = nordlicht.acknowledgement_of(message)
    assert acknowledgement is not None
    assert "Unsere Seite" not in acknowledgement.text
    assert nordlicht.ticket_of(message).state == State.NEW
