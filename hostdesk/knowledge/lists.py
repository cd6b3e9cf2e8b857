"""Lists of articles as their readers see them at this moment."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from hostdesk.core.articles import Audience
from hostdesk.knowledge.models import Section, Showing
from hostdesk.knowledge.placeholders import Words
from hostdesk.knowledge.showings import for_audience


class NotFound(Exception):
    """There is no such article for this reader."""


@dataclass(frozen=True, slots=True)
class Line:
    """An article in a list."""

    pk: int
    kind: str  # "article" or "question"
    title: str
    slug: str
    summary: str
    published_at: datetime  # since when this version is shown, UTC


@dataclass(frozen=True, slots=True)
class SectionView:
    """A group with what its reader may see of it."""

    slug: str
    kind: str  # "articles" or "questions"
    name: str
    intro: str
    icon: str
    lines: tuple[Line, ...]


def sections(kind: str, language: str, audience: Audience) -> list[SectionView]:
    """The sections of a kind ("articles" or "questions") that have something for this reader."""
    found = _shown(language, audience).filter(text__article__section__kind=kind.rstrip("s"))
    return _grouped(list(found), language)


def section(slug: str, language: str, audience: Audience) -> SectionView:
    """One section with its lines; NotFound if this reader may see nothing in it."""
    found = _grouped(list(_shown(language, audience).filter(text__article__section__slug=slug)), language)
    if not found:
        raise NotFound(slug)
    return found[0]


def newest(language: str, audience: Audience, limit: int) -> list[Line]:
    """What was shown last, the newest first."""
    words = Words(language)
    found = _shown(language, audience).order_by("-starts_at", "-pk")[:limit]
    return [line(one, words) for one in found]


def all_public(language: str) -> list[Line]:
    """Everything that everybody may read, for the sitemap."""
    words = Words(language)
    return [line(one, words) for one in _shown(language, Audience.PUBLIC)]


def line(showing: Showing, words: Words) -> Line:
    """A showing with its version, text and article as one line of a list."""
    version, text = showing.version, showing.text
    return Line(
        pk=text.article_id,
        kind=text.article.kind,
        title=words.fill(version.title),
        slug=text.slug,
        summary=words.fill(version.summary),
        published_at=showing.starts_at,
    )


def _shown(language: str, audience: Audience) -> QuerySet[Showing]:
    # A list needs no bodies: those of 5,000 articles are megabytes.
    return for_audience(timezone.now(), language, audience).defer("version__body", "version__keywords")


def _grouped(showings: list[Showing], language: str) -> list[SectionView]:
    words = Words(language)
    groups: dict[int, tuple[Section, list[Line]]] = {}
    for one in showings:
        its = one.text.article.section
        groups.setdefault(its.pk, (its, []))[1].append(line(one, words))
    return [section_view(its, language, tuple(lines)) for its, lines in groups.values()]


def section_view(its: Section, language: str, lines: tuple[Line, ...] = ()) -> SectionView:
    """A section with these lines."""
    return SectionView(its.slug, f"{its.kind}s", its.name(language), its.intro(language), its.icon, lines)
