"""What we know about a contact, as files that programs and people can read (Art. 15 and 20 GDPR)."""

import json
import tempfile
import zipfile
from typing import IO, Any

from django.utils import timezone

from hostdesk.billing.models import Charge, ConsentRequest
from hostdesk.customers.models import Contact, Place
from hostdesk.portal.models import CustomerSession
from hostdesk.tickets import access
from hostdesk.tickets.for_contacts import messages_of, sees_prices
from hostdesk.tickets.models import Attachment, Ticket

_MOST = 2_000  # tickets; who has more gets the newest, and a line that says so
_IN_MEMORY = 2_000_000  # bytes; beyond that the archive lies on the disk while it is made


def packed(contact: Contact) -> IO[bytes]:
    """A ZIP of JSON files; only what is her own, whatever place she has in her company."""
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        tickets = _tickets(contact)
        _put(archive, "profile.json", _profile(contact))
        _put(archive, "sessions.json", _sessions(contact))
        _put(archive, "consents.json", _consents(contact))
        _put(
            archive, "tickets.json",
            {"made": timezone.now(), "is_complete": len(tickets) < _MOST,
             "tickets": [_ticket(contact, one) for one in tickets]},
        )  # fmt: skip
    out.seek(0)
    return out


def _put(archive: zipfile.ZipFile, name: str, value: Any) -> None:
    archive.writestr(name, json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _profile(contact: Contact) -> dict[str, Any]:
    names = ("name", "address", "phone", "language", "place", "may_order")
    found: dict[str, Any] = {name: getattr(contact, name) for name in names}
    return {**found, "customer": {"number": contact.customer.number, "name": contact.customer.name}}


def _sessions(contact: Contact) -> list[dict[str, Any]]:
    rows = CustomerSession.objects.filter(contact=contact)
    return [dict(one) for one in rows.values("started_at", "seen_at", "way", "ip", "browser")]


def _consents(contact: Contact) -> list[dict[str, Any]]:
    names = ("ticket__number", "asked_at", "text", "most_net", "answer", "answered_at", "way", "ip")
    return list(ConsentRequest.objects.filter(contact=contact).order_by("asked_at").values(*names))


def _tickets(contact: Contact) -> list[Ticket]:
    own = Contact.objects.select_related("customer").get(pk=contact.pk)
    own.place = Place.OWN
    return list(access.visible_to_contact(own).order_by("-received_at", "-pk")[:_MOST])


def _ticket(contact: Contact, root: Ticket) -> dict[str, Any]:
    names = ("number", "subject", "state", "received_at", "due_at", "responded_at", "solved_at")
    own = Contact(pk=contact.pk, customer=contact.customer, address=contact.address, place=Place.OWN)
    messages = messages_of(own, root)
    files: dict[int, list[dict[str, Any]]] = {}
    for one in Attachment.objects.filter(message__in=messages):
        files.setdefault(one.message_id, []).append({"name": one.name, "bytes": one.size})
    found: dict[str, Any] = {name: getattr(root, name) for name in names}
    found["messages"] = [
        {
            "at": one.at, "from": one.sender_name or one.sender_address, "subject": one.subject,
            "text": one.text or one.new_text, "files": files.get(one.pk, []),
        }
        for one in messages
    ]  # fmt: skip
    if sees_prices(contact, root):
        charges = Charge.objects.filter(ticket=root).order_by("at")
        found["charges"] = list(charges.values("at", "state", "net", "vat", "gross", "reason"))
    return found
