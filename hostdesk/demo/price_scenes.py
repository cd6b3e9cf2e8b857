"""What help costs, told in tickets: a night agreed to, one not, an objection, a credit, and services."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions as price
from hostdesk.billing import consents, load, services, statements
from hostdesk.billing.models import Finding
from hostdesk.billing.statements.making import end_of
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.core.tariff_rules import day_hours
from hostdesk.core.tariff_windows import Kind, PriceWindow, window_at
from hostdesk.core.work import second_of
from hostdesk.demo import stage
from hostdesk.demo.cast import CUSTOMERS, CustomerRole
from hostdesk.demo.incident_texts import TEXTS
from hostdesk.demo.past import Plot, settle, support_ago, support_later
from hostdesk.demo.stage import Writer
from hostdesk.outbox.models import Delivery
from hostdesk.tickets import actions
from hostdesk.tickets.models import Ticket

Staffed = Mapping[str, Staff]  # by the keys of the cast
_MINUTE = timedelta(minutes=1)
_GUIDES = [
    {
        "title_de": "Outlook unter Windows einrichten", "title_en": "Setting up Outlook on Windows",
        "url": "/de/articles/outlook-unter-windows-einrichten/",
    },
    {
        "title_de": "Thunderbird einrichten", "title_en": "Setting up Thunderbird",
        "url": "/de/articles/thunderbird-einrichten/",
    },
]  # fmt: skip
_IP, _PROGRAM = "192.0.2.44", "Mozilla/5.0 (demo)"


def plots(now: datetime, staff: Staffed) -> list[Plot]:
    """All of them, up to `now` (UTC)."""
    return [_catalogue(now), *(tell(now, staff) for tell in _SCENES)]


def _catalogue(now: datetime) -> Plot:
    """The services were there before anybody asked for one."""
    yield now - timedelta(days=50)
    services.make_first()


def agreed_night(now: datetime, staff: Staffed) -> Plot:
    """In the last night: asked, agreed to on the page, worked, and approved in the morning."""
    night, writer = _last_night(now), _writer(CUSTOMERS[7])
    evening = night.start + 82 * _MINUTE
    yield evening
    ticket = stage.write(
        writer, "Newsletter-Versand bricht nach 200 Empfängern ab", TEXTS["newsletter stuck"]
    )
    yield evening + 18 * _MINUTE
    token = _ask(ticket, staff["ada"], "Eigenes Versandskript der Kundin.")
    yield evening + 31 * _MINUTE
    asked = consents.find(token)
    price.give_consent(token, shown=asked.text_sha256 if asked else "", ip=_IP, user_agent=_PROGRAM)
    yield evening + 34 * _MINUTE
    price.start_timer(ticket, staff["ada"])
    yield evening + 58 * _MINUTE
    price.pause_timer(staff["ada"])
    yield evening + 66 * _MINUTE
    price.resume_timer(staff["ada"])
    yield evening + 109 * _MINUTE
    price.stop_timer(staff["ada"])
    stage.reply(ticket, TEXTS["newsletter stuck answer"], staff["ada"])
    yield support_later(night.end, 12)
    actions.solve(ticket, staff["ada"])
    price.approve(ticket, staff["elif"])


def refused_night(now: datetime, staff: Staffed) -> Plot:
    """In the same night: refused, so the ticket slept, and the work was done at the day price."""
    night, writer = _last_night(now), _writer(CUSTOMERS[12])
    evening = night.start + 140 * _MINUTE
    yield evening
    ticket = stage.write(writer, "Shop zeigt leere Seite nach neuer Vorlage", TEXTS["shop template"])
    yield evening + 25 * _MINUTE
    token = _ask(ticket, staff["ben"], "Die neue Vorlage stammt vom Kunden.")
    yield evening + 40 * _MINUTE
    price.refuse_consent(token, ip=_IP, user_agent=_PROGRAM)
    yield night.end + 5 * _MINUTE
    price.start_timer(ticket, staff["ben"])
    yield night.end + 39 * _MINUTE
    price.stop_timer(staff["ben"])
    stage.reply(ticket, TEXTS["shop template answer"], staff["ben"])


def disputed_sphere(now: datetime, staff: Staffed) -> Plot:
    """Worked by day and approved; the customer says that the cause is ours, and waits for an answer."""
    writer, morning = _writer(CUSTOMERS[16]), _last_night(now).start - timedelta(hours=6)
    yield morning
    ticket = stage.write(writer, "Katalogsuche sehr langsam", TEXTS["slow database"])
    yield morning + 20 * _MINUTE
    actions.take(ticket, staff["clara"])
    price.find_sphere(ticket, Finding.OUTSIDE, "Der Anwendung fehlte ein Index.", staff["clara"])
    price.start_timer(ticket, staff["clara"])
    yield morning + 57 * _MINUTE
    price.stop_timer(staff["clara"])
    stage.reply(ticket, TEXTS["slow database answer"], staff["clara"])
    price.approve(ticket, staff["elif"])
    yield morning + 140 * _MINUTE
    price.dispute(ticket, TEXTS["slow database objection"])


def credited_charge(now: datetime, staff: Staffed) -> Plot:
    """On a statement already when the cause turned out to be ours: the next one carries a credit."""
    writer, accounting_day = _writer(CUSTOMERS[21]), _accounting_day(now)
    last_month = (accounting_day - timedelta(days=20)).replace(day=12, hour=9)
    worked = hours.next_opening(day_hours(load.tariff_at(now)), last_month)
    yield worked
    ticket = stage.write(writer, "Hochgeladene Bilder verschwinden", TEXTS["lost uploads"])
    yield worked + 30 * _MINUTE
    actions.take(ticket, staff["ada"])
    price.find_sphere(ticket, Finding.OUTSIDE, "Ein Aufräumskript der Anwendung.", staff["ada"])
    price.start_timer(ticket, staff["ada"])
    yield worked + 84 * _MINUTE
    price.stop_timer(staff["ada"])
    stage.reply(ticket, TEXTS["lost uploads answer"], staff["ada"])
    price.approve(ticket, staff["elif"])
    actions.solve(ticket, staff["ada"])
    yield accounting_day
    statements.make_statements(worked.date(), staff["elif"])
    yield accounting_day + 90 * _MINUTE
    price.find_sphere(
        ticket, Finding.INSIDE, "Das Skript kam mit unserer Aktualisierung.", staff["ada"]
    )  # the charge is billed: a credit takes it back


def wanted_service(now: datetime, staff: Staffed) -> Plot:
    """Outlook is to be set up: checked, estimated, and a call is promised for this very hour or the next."""
    writer = _writer(CUSTOMERS[9])
    yield support_ago(now, 180)
    price.save_service("mail-program", {"help_links": _GUIDES}, staff["ines"])
    yield support_ago(now, 170)
    ticket = stage.write(writer, "Outlook auf neuem Rechner einrichten", TEXTS["mail program"])
    yield support_ago(now, 150)
    actions.take(ticket, staff["ada"])
    wanted = services.catalogue().get(slug="mail-program")
    request = price.request_service(ticket, wanted, staff["ada"])
    yield support_ago(now, 140)
    price.accept_service(request, staff["ada"], estimate_seconds=2700, reasons=TEXTS["mail program estimate"])
    yield support_ago(now, 130)
    begins = support_later(now, 20)
    price.promise_call(request, staff["ada"], call_from=begins, call_until=begins + timedelta(hours=1))


def declined_service(now: datetime, staff: Staffed) -> Plot:
    """Two scripts: one whose author alone could mend it, and one that waits to be looked at."""
    yield support_ago(now, 260)
    ticket = stage.write(_writer(CUSTOMERS[14]), "Fehlerhaftes PHP-Skript", TEXTS["faulty script"])
    yield support_ago(now, 240)
    request = price.request_service(ticket, services.catalogue().get(slug="fix-scripts"), staff["ben"])
    price.decline_service(request, staff["ben"], reasons=TEXTS["faulty script declined"])
    yield support_ago(now, 90)
    stage.write(_writer(CUSTOMERS[18]), "Formular erweitern", TEXTS["form to extend"])


_SCENES: tuple[Callable[[datetime, Staffed], Plot], ...] = (
    agreed_night, refused_night, disputed_sphere, credited_charge, wanted_service, declined_service,
)  # fmt: skip


def _ask(ticket: Ticket, by: Staff, cause: str) -> str:
    """Ask for consent, as an agent does; the token that only the letter holds."""
    actions.take(ticket, by)
    price.find_sphere(ticket, Finding.OUTSIDE, cause, by)
    price.ask_consent(ticket, by)
    settle()
    letter = Delivery.objects.filter(ticket=ticket.number, kind="consent.question").latest("pk")
    found = re.search(r"/consent/([\w-]+)", letter.letter["text"])
    return found[1] if found else ""


def _last_night(now: datetime) -> PriceWindow:
    """The last surcharge window that is over, and the morning after it, too."""
    calendar = day_hours(load.tariff_at(now))
    window = window_at(calendar, second_of(now))
    while window.kind is Kind.DAY or window.end + timedelta(hours=2) > now:
        window = window_at(calendar, window.begins - 1)
    return window


def _accounting_day(now: datetime) -> datetime:
    """The first working day of this month, or of the one before it while this is too young."""
    first = timezone.localtime(now).date().replace(day=1)
    for _ in range(2):
        first = (first - timedelta(days=1)).replace(day=1)  # a month that is over
        begins = hours.next_opening(calendars.current_hours(), end_of(first)) + 50 * _MINUTE
        if begins + timedelta(hours=3) < now:
            break
    return begins


def _writer(customer: CustomerRole) -> Writer:
    return Writer(customer.contacts[0].name, customer.contacts[0].address)
