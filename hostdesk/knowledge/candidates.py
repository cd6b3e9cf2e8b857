"""Which words of our articles a typed word may mean, and how surely."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from hostdesk.knowledge.forms import forms, grams
from hostdesk.knowledge.models import Gram, Word
from hostdesk.lib.edit_distance import slips
from hostdesk.lib.search_words import stems

_STEM, _BEGINNING, _PART, _ENDING = 0.9, 0.7, 0.5, 0.5
_SLIPS = {1: 0.6, 2: 0.4}
_SURE = 0.6  # below it, slips of the finger are looked for as well
_SHORTEST = 3  # letters of a beginning
_SHORTEST_PART = 4  # letters of a part of a compound
_MOST, _FEW = 30, 10  # words with the same beginning or ending; few if the word itself is known
_LOOKED_AT = 100  # words that share letters
_SPOILT = 4  # grams that one slip spoils: two letters swapped


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form of the vocabulary that may be meant, with how many versions hold it."""

    word: int
    form: str
    sureness: float  # 1 is the word itself
    versions: int


def candidates(word: str, language: str) -> list[Candidate]:
    """What a folded word may mean, the surest of each form."""
    best: dict[int, Candidate] = {}
    for one in _found(word, language):
        if one.word not in best or best[one.word].sureness < one.sureness:
            best[one.word] = one
    if not any(one.sureness >= _SURE for one in best.values()):
        best = {one.word: one for one in _slipped(word, language)} or best
    return list(best.values())


def _found(word: str, language: str) -> Iterator[Candidate]:
    known = Word.objects.filter(language=language, versions__gt=0)
    own = {word, *stems(word)}
    parts = {*_parts(word), *forms(word)}
    most = _MOST
    for row in known.filter(form__in={*own, *parts}).values_list("pk", "form", "versions"):
        sureness = 1.0 if row[1] == word else _STEM if row[1] in own else _PART
        most = _FEW if sureness == 1.0 else most
        yield Candidate(row[0], row[1], sureness, row[2])
    if len(word) >= _SHORTEST:
        yield from _like("form", word, language, _BEGINNING, most)
    if len(word) >= _SHORTEST_PART:
        yield from _like("backwards", word[::-1], language, _ENDING, most)


def _parts(word: str) -> set[str]:
    """Beginnings and endings: what a compound may be put together from, stemmed."""
    if not word.isalpha():
        return set()
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    return {form for cut in cuts for part in (word[:cut], word[cut:]) for form in (part, *forms(part)[1:2])}


# Both find the beginning in the index of the column; LIKE of SQLite would look at every row.
_BEGINS = {"sqlite": ("GLOB", "*"), "postgresql": ("LIKE", "%")}


def _like(column: str, beginning: str, language: str, sureness: float, most: int) -> Iterator[Candidate]:
    if not beginning.isalnum():
        return
    operator, rest = _BEGINS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, form, versions FROM knowledge_word WHERE {column} {operator} %s "  # noqa: S608 - our own words
            "AND language = %s AND versions > 0 ORDER BY versions DESC, id LIMIT %s",
            [beginning + rest, language, most],
        )
        for pk, form, versions in cursor.fetchall():
            yield Candidate(pk, form, sureness * _nearness(len(beginning), len(form)), versions)


def _nearness(typed: int, whole: int) -> float:
    """postfach is nearer to postfaecher than to postfachgroessenbeschraenkung."""
    return 0.7 + 0.3 * typed / whole


def _slipped(word: str, language: str) -> Iterator[Candidate]:
    if not word.isalpha() or len(word) < _SHORTEST_PART:
        return
    most = 1 if len(word) < 6 else 2
    least = max(1, len(word) - _SPOILT * most)
    shared = (
        Gram.objects.filter(gram__in=grams(word))
        .values_list("word_id")
        .annotate(n=Count("word_id"))
        .filter(n__gte=least)
        .order_by("-n", "word_id")[:_LOOKED_AT]
    )
    near = Word.objects.filter(pk__in=[pk for pk, _n in shared], language=language, versions__gt=0)
    for pk, form, versions in near.values_list("pk", "form", "versions"):
        count = min(slips(one, other, most) for one, other in zip(forms(word), forms(form), strict=False))
        if 0 < count <= most:
            yield Candidate(pk, form, _SLIPS[count], versions)
