"""Short lists for a start page: quick also where a section has thousands of articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from hostdesk.core.articles import Audience
from hostdesk.knowledge.placeholders import Words
from hostdesk.knowledge.reading import Line, SectionView, line
from hostdesk.knowledge.showings import for_audience


@dataclass(frozen=True, slots=True)
class Beginning:
    """A section with its first lines, and how many there are in all."""

    section: SectionView
    count: int


def beginnings(language: str, audience: Audience, most: int) -> list[Beginning]:
    """All sections in which this reader may see something, in their order: questions and articles mixed."""
    section = F("text__article__section_id")
    order = (F("text__article__position").asc(), F("text__article_id").asc())
    shown = for_audience(timezone.now(), language, audience).defer("version__body", "version__keywords")
    counted = shown.annotate(
        place=Window(RowNumber(), partition_by=section, order_by=order),
        count=Window(Count("pk"), partition_by=section),
    )
    words, found = Words(language), []
    first = counted.filter(place__lte=most)
    for its, showings in groupby(first, lambda one: one.text.article.section):
        listed = list(showings)
        lines = tuple(line(one, words) for one in listed)
        view = SectionView(its.slug, f"{its.kind}s", its.name(language), its.intro(language), its.icon, lines)
        found.append(Beginning(view, listed[0].count))
    return found


def lines_of(article_ids: Sequence[int], language: str, audience: Audience) -> list[Line]:
    """Of these articles what this reader may see, in the same order."""
    if not article_ids:
        return []
    shown = for_audience(timezone.now(), language, audience).filter(text__article__in=article_ids)
    words = Words(language)
    lines = [line(one, words) for one in shown.defer("version__body", "version__keywords")]
    return sorted(lines, key=lambda one: article_ids.index(one.pk))
