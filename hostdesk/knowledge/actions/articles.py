"""New articles, another language, and where an article stands."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience
from hostdesk.core.states import NotAllowed
from hostdesk.knowledge.actions.beginning import checked, editing, moment, only_leads
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.markup import slug_of
from hostdesk.knowledge.models import Article, Kind, Section, Text
from hostdesk.knowledge.models.text import LANGUAGES
from hostdesk.knowledge.writing_down import add_version, tell

HAS_LANGUAGE = gettext_noop("This article exists in that language already.")
NO_LANGUAGE = gettext_noop("Articles are written in German and English.")
_WIDER = gettext_noop("Only leads and administrators let more people read an article.")


def create_article(
    section: Section, kind: str, content: Content, language: str, by: Staff, *,
    audience: Audience = Audience.PUBLIC, at: datetime | None = None,
) -> Text:  # fmt: skip
    """A draft with its first version; its address is made from the title."""
    content = checked(content)
    with editing(by):
        at = moment(at)
        article = Article.objects.create(
            key=_free_key(content.title), section=section, kind=Kind(kind), audience=int(audience),
            position=section.articles.count(), created_at=at, created_by=by,
        )  # fmt: skip
        tell(
            article, "article.created", by, at, key=article.key, section=section.slug, audience=int(audience)
        )
        return _add_text(article, language, content, by, at)


def add_language(
    article: Article, language: str, content: Content, by: Staff, *, at: datetime | None = None
) -> Text:
    """The same article in the other language, as a draft."""
    content = checked(content)
    with editing(by):
        if Text.objects.filter(article=article, language=language).exists():
            raise NotAllowed(HAS_LANGUAGE)
        return _add_text(article, language, content, by, moment(at))


def change_article(
    article: Article, by: Staff, *, section: Section, kind: str, audience: Audience,
    outdated_after: date | None, at: datetime | None = None,
) -> Article:  # fmt: skip
    """Its place, its readers, and when somebody should look again; only leads let more people read it."""
    with editing(by):
        now = Article.objects.get(pk=article.pk)
        if audience < now.audience:
            try:
                only_leads(by)
            except NotAllowed as error:
                raise NotAllowed(_WIDER) from error
        new: dict[str, Any] = {
            "section_id": section.pk, "kind": Kind(kind), "audience": int(audience),
            "outdated_after": outdated_after,
        }  # fmt: skip
        changed = {name: value for name, value in new.items() if getattr(now, name) != value}
        for name, value in changed.items():
            setattr(now, name, value)
        if changed:
            now.save()
            told = {name: str(value) for name, value in changed.items()}
            tell(now, "article.changed", by, moment(at), **told)
        return now


def order_articles(section: Section, keys: Sequence[str], by: Staff, *, at: datetime | None = None) -> None:
    """The articles of a section in this order; those not named stay behind them."""
    only_leads(by)
    with editing(by):
        place = {key: number for number, key in enumerate(keys)}
        articles = sorted(
            section.articles.all(), key=lambda one: (place.get(one.key, len(keys)), one.position)
        )
        for position, article in enumerate(articles):
            if article.position != position:
                article.position = position
                article.save(update_fields=["position"])
                tell(article, "article.moved", by, moment(at), position=position)


def free_slug(language: str, title: str, but: Text | None = None) -> str:
    """An address that no other article in this language has."""
    others = Text.objects.filter(language=language).exclude(pk=but.pk if but else 0)
    return _free(slug_of(title) or "article", lambda slug: not others.filter(slug=slug).exists())


def _free_key(title: str) -> str:
    return _free(slug_of(title, 60) or "article", lambda key: not Article.objects.filter(key=key).exists())


def _free(wanted: str, is_free: Any) -> str:
    name, count = wanted, 1
    while not is_free(name):
        count += 1
        name = f"{wanted}-{count}"
    return name


def _add_text(article: Article, language: str, content: Content, by: Staff, at: datetime) -> Text:
    if language not in dict(LANGUAGES):
        raise NotAllowed(NO_LANGUAGE)
    text = Text.objects.create(article=article, language=language, slug=free_slug(language, content.title))
    add_version(text, content, by, at)
    return text
