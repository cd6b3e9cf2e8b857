"""What readers see: an article with all that belongs to it; what `lists` knows can be had here as well."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from hostdesk.core.articles import Audience
from hostdesk.knowledge import addresses, markup
from hostdesk.knowledge.lists import (
    Line,
    NotFound,
    SectionView,
    all_public,
    line,
    newest,
    section,
    section_view,
    sections,
)  # fmt: skip
from hostdesk.knowledge.markup import Heading
from hostdesk.knowledge.models import Article, Showing
from hostdesk.knowledge.placeholders import Words
from hostdesk.knowledge.showings import for_audience, on_show

__all__ = [
    "Audience", "Heading", "Line", "Moved", "NotFound", "Reading", "SectionView", "all_public", "article",
    "line", "newest", "section", "sections",
]  # fmt: skip
_RELATED = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as its reader sees it."""

    pk: int
    key: str
    kind: str  # "article" or "question"
    language: str
    slug: str
    title: str
    summary: str
    html: SafeString
    headings: tuple[Heading, ...]
    section: SectionView  # without lines
    published_at: datetime  # first shown, UTC
    updated_at: datetime  # shown as it is now since, UTC
    translations: dict[str, str]  # the slug in every language it is shown in
    related: tuple[Line, ...]


class Moved(NotFound):
    """It stands at another address now."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def article(slug: str, language: str, audience: Audience) -> Reading:
    """The article at this address; NotFound if there is none for her, Moved if it stood here once."""
    now = timezone.now()
    shown = for_audience(now, language, audience)
    showing = shown.filter(text__slug=slug).first()
    if showing is not None:
        return _reading(showing, language, audience, now)
    former = shown.filter(text__former_slugs__slug=slug).first()
    raise Moved(former.text.slug) if former else NotFound(slug)


def _reading(showing: Showing, language: str, audience: Audience, now: datetime) -> Reading:
    words = Words(language)
    version, text = showing.version, showing.text
    body = words.fill(version.body)
    linked = _linked(markup.keys(body), language, audience, now)
    slugs = {one.text.article.key: one.text.slug for one in linked}
    shown = markup.page(body, lambda key: addresses.article(language, slugs[key]) if key in slugs else None)
    return Reading(
        pk=text.article_id,
        key=text.article.key,
        kind=text.article.kind,
        language=language,
        slug=text.slug,
        title=words.fill(version.title),
        summary=words.fill(version.summary),
        html=mark_safe(shown.html),  # noqa: S308 - the sanitiser's own output
        headings=shown.headings,
        section=section_view(text.article.section, language),
        published_at=_first_shown(text.pk) or showing.starts_at,
        updated_at=showing.starts_at,
        translations=_translations(text.article, audience, now),
        related=tuple(line(one, words) for one in _related(text.article, linked, language, audience, now)),
    )


def _linked(keys: list[str], language: str, audience: Audience, now: datetime) -> list[Showing]:
    if not keys:
        return []
    place = {key: number for number, key in enumerate(keys)}
    found = for_audience(now, language, audience).filter(text__article__key__in=keys).defer("version__body")
    return sorted(found, key=lambda one: place[one.text.article.key])


def _related(
    its: Article, linked: list[Showing], language: str, audience: Audience, now: datetime
) -> list[Showing]:
    """What it links to, then its neighbours in the section."""
    found = [one for one in linked if one.text.article_id != its.pk][:_RELATED]
    if len(found) < _RELATED:
        near = for_audience(now, language, audience).filter(text__article__section=its.section_id)
        known = [its.pk, *(one.text.article_id for one in found)]
        near = near.exclude(text__article__in=known).defer("version__body")
        found += near[: _RELATED - len(found)]
    return found


def _first_shown(text_pk: int) -> datetime | None:
    first: datetime | None = Showing.objects.filter(text=text_pk).aggregate(at=Min("starts_at"))["at"]
    return first


def _translations(its: Article, audience: Audience, now: datetime) -> dict[str, str]:
    found = on_show(now).filter(text__article=its, text__article__audience__lte=int(audience))
    return dict(found.values_list("text__language", "text__slug"))
