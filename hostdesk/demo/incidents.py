"""The tickets that are not ordinary: each shows one thing that the desk can do."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from hostdesk.accounts.models import Staff
from hostdesk.core.incoming import Address
from hostdesk.demo import stage
from hostdesk.demo.cast import CUSTOMERS, MALLORY, MEYER, OZDEMIR, CustomerRole
from hostdesk.demo.incident_texts import MIGRATION, NEWSLETTER, TEXTS, TOO_DEEP
from hostdesk.demo.past import Plot, support_ago, support_later
from hostdesk.demo.stage import Writer
from hostdesk.tickets import actions, drafts
from hostdesk.tickets.models import Kind, Ticket

Staffed = Mapping[str, Staff]  # by the keys of the cast: "ada"
_MINUTE = timedelta(minutes=1)


def plots(now: datetime, staff: Staffed) -> list[Plot]:
    """All of them, up to `now`."""
    return [tell(now, staff) for tell in INCIDENTS]


def migration(now: datetime, staff: Staffed) -> Plot:
    """A thread of sixty messages: twenty domains move, one after the other."""
    writer, moment = _writer(CUSTOMERS[9]), support_ago(now, 3000)
    yield moment
    ticket = stage.write(writer, "Umzug unserer 20 Kundendomains", TEXTS["migration"], file="postfaecher.txt")
    for asked, told, thanked in MIGRATION:
        moment = support_later(moment, 44)
        yield moment
        stage.answer(writer, ticket, asked)
        moment = support_later(moment, 40)
        yield moment
        stage.reply(ticket, told, staff["ada"])
        moment = support_later(moment, 58)
        yield moment
        stage.answer(writer, ticket, thanked)


def unreadable(now: datetime, staff: Staffed) -> Plot:
    """A mail that nobody can read is a numbered ticket all the same."""
    yield support_ago(now, 70)
    stage.hand_in(TOO_DEEP, "scanner@fax-bruecke.example.test", (stage.ADDRESS["support"],))


def bounced_acknowledgement(now: datetime, staff: Staffed) -> Plot:
    """A mistyped address: the acknowledgement comes back, and the ticket shows it (M8)."""
    writer = Writer("Reinhold Zapf", "r.zapf@zapf-gartenbau.example.test")
    yield support_ago(now, 95)
    ticket = stage.write(writer, "Zugang zum Kundenbereich verloren", TEXTS["lost access"])
    yield support_ago(now, 94)
    stage.bounce(ticket, writer.address, "550 5.1.1 User unknown")


def refused_reply(now: datetime, staff: Staffed) -> Plot:
    """A reply that the other side refuses for good; who wrote is not known, and it went out without that."""
    writer = Writer("Gerd Niemann", "niemand@alt-firma.example.test")
    yield support_ago(now, 160)
    ticket = stage.write(writer, "Abschaltung Altvertrag", TEXTS["old contract"], to=("accounting",))
    yield support_ago(now, 120)
    why = "Fremde Adresse, der Vertrag ist eindeutig: Die Kundennummer reicht Herr Niemann nach."
    stage.reply(ticket, TEXTS["old contract answer"], staff["elif"], reason=why)


def waiting_reply(now: datetime, staff: Staffed) -> Plot:
    """A reply that the other side does not take yet; the outbox tries again by itself."""
    writer = Writer("Wiebke Später", "spaeter@kuestenwind-ferien.example.test")
    yield support_ago(now, 60)
    ticket = stage.write(writer, "Buchungskalender zeigt falsche Wochentage", TEXTS["calendar"])
    yield support_ago(now, 14)
    stage.reply(ticket, TEXTS["calendar answer"], staff["ben"])


def two_departments(now: datetime, staff: Staffed) -> Plot:
    """One mail to Accounting and Sales: both see it until one takes it."""
    yield support_ago(now, 40)
    stage.write(
        _writer(OZDEMIR),
        "Kündigung oder kleineres Paket?",
        TEXTS["cancel or smaller"],
        to=("accounting", "sales"),
    )


def merged(now: datetime, staff: Staffed) -> Plot:
    """The same outage from two people of one firm, merged by Ada."""
    yield support_ago(now, 150)
    ticket = stage.write(
        Writer("Sabine Meyer", MEYER.contacts[0].address),
        "Keine Bestellmails seit heute früh",
        TEXTS["no orders"],
    )
    yield support_ago(now, 141)
    again = stage.write(
        Writer("Jörg Meyer", MEYER.contacts[1].address), "Mailausfall", TEXTS["no orders again"]
    )
    yield support_ago(now, 130)
    actions.take(ticket, staff["ada"])
    actions.merge(again, ticket, staff["ada"])
    yield support_ago(now, 124)
    stage.reply(ticket, TEXTS["no orders answer"], staff["ada"])


def unmerged(now: datetime, staff: Staffed) -> Plot:
    """Merged by mistake, and taken apart again."""
    yield support_ago(now, 420)
    ticket = stage.write(_writer(CUSTOMERS[5]), "Zimmerbilder werden nicht geladen", TEXTS["pictures"])
    other = stage.write(_writer(CUSTOMERS[33]), "Bilder der Exposés fehlen", TEXTS["pictures elsewhere"])
    yield support_ago(now, 400)
    actions.merge(other, ticket, staff["david"])
    yield support_ago(now, 396)
    actions.unmerge(other, staff["david"])
    actions.note(other, "War irrtümlich zusammengelegt: anderer Kunde, andere Ursache.", staff["david"])


def stranger_quotes_number(now: datetime, staff: Staffed) -> Plot:
    """A colleague with another address quotes the number: a ticket of its own, and a suggestion to merge."""
    yield support_ago(now, 210)
    ticket = stage.write(
        _writer(CUSTOMERS[3]), "Kalender der Sekretariate synchronisieren nicht", TEXTS["calendars"]
    )
    yield support_ago(now, 170)
    stage.reply(ticket, TEXTS["calendars answer"], staff["ben"])
    yield support_ago(now, 52)
    stage.write(
        Writer("Petra Knöll (privat)", "petra.knoell@briefkasten.example.test"),
        f"Zu {ticket.number}: noch ein Gerät",
        TEXTS["another device"],
    )


def mallory(now: datetime, staff: Staffed) -> Plot:
    """Mallory quotes a stranger's ticket and forges its sender: she joins nothing and sees nothing."""
    victim = _writer(MEYER)
    yield support_ago(now, 330)
    ticket = stage.write(victim, "Passwort des Kundenbereichs zurücksetzen", TEXTS["password"])
    yield support_ago(now, 300)
    letter = stage.reply(ticket, TEXTS["password answer"], staff["ada"], then=actions.SOLVE)
    yield support_ago(now, 66)
    stage.write(
        Writer("S. Meyer", MALLORY), f"Re: [{ticket.number}]", TEXTS["mallory"], in_reply_to=letter.message_id
    )
    yield support_ago(now, 61)
    stage.write(
        victim, f"Re: [{ticket.number}]", TEXTS["mallory"], in_reply_to=letter.message_id, is_proven=False
    )


