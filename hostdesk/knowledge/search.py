"""Searching articles: stems of both languages, umlauts either way, slips of the finger, parts of compounds.

Everything is found in plain tables, so that both databases answer the same in the same order.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.safestring import SafeString

from hostdesk.core.articles import Audience
from hostdesk.knowledge.candidates import Candidate, candidates
from hostdesk.knowledge.excerpts import excerpt
from hostdesk.knowledge.forms import is_noise
from hostdesk.knowledge.models import Kind, Showing, Text
from hostdesk.knowledge.placeholders import Words
from hostdesk.knowledge.showings import for_audience
from hostdesk.lib.search_words import asked

_TYPED = 200  # characters of a query that count
_WORDS = 6  # words of it that count
_QUESTION = 1.2  # a short answer is what most people look for
_MANY, _FEW = 6_000, 200  # postings that are summed up at once; versions that the common words then order
_SEARCH, _SUGGEST = 0.5, 0.25  # what share of the words, by how much they say, must be found


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found, the best first."""

    article_id: int
    kind: str  # "article" or "question"
    title: str
    slug: str
    excerpt: SafeString  # safe HTML with <mark>
    section: str  # its name


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A word of the query: what it may mean, and how much it says."""

    meant: tuple[Candidate, ...]
    weight: float


def search(words: str, language: str, audience: Audience, limit: int = 10) -> list[Hit]:
    """What fits the words best; half of what they say must be found."""
    return _search(words, language, audience, limit, _SEARCH)


def suggest(words: str, language: str, audience: Audience, limit: int = 5) -> list[Hit]:
    """The same for text that is still being typed, a subject for instance: some of the words will do."""
    return _search(words, language, audience, limit, _SUGGEST)


def _search(words: str, language: str, audience: Audience, limit: int, share: float) -> list[Hit]:
    typed = asked(words[:_TYPED])
    wanted = _wanted([word for word in typed if not is_noise(word)][:_WORDS] or typed[:_WORDS], language)
    if not any(one.meant for one in wanted):
        return []
    order = _best(wanted, language, audience, limit, share)
    showings = for_audience(timezone.now(), language, audience).filter(pk__in=order)
    found = {one.pk: one for one in showings}
    forms = frozenset(candidate.form for one in wanted for candidate in one.meant)
    values = Words(language)
    return [_hit(found[pk], forms, language, values) for pk in order if pk in found]


def _wanted(typed: Sequence[str], language: str) -> list[_Wanted]:
    texts = Text.objects.filter(language=language, last_number__gt=0).count()
    return [_weighed(candidates(word, language), texts) for word in typed]


def _weighed(meant: list[Candidate], texts: int) -> _Wanted:
    """The fewer texts hold a word, the more it says."""
    surest = max((one.sureness for one in meant), default=0.0)
    holding = max((one.versions for one in meant if one.sureness == surest), default=1)
    return _Wanted(tuple(meant), math.log(1 + max(1, texts) / max(1, holding)))


_LOOKED_AT = 400  # versions that are looked up: who may read them, whether they are on show
_ROW = (
    "(%s, %s, CAST(%s AS double precision), CAST(%s AS double precision))"  # PostgreSQL is slow with decimals
)
# Of every word the best meaning counts in every version; then all words are summed up.
_SQL = """
WITH wanted(place, word_id, sureness, weight) AS (VALUES {rows}),
best AS (
    SELECT posting.version_id, wanted.place, MAX(posting.weight * wanted.sureness) AS fits,
        MAX(wanted.weight) AS weight
    FROM wanted JOIN knowledge_posting posting ON posting.word_id = wanted.word_id {only}
    GROUP BY posting.version_id, wanted.place
),
summed AS (
    SELECT version_id, SUM(fits * weight) AS fits, SUM(weight) AS found FROM best GROUP BY version_id
    HAVING SUM(weight) >= %s ORDER BY SUM(fits * weight) * SUM(weight) DESC, version_id LIMIT {looked_at}
)
SELECT showing.id, showing.version_id
FROM summed
JOIN knowledge_showing showing ON showing.version_id = summed.version_id
JOIN knowledge_text text ON text.id = showing.text_id
JOIN knowledge_article article ON article.id = text.article_id
WHERE showing.starts_at <= %s AND (showing.ends_at IS NULL OR showing.ends_at > %s)
    AND text.language = %s AND article.audience <= %s
ORDER BY summed.fits * summed.found * (CASE WHEN article.kind = %s THEN %s ELSE 1.0 END) DESC, showing.id
LIMIT %s
"""


def _best(
    wanted: Sequence[_Wanted], language: str, audience: Audience, limit: int, share: float
) -> list[int]:
    """Keys of showings, the best first; what stands in every article only orders what the rest finds."""
    rarest = sorted(wanted, key=lambda one: -one.weight)
    leading = _leading(rarest)
    least = share * sum(one.weight for one in wanted)
    if len(leading) == len(rarest):
        return [pk for pk, _version in _asked(leading, language, audience, limit, least)]
    least_of_leading = least - sum(one.weight for one in rarest[len(leading) :])
    versions = [version for _pk, version in _asked(leading, language, audience, _FEW, least_of_leading)]
    return [pk for pk, _version in _asked(rarest, language, audience, limit, least, versions)]


def _leading(rarest: Sequence[_Wanted]) -> Sequence[_Wanted]:
    postings = 0
    for place, one in enumerate(rarest):
        postings += sum(candidate.versions for candidate in one.meant)
        if postings > _MANY and place:
            return rarest[:place]
    return rarest


def _asked(
    wanted: Sequence[_Wanted], language: str, audience: Audience, limit: int, least: float,
    versions: Sequence[int] | None = None,
) -> list[tuple[int, int]]:  # fmt: skip
    rows = [
        (place, candidate.word, candidate.sureness, one.weight)
        for place, one in enumerate(wanted)
        for candidate in one.meant
    ]
    if not rows or versions == []:
        return []
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    only = f"AND posting.version_id IN ({', '.join(map(str, versions))})" if versions else ""
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL.format(rows=", ".join([_ROW] * len(rows)), only=only, looked_at=_LOOKED_AT),
            [
                *(value for row in rows for value in row), least, now, now, language, int(audience),
                Kind.QUESTION.value, _QUESTION, limit,
            ],
        )  # fmt: skip
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _hit(showing: Showing, forms: frozenset[str], language: str, values: Words) -> Hit:
    version, article = showing.version, showing.text.article
    return Hit(
        article_id=article.pk,
        kind=article.kind,
        title=values.fill(version.title),
        slug=showing.text.slug,
        excerpt=excerpt(values.fill(version.summary), values.fill(version.body), forms),
        section=article.section.name(language),
    )
