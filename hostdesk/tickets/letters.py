"""The words of our letters: acknowledgement and the frame of a reply, in German and English (M8, M14)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, translation

from hostdesk.core.incoming import Incoming
from hostdesk.tickets.models import Ticket

_QUOTED = 20_000  # characters of somebody's text that we repeat


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body of a letter."""

    subject: str
    text: str


def acknowledgement(ticket: Ticket, incoming: Incoming, *, full: bool) -> Words:
    """The automatic answer to a request; only a `full` one repeats the request (else we mail for others)."""
    template = _ACKNOWLEDGEMENT[ticket.language]
    due = moment(ticket.due_at, ticket.language)
    received = moment(ticket.received_at, ticket.language)
    text = template["body"].format(
        number=ticket.number,
        provider=settings.HOSTDESK["HOSTDESK_PROVIDER"],
        department=ticket.department.name(ticket.language),
        received=received,
        due=due,
        greeting=greeting(ticket),
    )
    if full:
        files = ", ".join([file.name for file in incoming.files if not file.is_inline][:20])
        text += template["repeat"].format(
            subject=one_line(incoming.subject) or "–", text=_quoted(incoming.new_text)
        )
        text += template["files"].format(files=files) if files else ""
    subject = template["full_subject"] if full and incoming.subject else template["subject"]
    return Words(subject.format(number=ticket.number, subject=one_line(incoming.subject)), text)


def reply_subject(ticket: Ticket) -> str:
    """Our subject always carries the number; the customer's own words follow it."""
    words = one_line(ticket.subject)
    shown = words if words.lower().startswith(("re:", "aw:")) else f"Re: {words}"
    return f"[{ticket.number}] {shown}"[:998]


def quotation(name: str, at: datetime, text: str, language: str) -> str:
    """The earlier message under a reply; `text` must be something that every recipient has seen."""
    template = {"de": "Am {at} schrieb {name}:", "en": "On {at} {name} wrote:"}[language]
    return "\n\n" + template.format(at=moment(at, language), name=name) + "\n" + _quoted(text)


def escalation(ticket: Ticket, language: str) -> Words:
    """To a team lead: this promise is about to be missed."""
    template = _ESCALATION[language]
    values = {
        "number": ticket.number,
        "subject": one_line(ticket.subject) or "–",
        "due": moment(ticket.due_at, language),
        "department": ticket.department.name(language),
        "who": ticket.assignee.name if ticket.assignee else template["nobody"],
        "link": f"{settings.HOSTDESK['HOSTDESK_URL']}/desk/t/{ticket.number}",
    }
    return Words(template["subject"].format(**values), template["body"].format(**values))


def imprint() -> str:
    """The last line of every letter: who we are."""
    return f"{settings.HOSTDESK['HOSTDESK_PROVIDER']} · {settings.HOSTDESK['HOSTDESK_URL']}"


def greeting(ticket: Ticket) -> str:
    """With the name, if it is one that we know."""
    name = ticket.requester_name if ticket.contact_id else ""
    if ticket.language == "en":
        return f"Dear {name}," if name else "Hello,"
    return f"Guten Tag {name}," if name else "Guten Tag,"


def moment(at: datetime, language: str) -> str:
    """A moment (UTC) as people at the provider's seat say it."""
    local = at.astimezone(ZoneInfo(settings.HOSTDESK["HOSTDESK_TIMEZONE"]))
    with translation.override(language):
        day = formats.date_format(local, "l, j. F Y" if language == "de" else "l, j F Y")
        return f"{day}, {local:%H:%M}" + (" Uhr" if language == "de" else f" ({local:%Z})")


def one_line(text: str) -> str:
    """Without line breaks, at most 200 characters."""
    return " ".join(text.split())[:200]


def _quoted(text: str) -> str:
    lines = text.strip()[:_QUOTED].splitlines()[:400]
    return "\n".join(f"> {line}".rstrip() for line in lines)


_ACKNOWLEDGEMENT = {
    "de": {
        "subject": "[{number}] Ihre Anfrage ist eingegangen",
        "full_subject": "[{number}] Ihre Anfrage ist eingegangen: {subject}",
        "body": (
            "Ihre Anfrage hat die Nummer {number}.\n"
            "Eine Antwort von uns haben Sie spätestens am {due}.\n\n"
            "{greeting}\n\n"
            "Ihre Nachricht ist am {received} bei uns angekommen ({department}). "
            "Als Nächstes nimmt sich jemand von uns Ihrer Anfrage an und schreibt Ihnen.\n\n"
            "Wenn Sie etwas ergänzen möchten, antworten Sie bitte einfach auf diese Mail; "
            "dann kommt alles unter derselben Nummer zusammen.\n"
        ),
        "repeat": "\nDas haben Sie uns geschrieben:\n\nBetreff: {subject}\n\n{text}\n",
        "files": "\nAnhänge: {files}\n",
    },
    "en": {
        "subject": "[{number}] We have received your request",
        "full_subject": "[{number}] We have received your request: {subject}",
        "body": (
            "Your request has the number {number}.\n"
            "You will have an answer from us by {due} at the latest.\n\n"
            "{greeting}\n\n"
            "Your message reached us on {received} ({department}). "
            "Next, one of us will take it on and write to you.\n\n"
            "If you would like to add something, simply reply to this mail; "
            "everything is kept together under the same number.\n"
        ),
        "repeat": "\nThis is what you wrote:\n\nSubject: {subject}\n\n{text}\n",
        "files": "\nAttachments: {files}\n",
    },
}

_ESCALATION = {
    "de": {
        "subject": "[{number}] Erste Antwort fällig: {due}",
        "body": (
            "Für {number} ({department}) ist weniger als eine Stunde Supportzeit übrig.\n\n"
            "Betreff: {subject}\nErste Antwort fällig: {due}\nZuständig: {who}\n\n{link}\n"
        ),
        "nobody": "niemand",
    },
    "en": {
        "subject": "[{number}] First response due: {due}",
        "body": (
            "{number} ({department}) has less than an hour of support time left.\n\n"
            "Subject: {subject}\nFirst response due: {due}\nIn charge: {who}\n\n{link}\n"
        ),
        "nobody": "nobody",
    },
}
