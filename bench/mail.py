"""What one mail costs on its whole way in: door, reader process, ticket, acknowledgement in the outbox.

See bench/README.md. `python bench/mail.py [MAILS] [--profile]`, with HOSTDESK_HOME (and DATABASE_URL) of a
desk that `hostdesk demo --tickets N` has filled.
"""

import argparse
import cProfile
import hashlib
import logging
import os
import pstats
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from figures import Figures, database, table


def main() -> None:
    """Hand in the mails one by one, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mails", nargs="?", type=int, default=400)
    parser.add_argument("--profile", action="store_true", help="print where the time of our own process goes")
    args = parser.parse_args()
    _start()
    from hostdesk.gateways import arrivals, work

    mails = _mails(args.mails + 20)
    door, way_in = Figures("at the door (accept)"), Figures("whole way in")
    for raw, sender, recipients in mails[:20]:  # the reader process starts, everything is imported
        arrivals.accept(raw, door="lmtp", envelope_from=sender, recipients=recipients)
        while work.run_once():
            pass
    profile = cProfile.Profile()
    if args.profile:
        profile.enable()
    for raw, sender, recipients in mails[20:]:
        with way_in.measured():
            with door.measured():
                arrivals.accept(raw, door="lmtp", envelope_from=sender, recipients=recipients)
            assert work.run_once()
    profile.disable()
    print(database())
    print(table([door, way_in]))
    if args.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


def _start() -> None:
    from hostdesk.demo import environment

    # All of them are acknowledged: the brakes would make the bench look better than a Monday morning is.
    os.environ["HOSTDESK_ACK_GLOBAL_PER_MINUTE"] = "1000000"
    environment.prepare(os.environ)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hostdesk.settings"
    import django

    django.setup()
    logging.disable(logging.WARNING)


def _mails(count: int) -> list[tuple[bytes, str, tuple[str, ...]]]:
    """Two thirds new requests, a quarter answers, some machines; a fifth with a file; the same every time."""
    chance = random.Random(4711)
    run = datetime.now(UTC).isoformat()
    return [_mail(place, run, chance) for place in range(count)]


def _mail(place: int, run: str, chance: random.Random) -> tuple[bytes, str, tuple[str, ...]]:
    from hostdesk.demo import cast, letters

    contacts = [contact for customer in cast.CUSTOMERS for contact in customer.contacts]
    known = chance.choice(contacts)
    is_customer = chance.random() < 0.5
    # The brake for one address would hold back acknowledgements, so everybody writes once.
    name, sender = (
        (known.name, known.address)
        if is_customer
        else ("Neu Hier", f"person{place}.{hash(run)}@neu.example.test")
    )
    kind = chance.random()
    answered = _answered(chance) if kind < 0.25 else None
    text = "\n\n".join(chance.choice(_PARAGRAPHS) for _ in range(chance.randint(1, 5)))
    files = (
        (letters.Enclosure("fehler.log", "text/plain", chance.randbytes(20_000).hex().encode()),)
        if place % 5 == 0
        else ()
    )
    if answered:
        sender, to = answered[1], (answered[2],)
    else:
        to = (chance.choice(cast.DEPARTMENTS).address,)
    note = letters.Note(
        name=name, address=sender, to=to, subject=chance.choice(_SUBJECTS), text=text,
        message_id=hashlib.sha256(f"{run}{place}".encode()).hexdigest()[:24] + "@bench.example.test",
        at=datetime.now(UTC),
        in_reply_to=answered[0] if answered else "", files=files,
        html=f"<p>{text}</p>" if chance.random() < 0.6 else "",
        headers=(("Auto-Submitted", "auto-replied"),) if kind > 0.93 else (),
    )  # fmt: skip
    return letters.to_bytes(note), sender, to


def _answered(chance: random.Random) -> tuple[str, str, str] | None:
    """Message-ID, reader and reply address of one of our letters."""
    from django.conf import settings

    from hostdesk.lib import reply_keys
    from hostdesk.tickets.models import Message, Ticket

    newest = Ticket.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    ticket = Ticket.objects.filter(pk__gte=chance.randint(1, max(newest, 1))).order_by("pk").first()
    ours = Message.objects.filter(ticket=ticket, kind__in=["ack", "out"]).first() if ticket else None
    if ticket is None or ours is None or not ticket.requester:
        return None
    token = reply_keys.issue(ticket.pk, ticket.requester, settings.SECRET_KEY)
    domain = settings.HOSTDESK["HOSTDESK_DOMAIN"]
    return ours.message_id, ticket.requester, reply_keys.reply_address(f"support@{domain}", token)


_SUBJECTS = (
    "Shop nicht erreichbar", "Rechnung R-2026-01234", "Cannot send mail", "Domain umziehen",
    "Zertifikat abgelaufen", "Frage zu Ihrem Angebot", "Passwort vergessen", "Server reagiert langsam",
)  # fmt: skip
_PARAGRAPHS = (
    "seit heute Morgen ist unsere Seite nicht erreichbar. Im Browser erscheint nur eine weiße Fläche, und im "
    "Fehlerprotokoll steht, dass die Datenbank keine Verbindungen annimmt.",
    "our mail program says that the connection was refused. We have changed nothing at all.",
    "auf der letzten Rechnung steht ein Posten, den wir nicht zuordnen können. Kundennummer K-20871.",
    "bitte richten Sie die Weiterleitung so ein, dass alle Anfragen an die neue Adresse gehen.",
    "Mit freundlichen Grüßen\nEine Kundin",
)

if __name__ == "__main__":
    main()
