"""A lively day at Nordlicht Hosting: a few hundred tickets in every state, up to this very moment."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from hostdesk.accounts.models import Staff
from hostdesk.demo import (
    call_scenes,
    complaint_scenes,
    fax_scenes,
    form_scenes,
    incidents,
    price_scenes,
    stage,
)
from hostdesk.demo.cast import CUSTOMERS, STAFF
from hostdesk.demo.incident_texts import SPAM
from hostdesk.demo.past import Past, Plot, support_ago, support_later
from hostdesk.demo.plots import Course, play
from hostdesk.demo.scenes import Scene, scenes
from hostdesk.demo.stage import Writer
from hostdesk.tickets import actions

SOLVED, ANSWERED, TAKEN, FRESH = 120, 44, 14, 26  # tickets of each sort
_TEAM = {
    "support": ("ada", "ben", "ada", "clara", "ben", "david"),
    "accounting": ("elif", "frank"),
    "sales": ("greta", "hugo", "david"),
}


def tell(now: datetime, *, share: float = 1.0) -> int:
    """Write the story that ends at `now` (UTC) and return its number of steps; tests tell a `share` of it.

    The cast must be installed. Everything goes through the real doors and actions at its own past moment, so
    journal, deadlines and deliveries are as true as those of any day.
    """
    luck = random.Random(1887)  # the same story every time
    past = Past(now)
    staff = {role.key: Staff.objects.get(email=role.email) for role in STAFF}
    special = (
        *incidents.plots(now, staff), *price_scenes.plots(now, staff), *form_scenes.plots(now),
        *complaint_scenes.plots(now, staff), *call_scenes.plots(now, staff),
        *fax_scenes.plots(now, staff),
    )  # fmt: skip
    for plot in (*_ordinary(now, staff, luck, share), *special, *_spam(now, staff, luck)):
        past.add(plot)
    return past.live()


def _ordinary(now: datetime, staff: dict[str, Staff], luck: random.Random, share: float) -> Iterator[Plot]:
    bag = _Bag(luck)
    for _ in range(_count(SOLVED, share)):
        scene = bag.scene()
        yield play(scene, _solved(now, scene, staff, luck), luck)
    for _ in range(_count(ANSWERED, share)):
        scene = bag.scene()
        yield play(scene, _answered(now, scene, staff, luck), luck)
    for place in range(_count(TAKEN, share)):
        scene = bag.scene()
        by = _one_of_team(scene, staff, luck)
        begins = support_ago(now, 20 + 15 * place)
        yield play(scene, Course(begins, lines=1, by=by, first_response=12), luck)
    for begins in _fresh(now, _count(FRESH, share)):
        yield play(bag.scene(), Course(begins), luck)
    yield from _asleep(now, bag, staff, luck)
    yield from _around_the_clock(now, bag, luck)


def _solved(now: datetime, scene: Scene, staff: dict[str, Staff], luck: random.Random) -> Course:
    begins = support_ago(now, luck.uniform(900, 9000))
    if luck.random() < 0.25:
        begins -= timedelta(minutes=luck.uniform(0, 500))  # some write in the evening
    is_late = luck.random() < 0.06
    first = luck.uniform(250, 330) if is_late else luck.triangular(8, 200, 45)
    return Course(begins, by=_one_of_team(scene, staff, luck), is_solved=True, first_response=first)


def _answered(now: datetime, scene: Scene, staff: dict[str, Staff], luck: random.Random) -> Course:
    begins, first = support_ago(now, luck.uniform(60, 800)), luck.uniform(8, 55)
    lines = luck.choice((2, 3, 3, 4))
    return Course(begins, lines=lines, by=_one_of_team(scene, staff, luck), first_response=first)


def _fresh(now: datetime, count: int) -> Iterator[datetime]:
    """Receipts of what nobody has taken: some overdue, some due within the hour, most of them calm."""
    for place in range(count):
        if place < count // 5:
            yield support_ago(now, 246 + 17 * place)
        elif place < count // 2:
            yield support_ago(now, 186 + 6 * (place - count // 5))
        else:
            # By the clock on the wall, so that something has just come in at night and on Sundays too.
            yield now - timedelta(minutes=3 + 11 * (place - count // 2))


def _asleep(now: datetime, bag: "_Bag", staff: dict[str, Staff], luck: random.Random) -> Iterator[Plot]:
    """Pending tickets; the first wakes while the newcomer looks around."""
    for minutes in (4, 90, 600, 1500, 2900, 4400, 10000):
        scene = bag.scene()
        until = now + timedelta(minutes=minutes)
        yield _sleeper(
            scene, _one_of_team(scene, staff, luck), support_ago(now, luck.uniform(150, 700)), until, luck
        )


def _sleeper(scene: Scene, by: Staff, begins: datetime, until: datetime, luck: random.Random) -> Plot:
    customer = luck.choice([one for one in CUSTOMERS if one.language == scene.language])
    writer = Writer(customer.contacts[0].name, customer.contacts[0].address)
    words = {
        "name": writer.name,
        "number": customer.number,
        "account": customer.account,
        "domain": customer.domain,
    }
    words |= {
        "domain2": f"neu.{customer.domain}",
        "invoice": customer.invoices[0][0],
        "contract": customer.contract,
    }
    words |= {"host": "web11", "provider_domain": stage.ADDRESS["support"].partition("@")[2]}
    yield begins
    subject, first = scene.subjects[0].format_map(words), scene.lines[0].text.format_map(words)
    ticket = stage.write(writer, subject, first, to=(scene.department,))
    yield support_later(begins, 30)
    answer = next(line.text.format_map(words) for line in scene.lines if line.who == "staff")
    stage.reply(ticket, answer, by, then=until)


def _around_the_clock(now: datetime, bag: "_Bag", luck: random.Random) -> Iterator[Plot]:
    """Contracts whose clock never stops: something is due soon at any hour."""
    customers = [one for one in CUSTOMERS if one.has_24x7]
    for customer, minutes in zip(customers, (228, 205, 150, 64), strict=False):
        yield play(bag.scene(customer.language), Course(now - timedelta(minutes=minutes)), luck, customer)


def _spam(now: datetime, staff: dict[str, Staff], luck: random.Random) -> Iterator[Plot]:
    for place, (subject, text) in enumerate(SPAM):
        yield _one_spam(now, subject, text, place, staff["clara"], luck)


def _one_spam(now: datetime, subject: str, text: str, place: int, by: Staff, luck: random.Random) -> Plot:
    begins = support_ago(now, 30 + 200 * place)
    yield begins
    writer = Writer("Best Offers", f"offer{luck.randint(100, 999)}@werbeflut.example.test")
    ticket = stage.write(writer, subject, text, is_proven=True)
    yield support_later(begins, 9)
    actions.spam(ticket, by)


def _one_of_team(scene: Scene, staff: dict[str, Staff], luck: random.Random) -> Staff:
    return staff[luck.choice(_TEAM[scene.department])]


def _count(number: int, share: float) -> int:
    return max(2, round(number * share))


class _Bag:
    """Scenes in changing order, each once before any comes again."""

    def __init__(self, luck: random.Random) -> None:
        self._luck = luck
        self._left: list[Scene] = []

    def scene(self, language: str = "") -> Scene:
        """The next one, in a language if that matters."""
        if not self._left:
            self._left = list(scenes())
            self._luck.shuffle(self._left)
        fitting = [
            one
            for one in self._left
            if language in ("", one.language) and not (language and one.is_from_stranger)
        ]
        if not fitting:
            return self._luck.choice(
                [one for one in scenes() if one.language == language and not one.is_from_stranger]
            )
        self._left.remove(fitting[0])
        return fitting[0]
