"""A good reply becomes the draft of an article."""

import re
from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience
from hostdesk.core.states import NotAllowed
from hostdesk.knowledge.actions.articles import create_article
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import How, Kind, Section, Text
from hostdesk.knowledge.traces import trace
from hostdesk.tickets.models import Kind as MessageKind
from hostdesk.tickets.models import Message

NO_REPLY = gettext_noop("An article is made from a reply of ours.")
NO_SECTION = gettext_noop("There is no section yet: a lead makes the first one.")
_GREETING = re.compile(
    r"(sehr geehrte|guten (tag|morgen|abend)|hallo|liebe|moin|grüß gott|servus|dear|hello|hi|good "
    r"(morning|afternoon|evening))\b[^\n]{0,80}[,!]?\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\n\s*(--\s*\n|mit (freundlichen|besten|herzlichen) grüßen|(viele|beste|freundliche|liebe) grüße|"
    r"herzliche grüße|kind regards|best regards|regards|yours sincerely|sincerely|best wishes)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^((re|aw|fwd?|wg)\s*:\s*|\[[^\]]{1,40}\]\s*)+", re.IGNORECASE)


def make_from_reply(message: Message, by: Staff, *, at: datetime | None = None) -> Text:
    """A draft for colleagues only, until somebody has taken out what is personal; NotAllowed for no reply."""
    if message.kind != MessageKind.OUT:
        raise NotAllowed(NO_REPLY)
    ticket = message.ticket.root
    section = Section.objects.filter(kind=Kind.ARTICLE).first() or Section.objects.first()
    if section is None:
        raise NotAllowed(NO_SECTION)
    content = Content(_title(message.subject or ticket.subject), body=_body(message.new_text))
    language = ticket.language if ticket.language in ("de", "en") else "de"
    text = create_article(section, Kind.ARTICLE, content, language, by, audience=Audience.STAFF, at=at)
    trace([text.article_id], ticket, How.MADE_FROM, by)
    return text


def _title(subject: str) -> str:
    return _PREFIX.sub("", subject.strip())[:200].strip() or "…"


def _body(said: str) -> str:
    """Without greeting and signature: those are for one reader only."""
    text = said.replace("\r\n", "\n").strip()
    text = _GREETING.sub("", text, count=1) if _GREETING.match(text) else text
    closing = _CLOSING.search("\n" + text)
    return (text[: max(0, closing.start() - 1)] if closing else text).strip()
