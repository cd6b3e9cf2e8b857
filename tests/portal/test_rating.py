"""After solving: one question by a link, without signing in; robots and strangers without proof get none."""

import html
import re
from typing import Any

import my_world
import pytest
from django.test import Client
from django.utils import timezone
from my_world import MALLORY, PETRA, minutes

from hostdesk.core.incoming import Authentication, Robot
from hostdesk.journal.models import Event
from hostdesk.outbox.models import Delivery
from hostdesk.ratings import asking
from hostdesk.ratings.models import Rating
from hostdesk.tickets import actions
from hostdesk.tickets.models import Ticket

pytestmark = pytest.mark.django_db
DAY = 24 * 60 + 5


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    my_world.build()


def solved(sender: str = PETRA, **more: Any) -> Ticket:
    """Answered and solved just now."""
    ticket = my_world.write(sender, **more)
    my_world.reply(ticket, "Done", then=actions.SOLVE)
    ticket.refresh_from_db()
    return ticket


def later(count: float = DAY) -> int:
    """Look again so many minutes later; returns how many were asked."""
    return asking.ask_due(timezone.now() + minutes(count))


def link() -> str:
    """The path in the newest letter, without the answer that it chooses."""
    letter = Delivery.objects.filter(kind="rating.question").latest("pk").as_letter
    return re.findall(r"(/rating/[\w-]+)\?", letter.text)[0]


def text(response: Any) -> str:
    """What a person reads."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_a_day_after_solving_the_customer_is_asked_once() -> None:
    ticket = solved()
    assert later(60) == 0
    assert later() == 1
    assert later() == 0
    letter = Delivery.objects.get(kind="rating.question").as_letter
    assert [one.address for one in letter.to] == [PETRA]
    token = link().rpartition("/")[2]
    assert not Rating.objects.filter(token_sha256=token).exists()
    assert token not in ticket.messages.latest("pk").text


def test_what_is_opened_again_is_not_asked_about() -> None:
    ticket = solved()
    actions.reopen(ticket, my_world.ada())
    assert later() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"robot": Robot.AUTOMATIC},
        {"robot": Robot.LIST},
        {"sender": "no-reply@meyer.example.test"},
        {"sender": MALLORY, "authentication": Authentication()},
    ],
)
def test_robots_and_senders_without_proof_are_not_asked(more: dict[str, Any]) -> None:
    solved(**more)
    assert later() == 0


def test_nobody_is_asked_again_within_a_week_or_when_the_provider_does_not_want_it(settings: Any) -> None:
    solved()
    solved()
    assert later() == 1
    settings.HOSTDESK = {**settings.HOSTDESK, "HOSTDESK_RATING_HOURS": 0}
    Rating.objects.all()
    assert later(DAY * 2) == 0


def test_the_link_only_chooses_and_the_button_answers() -> None:
    ticket = solved()
    later()
    client = Client()
    page = client.get(f"{link()}?solved=no")
    assert 'value="no" checked' in page.content.decode()
    assert not page.cookies
    assert Rating.objects.get().answered_at is None
    assert client.post(link(), {"solved": "no", "stars": "2", "comment": "Slow"}).status_code == 302
    found = Rating.objects.get()
    assert (found.was_solved, found.stars, found.comment) == (False, 2, "Slow")
    ticket.refresh_from_db()
    assert ticket.is_unread
    assert Event.objects.get(kind="rating.given").data["comment"] == "Slow"


def test_a_second_answer_changes_nothing() -> None:
    solved()
    later()
    Client().post(link(), {"solved": "yes", "stars": "5"})
    Client().post(link(), {"solved": "no", "stars": "1"})
    assert Rating.objects.get().stars == 5


@pytest.mark.parametrize("sent", [{}, {"solved": "maybe"}, {"stars": "9"}, {"stars": "-1"}])
def test_nonsense_answers_nothing(sent: dict[str, str]) -> None:
    solved()
    later()
    Client().post(link(), sent)
    found = Rating.objects.get()
    assert found.stars is None
    assert found.was_solved is None


def test_an_old_or_invented_link_answers_nothing() -> None:
    solved()
    later()
    Rating.objects.all()
    assert Client().get("/rating/invented").status_code == 404
    assert (
        Client().post(link(), {"solved": "yes"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    )
    assert Rating.objects.get().answered_at is None


def test_the_desk_shows_figures_and_words_of_what_its_reader_may_see() -> None:
    ticket = solved()
    later()
    Client().post(link(), {"solved": "yes", "stars": "4", "comment": "Friendly"})
    client = Client()
    client.force_login(my_world.ada())
    page = text(client.get("/desk/ratings/"))
    assert "100 %" in page
    assert "Friendly" in page
    assert ticket.number in page
    assert "Friendly" in text(client.get(f"/desk/t/{ticket.number}/"))
