from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from hostdesk.accounts.models import Staff
from hostdesk.demo import post, story
from hostdesk.demo.cast import MALLORY, MEYER
from hostdesk.gateways.models import Arrival
from hostdesk.journal.models import Event
from hostdesk.journal.verify import verify
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.states import State as DeliveryState
from hostdesk.tickets import counting
from hostdesk.tickets.models import Draft, Kind, Link, LinkKind, Message, Ticket, TicketDepartment

# The middle of a working day, so that the tests see the same day whenever they run.
NOW = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def told(installed: None) -> Iterator[None]:
    """A little of the story, and all of its incidents."""
    story.tell(NOW, share=0.03)
    yield


def test_the_record_of_the_invented_past_is_whole() -> None:
    report = verify()
    assert [finding.text for _, finding in report.findings] == []
    assert report.unchecked == []


def test_there_are_tickets_in_every_state() -> None:
    assert set(Ticket.objects.values_list("state", flat=True)) == {"new", "open", "pending", "solved"}
    for flag in ("is_spam", "is_quarantined", "has_delivery_trouble", "is_unread"):
        assert Ticket.objects.filter(**{flag: True}).exists(), flag


def test_every_department_and_both_languages_have_work() -> None:
    open_ones = Ticket.objects.exclude(state="solved")
    assert set(open_ones.values_list("department__slug", flat=True)) == {"support", "accounting", "sales"}
    assert set(open_ones.values_list("language", flat=True)) == {"de", "en"}


def test_some_are_overdue_and_some_are_due_soon() -> None:
    waiting = Ticket.objects.filter(state="new", responded_at=None, is_spam=False)
    assert waiting.filter(due_at__lt=NOW).exists()
    assert waiting.filter(due_at__gt=NOW, due_at__lt=NOW + timedelta(hours=1)).exists()


def test_nothing_happens_in_the_future() -> None:
    assert not Message.objects.filter(at__gt=NOW).exists()
    assert not Event.objects.filter(at__gt=NOW).exists()


def test_the_record_goes_forward_in_time() -> None:
    moments = list(Event.objects.order_by("seq").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_nothing_waits_at_the_door_and_every_letter_has_been_tried() -> None:
    assert not Arrival.objects.exclude(state__in=("done", "quarantined")).exists()
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    assert [one.as_letter.to[0].address for one in waiting] == ["spaeter@kuestenwind-ferien.example.test"] * 2


def test_there_is_a_thread_of_sixty_messages() -> None:
    assert Ticket.objects.filter(message_count__gte=60).exists()


def test_mallory_joins_nothing_and_gets_nothing_of_meyers() -> None:
    hers = Message.objects.get(sender_address=MALLORY)
    assert hers.joined_because["why"] == "key_of_another"
    victim = Ticket.objects.get(subject="Passwort des Kundenbereichs zurücksetzen")
    assert hers.ticket != victim
    assert Link.objects.filter(ticket=hers.ticket, other=victim, kind=LinkKind.MAY_BELONG).exists()
    assert not any(b"Passwort des Kundenbereichs" in kept.raw for kept in post.mails_of(MALLORY))
    forged = Message.objects.get(sender_address=MEYER.contacts[0].address, authentication__dmarc="fail")
    assert forged.ticket != victim


def test_the_other_incidents_have_happened() -> None:
    assert Ticket.objects.filter(merged_into__isnull=False).exists()
    assert Link.objects.filter(kind=LinkKind.FOLLOW_UP).exists()
    assert TicketDepartment.objects.filter(is_current=True).exists()
    assert Delivery.objects.filter(kind="acknowledgement", bounced_at__isnull=False).exists()
    assert Delivery.objects.filter(state=DeliveryState.FAILED).exists()
    assert Draft.objects.filter(staff__name="Ada Lindqvist").exists()
    assert Message.objects.filter(robot="out_of_office").exists()
    assert Message.objects.filter(kind=Kind.NOTE).exists()
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"ticket.unmerged", "ticket.reopened", "ticket.moved", "promise.met"} <= kinds


def test_ada_finds_work_in_every_one_of_her_views() -> None:
    ada = Staff.objects.get(name="Ada Lindqvist")
    counted = counting.counts(ada)
    wanted = ("mine", "unassigned", "all", "due-soon", "delivery-trouble", "quarantine")
    assert [slug for slug in wanted if not counted[slug]] == []


def test_the_customers_have_mail() -> None:
    received = [kept for kept in post.mails_of(MEYER.contacts[0].address) if not kept.is_sent]
    assert received
    assert all(kept.at <= NOW for kept in received)


def test_two_requests_came_by_the_form() -> None:
    stranger, customer = Ticket.objects.filter(channel="form", complaints=None).order_by("requester_name")[:2]
    assert {stranger.contact, customer.contact} - {None} and None in {stranger.contact, customer.contact}
    assert {stranger.department.slug, customer.department.slug} == {"sales", "support"}
