"""What the desk learns from its readers: searched in vain, read and still written, helpful or not."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, Sum

from hostdesk.knowledge.models import (
    Feedback,
    How,
    ReadCount,
    SearchCount,
    SearchMiss,
    State,
    Text,
    Trace,
    Version,
)

_LINES = 25


@dataclass(frozen=True, slots=True)
class Miss:
    """What was searched and not found."""

    words: str
    language: str
    count: int


@dataclass(frozen=True, slots=True)
class ArticleNumbers:
    """One article's readers."""

    key: str
    title: str
    language: str
    reads: int
    tickets: int  # that were written by somebody who had read it
    helped: int
    did_not: int


@dataclass(frozen=True, slots=True)
class Report:
    """Since a day."""

    searches: int
    missed: int
    reads: int
    misses: list[Miss]
    articles: list[ArticleNumbers]


def report(since: date, since_moment: datetime, language: str) -> Report:
    """Everything since a local day and a moment (UTC); titles in `language` if there are."""
    counts = SearchCount.objects.filter(day__gte=since).aggregate(all=Sum("count"), missed=Sum("missed"))
    reads = _reads(since)
    tickets = _traces(since_moment)
    helped = _feedback(since_moment)
    touched = {*reads, *tickets, *helped}
    named = titles(touched, language)
    lines = [
        ArticleNumbers(*named[pk], reads.get(pk, 0), tickets.get(pk, 0), *helped.get(pk, (0, 0)))
        for pk in touched
        if pk in named
    ]
    lines.sort(key=lambda one: (-one.tickets, -one.did_not, -one.reads, one.title))
    return Report(
        searches=counts["all"] or 0,
        missed=counts["missed"] or 0,
        reads=sum(reads.values()),
        misses=_misses(since),
        articles=lines[:_LINES],
    )


def to_do(today: date) -> int:
    """How many texts wait for a review, or should be looked at again because their day has passed."""
    is_outdated = Q(article__outdated_after__lt=today, state=State.PUBLISHED)
    return Text.objects.filter(Q(state=State.REVIEW) | is_outdated).count()


def _misses(since: date) -> list[Miss]:
    found = SearchMiss.objects.filter(day__gte=since).values_list("words", "language")
    return [Miss(*row) for row in found.annotate(n=Sum("count")).order_by("-n", "words", "language")[:_LINES]]


def _reads(since: date) -> dict[int, int]:
    found = ReadCount.objects.filter(day__gte=since).values_list("article_id")
    return dict(found.annotate(n=Sum("count")).order_by())


def _traces(since: datetime) -> dict[int, int]:
    found = Trace.objects.filter(at__gte=since, how=How.READ_BEFORE).values_list("article_id")
    return dict(found.annotate(n=Count("pk")).order_by())


def _feedback(since: datetime) -> dict[int, tuple[int, int]]:
    found = Feedback.objects.filter(at__gte=since).values_list("article_id")
    yes, no = Count("pk", filter=Q(is_helpful=True)), Count("pk", filter=Q(is_helpful=False))
    return {pk: (good, bad) for pk, good, bad in found.annotate(yes=yes, no=no).order_by()}


def titles(articles: set[int], language: str) -> dict[int, tuple[str, str, str]]:
    """Key, title and language by article."""
    found = Version.objects.filter(text__article__in=articles, number=F("text__last_number"))
    rows = found.values_list("text__article_id", "text__article__key", "title", "text__language")
    found_titles: dict[int, tuple[str, str, str]] = {}
    for pk, key, title, its in rows:
        if pk not in found_titles or its == language:
            found_titles[pk] = (key, title, its)
    return found_titles
