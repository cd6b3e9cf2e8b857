"""A fax becomes a message: its sender is a "maybe", its department is decided, its pages are files (M3)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from hostdesk.accounts.models import Department
from hostdesk.core import fax_routing, reply_code
from hostdesk.core.fax_routing import Because, Routed
from hostdesk.core.incoming import Address, File, Incoming
from hostdesk.gateways.fax import ocr, safely, words
from hostdesk.gateways.fax.handed_in import HandedIn, from_bytes
from hostdesk.gateways.fax.looked_at import LookedAt
from hostdesk.gateways.fax.models import ReceivedFax
from hostdesk.gateways.form.further import Further, nothing
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.lib import language, phones
from hostdesk.lib.phones import Phone
from hostdesk.tickets.models import Message
from hostdesk.tickets.routing import address_of

_REASONS = {
    "too_large": Reason.TOO_LARGE, "too_many_pages": Reason.TOO_MANY_PARTS, "timeout": Reason.TIMEOUT,
    "too_many_pixels": Reason.TOO_LARGE, "memory": Reason.MEMORY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fax:
    """A fax that was looked at."""

    handed_in: HandedIn
    looked_at: LookedAt
    text: str  # recognised
    caller: Phone
    routed: Routed
    sheets: tuple[int, ...]  # tickets whose genuine codes it bears
    at: datetime  # UTC


def read(raw: bytes, key: str, at: datetime) -> tuple[Incoming | Unreadable, Further]:
    """The message that these bytes are, received at `at` (UTC), and the row that is written beside it."""
    try:
        fax = _fax(from_bytes(raw), at)
    except ValueError as error:
        return Unreadable(Reason.CRASHED, detail=str(error)), nothing
    if fax.looked_at.unusable:
        reason = _REASONS.get(fax.looked_at.unusable, Reason.CRASHED)
        return Unreadable(reason, detail=fax.looked_at.detail or fax.looked_at.unusable), nothing
    return _incoming(fax, key), _then(fax)


def stub(raw: bytes, reason: Reason, detail: str = "") -> Unreadable:
    """What can be told of a fax that cannot be shown."""
    try:
        return Unreadable(reason, subject=from_bytes(raw).caller, detail=detail)
    except ValueError:
        return Unreadable(reason, detail=detail)


def _fax(handed_in: HandedIn, at: datetime) -> Fax:
    seen = safely.look(handed_in.file, at) if handed_in.file else LookedAt()
    text = ocr.text_of(seen.scans)
    codes = (reply_code.read(one, (settings.SECRET_KEY,)) for one in seen.codes)
    sheets = tuple(dict.fromkeys(one for one in codes if one is not None))
    dialled = phones.read(handed_in.dialled)
    lines = {_comparable(number): slug for number, slug in settings.HOSTDESK["HOSTDESK_FAX_LINES"].items()}
    routed = fax_routing.department(dialled.e164 or dialled.raw, handed_in.device, lines, text)
    # The network knows who calls; what the machine calls itself, somebody typed in long ago.
    caller = phones.read(handed_in.caller or seen.station)
    return Fax(handed_in, seen, text, caller, _known(routed), sheets, at)


def _comparable(number: str) -> str:
    """A modem's name stays as it is."""
    phone = phones.read(number)
    return phone.e164 or phone.raw


def _known(routed: Routed) -> Routed:
    """A department that is not there cannot be meant."""
    is_there = bool(routed.slug) and Department.objects.filter(slug=routed.slug).exists()
    return routed if is_there else Routed("", Because.NOTHING)


def _incoming(fax: Fax, key: str) -> Incoming:
    house = settings.HOSTDESK["HOSTDESK_LANGUAGE"]
    who = phones.shown(fax.caller, house)
    name = fax.handed_in.caller_name
    count = len(fax.looked_at.pictures)
    text = words.text(house, count=count, is_broken_off=bool(fax.handed_in.error), recognised=fax.text)
    recipients = _recipients(fax.routed)
    return Incoming(
        key=key,
        channel="fax",
        sender=Address("", f"{name} ({who})" if name else who),
        phone=fax.caller.e164,
        subject=words.subject(house, who, count),
        text=text,
        new_text=text,
        to=tuple(Address(one) for one in recipients),
        recipients=recipients,
        files=tuple(_files(fax, house)),
        sheets=fax.sheets,
        language=language.of(fax.text) if len(fax.text) > 40 else "",
    )


def _recipients(routed: Routed) -> tuple[str, ...]:
    if not routed.slug:
        return ()
    return (address_of(Department.objects.get(slug=routed.slug)),)


def _files(fax: Fax, house: str) -> Sequence[File]:
    """As it was received, for the shelf, and for looking at."""
    seen = fax.looked_at
    if not fax.handed_in.file:
        return ()
    received_as = {"tif": "image/tiff", "pdf": "application/pdf"}[seen.kind]
    found = [_file(f"fax.{seen.kind}", received_as, fax.handed_in.file)]
    if seen.archived:
        found.append(_file("fax.pdf", "application/pdf", seen.archived))
    page = words.page(house)
    shown = (_file(f"{page}-{n}.png", "image/png", one, True) for n, one in enumerate(seen.pictures, 1))
    return [*found, *shown]


def _file(name: str, content_type: str, content: bytes, is_inline: bool = False) -> File:
    return File(name, content_type, content, hashlib.sha256(content).hexdigest(), is_inline=is_inline)


def _then(fax: Fax) -> Further:
    def write(message: Message) -> None:
        joined = message.joined_because.get("why") == "reply_sheet"
        ReceivedFax.objects.create(
            message=message, device=fax.handed_in.device, commid=fax.handed_in.commid,
            caller=fax.handed_in.caller, station=fax.looked_at.station, dialled=fax.handed_in.dialled,
            error=fax.handed_in.error, pages=len(fax.looked_at.pictures),
            short_pages=list(fax.looked_at.short_pages), bad_lines=fax.looked_at.bad_lines,
            is_recognised=bool(fax.text), because=Because.SHEET if joined else fax.routed.because, at=fax.at,
        )  # fmt: skip

    return write
