"""What readers see from when on, and taking it from them."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import TextAct, TextState, move
from hostdesk.core.states import NotAllowed
from hostdesk.knowledge import index, showings
from hostdesk.knowledge.actions.beginning import editing, fresh, moment, only_leads, why_not_publish
from hostdesk.knowledge.models import Showing, Text
from hostdesk.knowledge.writing_down import show, tell

PAST = gettext_noop("Choose a moment in the future.")
NOT_SHOWN = gettext_noop("Readers do not see this text.")


def publish(
    text: Text, by: Staff, *, starts_at: datetime | None = None, at: datetime | None = None
) -> Showing:
    """The newest version, from `starts_at` (UTC, default now) on; until then readers see what they saw."""
    with editing(by):
        now, at = fresh(text), moment(at)
        if refusal := why_not_publish(now, by):
            raise NotAllowed(refusal)
        if starts_at is not None and starts_at < at:
            raise NotAllowed(PAST)
        showing = show(now, now.newest, starts_at or at, by, at)
        index.refresh([now], at)
        return showing


def withdraw(text: Text, by: Staff, *, at: datetime | None = None) -> Text:
    """Readers see nothing of it any more, whatever was planned; versions stay."""
    only_leads(by)
    with editing(by):
        now, at = fresh(text), moment(at)
        last = showings.last_of(now)
        if last is None:
            raise NotAllowed(NOT_SHOWN)
        now.state = move(TextState(now.state), TextAct.WITHDRAW)
        now.save()
        showings.end(now, at, at)
        index.refresh([now], at)
        tell(now.article, "article.withdrawn", by, at, language=now.language, number=last.version.number)
        return now
