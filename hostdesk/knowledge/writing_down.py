"""The rows of articles, written within a transaction; who may, the actions have asked before."""

from datetime import datetime

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import TextAct, TextState, move
from hostdesk.journal.record import record
from hostdesk.knowledge import showings
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import Article, Showing, Text, Version


def add_version(text: Text, content: Content, by: Staff | None, at: datetime, note: str = "") -> Version:
    """The next version; the text becomes a draft."""
    text.last_number += 1
    text.state = move(TextState(text.state), TextAct.SAVE)
    text.save()
    version = Version.objects.create(
        text=text, number=text.last_number, author=by, made_at=at, note=note, title=content.title,
        summary=content.summary, keywords=content.keywords, body=content.body,
    )  # fmt: skip
    tell(
        text.article, "article.saved", by, at, language=text.language, number=version.number,
        title=version.title, content=content.sha256,
    )  # fmt: skip
    return version


def show(text: Text, version: Version, starts_at: datetime, by: Staff | None, now: datetime) -> Showing:
    """From `starts_at` on readers see this version; the caller refreshes the index."""
    text.state = move(TextState(text.state), TextAct.PUBLISH)
    text.save()
    showing = showings.begin(text, version, starts_at, by, now)
    tell(
        text.article, "article.published", by, now, language=text.language, number=version.number,
        title=version.title, starts_at=starts_at.isoformat(),
    )  # fmt: skip
    return showing


def tell(article: Article, kind: str, by: Staff | None, at: datetime, **data: object) -> None:
    """One line of the journal about an article."""
    record(kind, about=f"article:{article.pk}", by=f"staff:{by.pk}" if by else "start", at=at, **data)
