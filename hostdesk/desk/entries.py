"""The lines of the timeline, made ready for a template that only prints."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Department
from hostdesk.desk import (
    channels,
    essentials_said,
    event_words,
    fax_out,
    fax_pages,
    form_table,
    letters,
    reasons,
    when,
)
from hostdesk.lib import rows
from hostdesk.tickets.models import Attachment, Kind, Message
from hostdesk.tickets.timeline import Entry

SHOWN = 60  # entries; older ones are folded until somebody asks
_KEY = re.compile(r"\+k\.[^@]*@")
SIDES = {
    Kind.IN: "", Kind.OUT: "msg--us", Kind.ACKNOWLEDGEMENT: "msg--us", Kind.NOTICE: "msg--us",
    Kind.NOTE: "msg--note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment, by name and size."""

    name: str
    url: str
    size: str


@dataclass(slots=True)
class Line:
    """One message or event."""

    key: str  # the same at every look, so that scripts can tell what is new
    iso: str
    when: str
    when_full: str
    event: SafeString | None = None
    side: str = ""
    icon: SafeString | None = None
    who: str = ""
    about: str = ""
    body: SafeString | None = None
    language: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)  # of a form
    files: list[FileLine] = field(default_factory=list)
    pages: list[fax_pages.PageLine] = field(default_factory=list)  # of a fax
    marks: list[str] = field(default_factory=list)  # what is wrong with it
    message: Message | None = None
    delivery: letters.Standing | None = None
    is_ours: bool = False
    is_note: bool = False
    is_folded: bool = False  # the automatic letter: its text is the same every time
    has_more: bool = False
    why: str = ""
    proof: str = ""
    other_number: str = ""  # it came in under another number, merged since
    said: essentials_said.Said | None = None  # the essential data of a first response


def lines(entries: Sequence[Entry], root_number: str, now: datetime) -> list[Line]:
    """All entries as lines, in their order."""
    departments = {one.slug: one.name(get_language() or "en") for one in rows.each(Department)}
    found = [
        _line(entry, root_number, departments, now) for entry in entries if not _is_twin(entry, root_number)
    ]
    marks = fax_pages.marks(one.message for one in found if one.message)
    faxes = fax_out.standings((one.message for one in found if one.message), now)
    for line in found:
        if line.message and line.message.pk in faxes:
            line.delivery = faxes[line.message.pk]
        line.marks = marks.get(line.message.pk, []) if line.message else []
    return found


def _is_twin(entry: Entry, root_number: str) -> bool:
    """A merge is recorded at both tickets, and here both are shown."""
    return entry.event is not None and entry.event.kind == "ticket.merged" and entry.number != root_number


def _line(entry: Entry, root_number: str, departments: dict[str, str], now: datetime) -> Line:
    if entry.message is not None:
        line = _message(entry.message, entry.attachments, entry.at, now)
    else:
        line = _bare(f"e{entry.event.seq if entry.event else 0}", entry.at, now)
        line.event = event_words.words(event_words.Told(entry, departments, now))
    line.other_number = entry.number if entry.number != root_number else ""
    return line


def _bare(key: str, at: datetime, now: datetime) -> Line:
    return Line(key, at.isoformat(), when.moment(at, now), when.in_full(at))


def _message(message: Message, attachments: list[Attachment], at: datetime, now: datetime) -> Line:
    line = _bare(f"m{message.pk}", at, now)
    kind = Kind(message.kind)
    line.message = message
    line.side, line.icon = SIDES[kind], channels.icon_of(message.channel)
    line.is_note, line.is_ours = kind is Kind.NOTE, kind in (Kind.OUT, Kind.ACKNOWLEDGEMENT, Kind.NOTICE)
    line.is_folded = kind is Kind.ACKNOWLEDGEMENT
    line.who, line.about = _who(message, kind)
    line.language = message.language
    line.body = letters.body(message.new_text or message.text, is_ours=kind is not Kind.IN)
    if not line.body and not attachments:
        line.body = format_html('<p class="fine">{}</p>', _("(no text)"))
    line.has_more = kind is Kind.IN and message.text.strip() != message.new_text.strip()
    line.fields = form_table.table(message, get_language() or "en")
    if line.fields:
        line.has_more = False  # the rest of the text is this table
    line.pages = fax_pages.pages(message, attachments)
    line.files = [_file(one) for one in fax_pages.others(message, attachments)]
    line.delivery = letters.standing(message.delivery, now) if message.delivery else None
    line.said = essentials_said.said(message) if kind is Kind.OUT else None
    if kind is Kind.IN:
        line.why = reasons.joined(str(message.joined_because.get("why", "")))
        line.proof = _proof(message)
    return line


def _who(message: Message, kind: Kind) -> tuple[str, str]:
    if kind is Kind.NOTE:
        return _("Internal note, stays in the house"), message.author.name if message.author else ""
    if kind is Kind.ACKNOWLEDGEMENT:
        return _("Acknowledgement"), _("automatic, to %(who)s") % {"who": _names(message.to)}
    if kind in (Kind.OUT, Kind.NOTICE):
        return (message.author.name if message.author else _("Hostdesk")), _("to %(who)s") % {
            "who": _names(message.to)
        }
    sender = message.sender_name or message.sender_address or _("unknown sender")
    if message.author:  # an agent wrote down what a caller said
        return _("Call from %(who)s") % {"who": sender}, _("taken by %(who)s") % {"who": message.author.name}
    return sender, _("to %(who)s") % {
        "who": ", ".join(_mailbox(pair[0]) for pair in message.to[:3])
    } if message.to else ""


def _mailbox(address: str) -> str:
    """Our address without the signed key, which belongs to the person it was given to."""
    return _KEY.sub("@", address)


def _names(pairs: list[list[str]]) -> str:
    return ", ".join(name or address for address, name in pairs[:3])


def _file(attachment: Attachment) -> FileLine:
    url = reverse("desk:file", args=[attachment.pk])
    return FileLine(attachment.name, url, filesizeformat(attachment.size))


def _proof(message: Message) -> str:
    """What our border server found out about the sender, if it found out anything."""
    if message.authentication.get("session") == "pass":
        return _("signed in")
    verdict = message.authentication.get("dmarc", "none")
    return {"pass": _("sender proven"), "fail": _("sender forged")}.get(verdict, "")
