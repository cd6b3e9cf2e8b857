"""Articles for tests, as people at Nordlicht wrote and published them."""

from datetime import datetime

from django.utils import timezone

from hostdesk.core.articles import Audience
from hostdesk.journal.record import writing
from hostdesk.knowledge import index
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.markup import slug_of
from hostdesk.knowledge.models import Article, Section, Text
from hostdesk.knowledge.writing_down import add_version, show


def section(slug: str = "mail", kind: str = "article") -> Section:
    """A section with this address."""
    return Section.objects.get_or_create(
        slug=slug, defaults={"kind": kind, "name_de": "E-Mail", "name_en": "Mail"}
    )[0]


def published(
    title: str,
    body: str = "",
    *,
    summary: str = "",
    keywords: str = "",
    language: str = "de",
    kind: str = "article",
    audience: Audience = Audience.PUBLIC,
    at: datetime | None = None,
) -> Text:
    """An article that readers see since `at`."""
    now = at or timezone.now()
    with writing():
        article = Article.objects.create(
            key=slug_of(title), section=section(), kind=kind, audience=int(audience), created_at=now
        )
        text = Text.objects.create(article=article, language=language, slug=slug_of(title))
        version = add_version(text, Content(title, summary, keywords, body), None, now)
        show(text, version, now, None, now)
        index.refresh([text], now)
    return text