def follow_up(now: datetime, staff: Staffed) -> Plot:
    """A reply long after the ticket was solved opens a new one, linked to the old."""
    writer = _writer(CUSTOMERS[17])
    yield now - timedelta(days=48)
    ticket = stage.write(writer, "Verschlüsselter Mailversand", TEXTS["encryption"])
    yield now - timedelta(days=47)
    stage.reply(ticket, TEXTS["encryption answer"], staff["clara"], then=actions.SOLVE)
    yield support_ago(now, 90)
    stage.answer(writer, ticket, TEXTS["encryption again"])


def reopened(now: datetime, staff: Staffed) -> Plot:
    """Solved this week, and the customer writes again."""
    writer = _writer(OZDEMIR)
    yield support_ago(now, 900)
    ticket = stage.write(
        writer, "Preisliste als PDF lässt sich nicht hochladen", TEXTS["upload"], file="error_log.txt"
    )
    yield support_ago(now, 850)
    stage.reply(ticket, TEXTS["upload answer"], staff["ada"], then=actions.SOLVE)
    yield support_ago(now, 18)
    stage.answer(writer, ticket, TEXTS["upload again"])


def out_of_office(now: datetime, staff: Staffed) -> Plot:
    """An absence notice answers our reply; it neither reopens nor wakes anything."""
    writer = _writer(CUSTOMERS[11])
    yield support_ago(now, 280)
    ticket = stage.write(writer, "Zwei neue Postfächer für Auszubildende", TEXTS["trainees"])
    yield support_ago(now, 250)
    stage.reply(ticket, TEXTS["trainees answer"], staff["ben"], then=actions.SOLVE)
    yield support_ago(now, 250) + 2 * _MINUTE
    stage.write(
        writer,
        f"Abwesend: Re: [{ticket.number}]",
        TEXTS["absent"],
        headers=(("Auto-Submitted", "auto-replied"),),
    )


