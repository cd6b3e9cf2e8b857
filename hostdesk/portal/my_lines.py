"""The conversation as a customer reads it."""

from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hostdesk.core.incoming import Verdict
from hostdesk.customers.models import Contact
from hostdesk.lib import markdown
from hostdesk.tickets.for_contacts import messages_of
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Attachment, Kind, Message, Ticket

_LONGEST = 30_000  # characters of one message that are shown


@dataclass(frozen=True, slots=True)
class FileLine:
    """An attachment."""

    name: str
    url: str
    size: str


@dataclass(frozen=True, slots=True)
class Line:
    """One message."""

    pk: int
    is_ours: bool
    is_folded: bool  # our automatic letters
    who: str
    about: str
    at: str
    iso: str
    language: str
    subject: str
    body: SafeString
    designed: str  # address of the mail as its sender designed it
    files: list[FileLine] = field(default_factory=list)


def lines(contact: Contact, root: Ticket, language: str) -> list[Line]:
    """All that she may read, in order; a constant number of queries."""
    messages = messages_of(contact, root)
    files: dict[int, list[Attachment]] = {}
    for one in Attachment.objects.filter(message__in=messages, is_inline=False):
        files.setdefault(one.message_id, []).append(one)
    return [_line(one, files.get(one.pk, []), contact, language) for one in messages]


def _line(message: Message, files: list[Attachment], contact: Contact, language: str) -> Line:
    is_ours = message.kind != Kind.IN
    who, about = _who(message, contact)
    return Line(
        pk=message.pk,
        is_ours=is_ours,
        is_folded=message.kind in (Kind.ACKNOWLEDGEMENT, Kind.NOTICE),
        who=who,
        about=about,
        at=moment(message.at, language),
        iso=message.at.isoformat(),
        language=message.language,
        subject=message.subject,
        body=_body((message.new_text or message.text)[:_LONGEST], is_ours=is_ours),
        designed=reverse("portal:my_mail", args=[message.pk]) if message.html else "",
        files=[
            FileLine(one.name, reverse("portal:my_file", args=[one.pk]), filesizeformat(one.size))
            for one in files
        ],
    )


def _who(message: Message, contact: Contact) -> tuple[str, str]:
    if message.kind in (Kind.ACKNOWLEDGEMENT, Kind.NOTICE):
        return message.sender_name, _("automatic letter")
    if message.kind == Kind.OUT:
        return (message.author.name if message.author else ""), message.sender_name
    if message.author_id is not None:
        return _("By phone"), _("as we wrote it down")
    if message.channel == "form" and message.authentication.get("session") != Verdict.PASS:
        typed = _("%(address)s (typed, not proven)") % {"address": message.sender_address}
        return message.sender_name or message.sender_address, typed
    if message.sender_address == contact.address.lower():
        return _("You"), _("at the portal") if message.channel == "form" else ""
    return message.sender_name or message.sender_address, message.sender_address


def _body(text: str, *, is_ours: bool) -> SafeString:
    """What we wrote is Markdown, what others wrote is text."""
    if not text.strip():
        return SafeString("")
    if is_ours:
        return SafeString(markdown.to_html(text))
    return SafeString(linebreaks(urlize(text, nofollow=True, autoescape=True)))
