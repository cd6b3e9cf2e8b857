"""Four eyes: somebody asks, somebody else reads, and says yes or what is missing."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import TextAct, TextState, move
from hostdesk.core.states import NotAllowed
from hostdesk.knowledge.actions.beginning import editing, fresh, moment, why_not_publish
from hostdesk.knowledge.models import Text
from hostdesk.knowledge.writing_down import tell
from hostdesk.lib import storable

SAY_WHY = gettext_noop("Say what is missing: your colleague reads it.")


def ask_review(text: Text, by: Staff, word: str = "", *, at: datetime | None = None) -> Text:
    """Whoever reviews finds it in the list."""
    with editing(by):
        now = fresh(text)
        now.review_asked_by, now.review_asked_at = by, moment(at)
        return _moved(now, TextAct.ASK, "article.review_asked", by, word, moment(at))


def approve(text: Text, by: Staff, word: str = "", *, at: datetime | None = None) -> Text:
    """It may be published; NotAllowed for who wrote it, unless she leads."""
    with editing(by):
        now = fresh(text)
        if refusal := why_not_publish(now, by):
            raise NotAllowed(refusal)
        return _moved(now, TextAct.APPROVE, "article.approved", by, word, moment(at))


def send_back(text: Text, by: Staff, word: str, *, at: datetime | None = None) -> Text:
    """It is a draft again, with a word on what is missing."""
    if not word.strip():
        raise NotAllowed(SAY_WHY)
    with editing(by):
        return _moved(fresh(text), TextAct.SEND_BACK, "article.sent_back", by, word, moment(at))


def _moved(text: Text, act: TextAct, kind: str, by: Staff, word: str, at: datetime) -> Text:
    text.state = move(TextState(text.state), act)
    text.review_word = storable.text(word).strip()[:2000]
    text.save()
    tell(text.article, kind, by, at, language=text.language, number=text.last_number, word=text.review_word)
    return text
