"""Letters to and from Nordlicht Hosting as the way in sees them, with the cast of the demo."""

import hashlib
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.conf import settings
from django.utils import timezone

from hostdesk.accounts.models import Department, Staff
from hostdesk.core.incoming import Address, Authentication, Bounce, File, Incoming, Robot, Verdict
from hostdesk.demo import cast
from hostdesk.journal.models import Event
from hostdesk.lib import reply_keys
from hostdesk.tickets import intake
from hostdesk.tickets.models import Kind, Message, Ticket

MEYER = cast.MEYER.contacts[0].address
OZDEMIR = cast.OZDEMIR.contacts[0].address
STRANGER = "neugierig@woanders.example.test"
MALLORY = cast.MALLORY
PROVEN = Authentication(dmarc=Verdict.PASS)
FORGED = Authentication(dmarc=Verdict.FAIL)
_numbers = count(1)


def letter(sender: str = MEYER, text: str = "Unsere Seite ist nicht erreichbar.", **more: Any) -> Incoming:
    """A mail from outside; every call is another one."""
    place = next(_numbers)
    to = more.pop("to", "support")
    more.setdefault("recipients", (address(to),))
    more.setdefault("key", f"mail:{hashlib.sha256(str(place).encode()).hexdigest()}")
    more.setdefault("message_id", f"letter.{place}@{sender.rpartition('@')[2]}")
    return Incoming(
        channel=more.pop("channel", "mail"),
        sender=Address(sender, more.pop("name", "")),
        text=text,
        new_text=more.pop("new_text", text),
        subject=more.pop("subject", "Shop nicht erreichbar"),
        to=(Address(address(to)),),
        envelope_from=more.pop("envelope_from", sender),
        authentication=more.pop("authentication", PROVEN),
        language=more.pop("language", "de"),
        **more,
    )


def comes_in(sender: str = MEYER, at: datetime | None = None, **more: Any) -> Message:
    """It arrives, now or at a moment of the past; the message it became."""
    return intake.receive(letter(sender, **more), at or timezone.now())


def ticket_of(message: Message) -> Ticket:
    """The ticket as the database has it now."""
    return Ticket.objects.get(pk=message.ticket_id)


def answers(ours: Message, sender: str = MEYER, **more: Any) -> Message:
    """`sender` presses "reply" on our letter: our reply address, our Message-ID, the old text left out."""
    assert ours.delivery is not None
    more.setdefault("recipients", (ours.delivery.as_letter.reply_to,))
    return comes_in(sender, in_reply_to=ours.message_id, references=(ours.message_id,), **more)


def acknowledgement_of(message: Message) -> Message | None:
    """Our automatic letter about this message's ticket."""
    return Message.objects.filter(ticket=message.ticket_id, kind=Kind.ACKNOWLEDGEMENT).first()


def report(ours: Message, recipient: str, *, key: str = "", **more: Any) -> Message:
    """A delivery report that quotes our Message-ID; with the key of our return path if `key` is given."""
    to = f"bounces+{key}@{cast.DOMAIN}" if key else f"bounces@{cast.DOMAIN}"
    bounce = Bounce(recipient, "5.1.1", text="no such user", original_message_id=ours.message_id)
    return comes_in(
        "mailer-daemon@mx.example.test", recipients=(to,), robot=Robot.BOUNCE, bounce=bounce,
        bounces=(bounce,), envelope_from="", **more,
    )  # fmt: skip


def return_key(ours: Message) -> str:
    """What our return path for this letter carries."""
    assert ours.delivery is not None
    return reply_keys.issue_bounce(ours.delivery.pk, settings.SECRET_KEY)


def file(name: str = "fehler.log", content: bytes = b"Zeile 1\n", **more: Any) -> File:
    """An enclosure."""
    return File(
        name, more.pop("content_type", "text/plain"), content, hashlib.sha256(content).hexdigest(), **more
    )


def address(local_part: str) -> str:
    """An address at Nordlicht, unless it is a whole one."""
    return local_part if "@" in local_part else f"{local_part}@{cast.DOMAIN}"


def person(key: str) -> Staff:
    """Somebody of the staff, afresh."""
    return Staff.objects.get(email=f"{key}@{cast.DOMAIN}")


def department(slug: str) -> Department:
    """Support, accounting or sales."""
    return Department.objects.get(slug=slug)


def told(ticket: Ticket) -> list[str]:
    """The kinds of the journal's lines about a ticket, in order."""
    stream = f"ticket:{ticket.number}"
    return list(Event.objects.filter(about=stream).order_by("seq").values_list("kind", flat=True))


def withheld(ticket: Ticket) -> str:
    """Why there was no acknowledgement, as the journal has it."""
    found = Event.objects.filter(about=f"ticket:{ticket.number}", kind="acknowledgement.withheld").first()
    return str(found.data["why"]) if found else ""


def ago(**span: float) -> datetime:
    """A moment before now, UTC."""
    return timezone.now() - timedelta(**span)
