"""Attacks on the portal's gate: what is not hers cannot be found by a contact (docs/rules/portal.md)."""

from collections.abc import Callable
from typing import Any

import my_world
import pytest
from my_world import AYLIN, MALLORY, PAUL, PETRA

from hostdesk.core.incoming import Address, Authentication, Bounce, File, Robot, Verdict
from hostdesk.customers.models import Contact, Customer, Place
from hostdesk.outbox import enqueue
from hostdesk.tickets import access, actions, for_contacts
from hostdesk.tickets.models import Attachment, Kind, Ticket

pytestmark = pytest.mark.django_db
FORGED = Authentication(dmarc=Verdict.FAIL)
SERVICE = "no-reply@service.example.test"


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()


def sees(address: str, ticket: Ticket) -> bool:
    """Whether the gate lets her in, by list and by number alike."""
    person = my_world.contact(address)
    listed = access.visible_to_contact(person).filter(pk=ticket.root.pk).exists()
    try:
        access.ticket_for_contact(person, ticket.number)
        found = True
    except access.NotFound:
        found = False
    assert listed == found
    return listed


def reads(address: str, ticket: Ticket) -> list[str]:
    """The texts that she may read."""
    person = my_world.contact(address)
    root = access.ticket_for_contact(person, ticket.number)
    return [one.new_text for one in for_contacts.messages_of(person, root)]


def test_she_sees_what_she_wrote_and_others_do_not() -> None:
    ticket = my_world.write(PETRA)
    assert sees(PETRA, ticket)
    assert not sees(PAUL, ticket)
    assert not sees(AYLIN, ticket)


@pytest.mark.parametrize("place", [Place.ALL, Place.MANAGER])
def test_with_a_place_in_her_company_she_sees_the_companys(place: str) -> None:
    ticket = my_world.write(PETRA)
    my_world.place(PAUL, place)
    my_world.place(AYLIN, place)
    assert sees(PAUL, ticket)
    assert not sees(AYLIN, ticket)


def test_who_has_left_sees_nothing_any_more() -> None:
    ticket = my_world.write(PETRA)
    Contact.objects.filter(address=PETRA).update(is_former=True)
    assert not sees(PETRA, ticket)


def _stranger_names_the_number() -> Ticket:
    return my_world.write(MALLORY, subject="K-20871 please", text="Our number is K-20871.")


def _service_writes(**more: Any) -> Ticket:
    return my_world.write(SERVICE, subject="Hello K-20871", text="Welcome", **more)


# Each opens a ticket that somehow names Petra or her company, and that nobody at the portal may see.
TRICKS: dict[str, Callable[[], Ticket]] = {
    "no-reply with Petra's address to answer to": lambda: _service_writes(reply_to=(Address(PETRA),)),
    "no-reply with the customer's number": _service_writes,
    "a mailing list": lambda: my_world.write(PETRA, robot=Robot.LIST),
    "an automatic mail": lambda: my_world.write(PETRA, robot=Robot.AUTOMATIC),
    "an absence notice": lambda: my_world.write(PETRA, robot=Robot.OUT_OF_OFFICE),
    "a bounce": lambda: my_world.write(PETRA, robot=Robot.BOUNCE, bounce=Bounce(recipient="x@y.test")),
    "a mail forged in her name": lambda: my_world.write(PETRA, authentication=FORGED),
    "a code, in English": lambda: my_world.write(
        "hello@service.example.test", subject="Your verification code: 4711", text="K-20871"
    ),
    "a code, in German": lambda: my_world.write(
        "hallo@dienst.example.test", subject="Ihr Bestätigungscode", text="K-20871: 4711"
    ),
    "a link to reset a password": lambda: my_world.write(
        "hello@service.example.test", subject="K-20871", text="Reset your password here"
    ),
    "a stranger who names the number": _stranger_names_the_number,
}


@pytest.mark.parametrize("trick", TRICKS)
def test_the_ticket_trick_and_its_kin_show_nobody_anything(trick: str) -> None:
    ticket = TRICKS[trick]()
    for address in (PETRA, PAUL):
        my_world.place(address, Place.MANAGER)
        assert not sees(address, ticket)
    assert not sees(AYLIN, ticket)


def test_a_code_in_a_customers_own_words_is_no_trick() -> None:
    ticket = my_world.write(PETRA, subject="Der Bestätigungscode kommt nicht an")
    my_world.place(PAUL, Place.ALL)
    assert sees(PETRA, ticket)
    assert sees(PAUL, ticket)


def test_a_copy_in_a_mail_gives_nobody_anything() -> None:
    ticket = my_world.write(PETRA, cc=(Address(AYLIN), Address(PAUL)))
    assert not sees(AYLIN, ticket)
    assert not sees(PAUL, ticket)


def test_a_contact_of_another_customer_whom_we_copied_does_not_see_the_ticket() -> None:
    ticket = my_world.write(PETRA)
    my_world.reply(ticket, "Look", cc=[Address(AYLIN)])
    assert not sees(AYLIN, ticket)


def test_a_colleague_whom_we_copied_reads_from_then_on_and_not_before() -> None:
    ticket = my_world.write(PETRA, text="Secret of the boss")
    my_world.reply(ticket, "Together now", cc=[Address(PAUL)])
    assert reads(PAUL, ticket) == ["Together now"]
    assert reads(PETRA, ticket)[0] == "Secret of the boss"


def test_a_reply_that_was_taken_back_takes_the_invitation_back() -> None:
    ticket = my_world.write(PETRA)
    message = my_world.reply(ticket, "Oops", is_sent=False, cc=[Address(PAUL)])
    actions.undo(message, my_world.ada())
    assert not sees(PAUL, ticket)


