"""What comes by the contact form in the story: a stranger wants an offer, a customer a service."""

import hashlib
from datetime import datetime

from django.utils import timezone

from hostdesk.core.incoming import File
from hostdesk.customers.models import Contact
from hostdesk.demo import files
from hostdesk.demo.cast import CUSTOMERS
from hostdesk.demo.past import Plot, support_ago
from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission

_OFFER = (
    "Guten Tag,\n\nwir sind ein Architekturbüro mit 14 Leuten und ziehen im Januar um. Unsere Website und "
    "etwa 20 Postfächer liegen bei einem anderen Anbieter.\n\nWas würde ein Umzug zu Ihnen kosten, und wie "
    "lange wäre die E-Mail nicht erreichbar?"
)
_SETUP = (
    "Ich habe ein neues iPhone und bekomme die Firmenadresse nicht eingerichtet, auch nicht mit Ihrer "
    "Anleitung. Könnten Sie das für mich tun? Am besten rufen Sie am Vormittag an."
)


def plots(now: datetime) -> tuple[Plot, ...]:
    """Both within the last two hours of support time before `now` (UTC)."""
    return _stranger(now), _customer(now)


def _stranger(now: datetime) -> Plot:
    yield support_ago(now, 25)
    _fill_in(
        name="Jule Petersen",
        address="petersen@petersen-architektur.example.test",
        department="sales",
        about="offer",
        subject="Umzug von Website und Postfächern",
        text=_OFFER,
    )


def _customer(now: datetime) -> Plot:
    yield support_ago(now, 95)
    role = CUSTOMERS[10]
    contact = Contact.objects.get(address=role.contacts[0].address)
    content_type, content = files.content("screenshot.png")
    _fill_in(
        name=contact.name,
        address=contact.address,
        contact_id=contact.pk,
        department="support",
        about="service-mail-program",
        service="mail-program",
        customer_number=role.number,
        subject="Firmenmail auf dem neuen iPhone",
        text=_SETUP,
        files=(File("bildschirm.png", content_type, content, hashlib.sha256(content).hexdigest()),),
    )


def _fill_in(*, subject: str, **more: object) -> None:
    """The form as it would come from the page, now; `more` are fields of the submission."""
    token = hashlib.sha256(subject.encode()).hexdigest()[:32]
    form = Submission(token=token, language="de", subject=subject, **more)  # type: ignore[arg-type] # only callers know which
    door.accept(form, timezone.now())
