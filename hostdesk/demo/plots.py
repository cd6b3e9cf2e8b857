"""How an ordinary ticket goes: a scene, its people, and the moments at which they write."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from hostdesk.accounts.models import Staff
from hostdesk.demo import stage
from hostdesk.demo.cast import CUSTOMERS, DOMAIN, CustomerRole
from hostdesk.demo.past import Plot, support_later
from hostdesk.demo.scenes import Line, Scene
from hostdesk.demo.stage import Writer
from hostdesk.tickets import actions
from hostdesk.tickets.models import Ticket

STRANGERS = (
    "Ottilie Bergmann", "Raphael Nwosu", "Mirjam Kessel", "Jürgen Großkopf", "Aoife Brennan",
    "Timo Väänänen", "Leyla Şahin", "Gustav Ehrlich", "Paulina Ferreira", "Sören Lindemann",
    "Agnieszka Nowicka", "Bruno Meißner",
)  # fmt: skip
_NEW_DOMAINS = ("herbstmarkt", "grünzeug-laden", "münchner-radler", "seeblick-apartments", "kleinkunst-hof")


@dataclass(frozen=True, slots=True)
class Course:
    """How far a ticket gets: the number of lines of its scene, who takes it, how it ends."""

    begins: datetime  # UTC
    lines: int = 99
    by: Staff | None = None  # None: nobody takes it
    is_solved: bool = False
    first_response: float = 60.0  # support minutes


def play(scene: Scene, course: Course, luck: random.Random, customer: CustomerRole | None = None) -> Plot:
    """One ticket from its first mail on."""
    words = _words(
        scene, luck, customer or luck.choice([c for c in CUSTOMERS if c.language == scene.language])
    )
    writer = Writer(words["name"], words["address"])
    yield course.begins
    first = scene.lines[0]
    subject = luck.choice(scene.subjects).format_map(words)
    ticket = stage.write(
        writer, subject, first.text.format_map(words), to=(scene.department,), file=first.file
    )
    yield from _go_on(ticket, scene, course, luck, words, writer)


def _go_on(
    ticket: Ticket, scene: Scene, course: Course, luck: random.Random, words: dict[str, str], writer: Writer
) -> Plot:
    if course.by is None:
        return
    moment = support_later(course.begins, course.first_response * luck.uniform(0.2, 0.7))
    yield moment
    actions.seen(ticket, course.by)
    actions.take(ticket, course.by)
    for line in scene.lines[1 : course.lines]:
        moment = _when(line, moment, course, luck)
        yield moment
        _speak(line, line.text.format_map(words), ticket, course.by, writer)
    if course.is_solved:
        yield support_later(moment, luck.uniform(2, 30))
        actions.solve(ticket, course.by)


def _when(line: Line, before: datetime, course: Course, luck: random.Random) -> datetime:
    """Customers write at any hour, staff in support hours; the first response when it was said to come."""
    if line.who == "customer":
        return before + timedelta(minutes=luck.uniform(8, 150))
    first_response = support_later(course.begins, course.first_response)
    if before < first_response:
        return first_response if line.who == "staff" else support_later(before, course.first_response * 0.1)
    return support_later(before, luck.uniform(6, 55))


def _speak(line: Line, text: str, ticket: Ticket, by: Staff, writer: Writer) -> None:
    if line.who == "customer":
        stage.answer(writer, ticket, text, file=line.file)
    elif line.who == "note":
        actions.note(ticket, text, by)
    else:
        stage.reply(ticket, text, by, file=line.file)


def _words(scene: Scene, luck: random.Random, customer: CustomerRole) -> dict[str, str]:
    """What stands in the gaps of the scene."""
    contact = luck.choice(customer.contacts)
    name, address = contact.name, contact.address
    if scene.is_from_stranger:
        name = luck.choice(STRANGERS)
        address = f"{_ascii(name)}@briefkasten.example.test"
    return {
        "name": name,
        "address": address,
        "number": customer.number,
        "account": customer.account,
        "contract": customer.contract,
        "domain": customer.domain,
        "domain2": f"{luck.choice(_NEW_DOMAINS)}.example.test",
        "invoice": luck.choice(customer.invoices)[0],
        "host": f"web{luck.randint(1, 24):02d}",
        "provider_domain": DOMAIN,
    }


def _ascii(name: str) -> str:
    for letter, plain in (("ü", "ue"), ("ß", "ss"), ("ö", "oe"), ("ä", "ae"), ("Ş", "S")):
        name = name.replace(letter, plain)
    return name.lower().replace(" ", ".")