def test_notes_drafts_and_what_is_still_held_are_not_read() -> None:
    ticket = my_world.write(PETRA, text="Help")
    actions.note(ticket, "She is difficult", my_world.ada())
    held = my_world.reply(ticket, "Held", is_sent=False)
    assert _only(reads(PETRA, ticket), "Help")
    assert held.delivery is not None
    enqueue.send_now(held.delivery)
    assert _only(reads(PETRA, ticket), "Help", "Held")


def test_one_message_is_found_by_the_same_rule_as_the_conversation() -> None:
    ticket = my_world.write(PETRA)
    note = actions.note(ticket, "Secret", my_world.ada())
    held = my_world.reply(ticket, "Held", is_sent=False)
    for message in (note, held):
        with pytest.raises(access.NotFound):
            access.message_for_contact(my_world.contact(PETRA), message.pk)
    mine = ticket.messages.filter(kind=Kind.IN).get()
    assert access.message_for_contact(my_world.contact(PETRA), mine.pk) == mine
    for stranger in (PAUL, AYLIN):
        with pytest.raises(access.NotFound):
            access.message_for_contact(my_world.contact(stranger), mine.pk)


def test_a_file_is_found_only_with_its_message() -> None:
    ticket = my_world.write(PETRA, files=(File("a.txt", "text/plain", b"a", "ca978112" + "0" * 56),))
    mine = Attachment.objects.get(message__ticket=ticket)
    assert access.attachment_for_contact(my_world.contact(PETRA), mine.pk) == mine
    note = actions.note(
        ticket, "", my_world.ada(), files=[File("b.txt", "text/plain", b"b", "3e23e816" + "0" * 56)]
    )
    hidden = Attachment.objects.get(message=note)
    for person, pk in ((PETRA, hidden.pk), (AYLIN, mine.pk), (PAUL, mine.pk), (PETRA, 10**9)):
        with pytest.raises(access.NotFound):
            access.attachment_for_contact(my_world.contact(person), pk)


def test_what_was_hidden_as_spam_or_could_not_be_read_is_not_shown() -> None:
    spam, unreadable = my_world.write(PETRA), my_world.write(PETRA)
    actions.spam(spam, my_world.ada())
    Ticket.objects.filter(pk=unreadable.pk).update(is_quarantined=True)
    assert not sees(PETRA, spam)
    assert not sees(PETRA, unreadable)


def test_a_merged_ticket_is_found_through_its_root_with_what_is_hers() -> None:
    mine, hers = my_world.write(PAUL, text="Paul's words"), my_world.write(PETRA, text="Petra's words")
    actions.merge(mine, hers, my_world.ada())
    mine.refresh_from_db()
    assert sees(PAUL, mine)
    assert _only(reads(PAUL, mine), "Paul's words")
    assert _only(reads(PETRA, hers), "Petra's words")
    my_world.place(PETRA, Place.ALL)
    assert _only(reads(PETRA, hers), "Paul's words", "Petra's words")


def test_a_merge_over_the_fence_shows_neither_customer_the_others_words() -> None:
    theirs, ours = my_world.write(AYLIN, text="Patients"), my_world.write(PETRA, text="Steel")
    my_world.place(PETRA, Place.MANAGER)
    my_world.place(AYLIN, Place.MANAGER)
    actions.merge(theirs, ours, my_world.ada())
    theirs.refresh_from_db()
    assert not sees(AYLIN, theirs)
    assert _only(reads(PETRA, ours), "Steel")


def test_a_strangers_code_that_was_merged_into_her_ticket_stays_unread() -> None:
    ours = my_world.write(PETRA, text="Steel")
    for trick in ("no-reply with the customer's number", "a code, in English"):
        actions.merge(TRICKS[trick](), ours, my_world.ada())
    my_world.place(PETRA, Place.MANAGER)
    assert _only(reads(PETRA, ours), "Steel")


def test_her_old_address_shows_her_nothing_and_its_new_owner_nothing_of_hers() -> None:
    ticket = my_world.write(PETRA)
    Contact.objects.filter(address=PETRA).update(address="p.neu@meyer.example.test")
    assert not sees("p.neu@meyer.example.test", ticket)
    oezdemir = Customer.objects.get(number="K-10442")
    Contact.objects.create(customer=oezdemir, name="New", address="new@oezdemir.example.test")
    assert not sees("new@oezdemir.example.test", ticket)


def test_a_contact_who_came_later_sees_what_she_wrote_as_a_stranger() -> None:
    ticket = my_world.write("later@meyer.example.test")
    assert ticket.customer is None
    meyer = Customer.objects.get(number="K-20871")
    Contact.objects.create(customer=meyer, name="Later", address="later@meyer.example.test")
    assert sees("later@meyer.example.test", ticket)


def test_the_gate_asks_as_often_for_what_exists_as_for_what_does_not() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    theirs = my_world.write(AYLIN)
    counts = []
    for number in (theirs.number, "HD-0000-0000", "nonsense"):
        with (
            CaptureQueriesContext(
                connection,
            ) as asked,
            pytest.raises(access.NotFound),
        ):
            access.ticket_for_contact(my_world.contact(PETRA), number)
        counts.append(len(asked))
    assert len(set(counts)) == 1


def _only(texts: list[str], *wanted: str) -> bool:
    """Besides our own automatic letters."""
    said = [one for one in texts if "HD-" not in one]
    return sorted(said) == sorted(wanted)