def call(now: datetime, staff: Staffed) -> Plot:
    """A phone call that Ben wrote down as a ticket."""
    yield support_ago(now, 33)
    contact = CUSTOMERS[35].contacts[0]
    ticket = actions.open_by_staff(
        staff["ben"].departments.get(slug="support"),
        Address(contact.address, contact.name),
        "Anruf: Tourenplanung seit 20 Minuten nicht erreichbar",
        TEXTS["call"],
        staff["ben"],
    )
    actions.take(ticket, staff["ben"])


def html_mail(now: datetime, staff: Staffed) -> Plot:
    """A mail with a designed HTML part."""
    yield support_ago(now, 25)
    stage.write(_writer(CUSTOMERS[14]), "Fehler im Newsletter-Layout", TEXTS["newsletter"], html=NEWSLETTER)


def no_subject(now: datetime, staff: Staffed) -> Plot:
    """Neither subject nor number."""
    yield now - 9 * _MINUTE
    stage.write(Writer("", "sepp.huber@briefkasten.example.test"), "", "Geht bei euch grad nix? Huber")


def long_subject(now: datetime, staff: Staffed) -> Plot:
    """A subject of two hundred characters."""
    yield support_ago(now, 48)
    stage.write(_writer(CUSTOMERS[43]), TEXTS["long subject"], TEXTS["long subject text"])


def drafted(now: datetime, staff: Staffed) -> Plot:
    """Ada has begun an answer and was called away."""
    yield support_ago(now, 110)
    ticket = stage.write(_writer(CUSTOMERS[22]), "Warenkorb verliert Artikel", TEXTS["basket"])
    actions.take(ticket, staff["ada"])
    yield support_ago(now, 20)
    fresh = Ticket.objects.get(pk=ticket.pk)
    drafts.save(fresh, staff["ada"], Kind.OUT, TEXTS["basket draft"])


def moved(now: datetime, staff: Staffed) -> Plot:
    """Written to Support, but a matter for Accounting."""
    yield support_ago(now, 75)
    ticket = stage.write(_writer(CUSTOMERS[20]), "Refund for the cancelled domain", TEXTS["refund"])
    yield support_ago(now, 58)
    accounting = staff["elif"].departments.get(slug="accounting")
    actions.change_department(ticket, accounting, staff["clara"])
    actions.note(ticket, "Domain was cancelled on our side on the 3rd, please refund.", staff["clara"])


def _writer(customer: CustomerRole) -> Writer:
    return Writer(customer.contacts[0].name, customer.contacts[0].address)


INCIDENTS: tuple[Callable[[datetime, Staffed], Plot], ...] = (
    migration, unreadable, bounced_acknowledgement, refused_reply, waiting_reply, two_departments, merged,
    unmerged, stranger_quotes_number, mallory, follow_up, reopened, out_of_office, call, html_mail,
    no_subject, long_subject, drafted, moved,
)  # fmt: skip
