"""Making versions findable: every form of their words, with its weight, in the tables of the search."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from hostdesk.knowledge import markup, showings
from hostdesk.knowledge.forms import forms, grams, is_noise
from hostdesk.knowledge.models import Posting, Text, Version, Word
from hostdesk.knowledge.placeholders import without
from hostdesk.lib.search_words import spans

_TITLE, _KEYWORDS, _SUMMARY = 10.0, 6.0, 4.0  # of a body's word 1 to 3, the more often it stands there
_BODY_MOST = 3.0
_LONGEST = 100_000  # characters of a body that are searched
_GRAMMED = range(4, 31)  # letters of a word in which slips are forgiven


def refresh(texts: Sequence[Text], now: datetime) -> None:
    """In the transaction that publishes or withdraws: only what is on show, or will be, is found."""
    for language in {text.language for text in texts}:
        wanted: dict[int, Version] = {}
        for text in texts:
            if text.language == language:
                wanted |= {one.pk: one for one in showings.not_over(text, now)}
        known = Posting.objects.filter(version__in=wanted).values_list("version", flat=True).distinct()
        _add([wanted[pk] for pk in wanted.keys() - set(known)], language)
        _drop(Posting.objects.filter(version__text__in=texts, version__text__language=language), set(wanted))


def _add(versions: Sequence[Version], language: str) -> None:
    said = [_Said(version) for version in versions]
    words = _words(
        {form for one in said for form in one.weights}, {w for one in said for w in one.words}, language
    )
    _insert(
        "knowledge_posting", ("word_id", "version_id", "weight"),
        [(words[form], one.version, weight) for one in said for form, weight in one.weights.items()],
    )  # fmt: skip
    often = Counter(words[form] for one in said for form in one.weights)
    by_count: defaultdict[int, list[int]] = defaultdict(list)
    for word, count in often.items():
        by_count[count].append(word)
    for count, found in by_count.items():
        Word.objects.filter(pk__in=found).update(versions=F("versions") + count)


def _drop(postings: Any, but: set[int]) -> None:
    old = postings.exclude(version__in=but)
    often = Counter(old.values_list("word_id", flat=True))
    for word, count in often.items():
        Word.objects.filter(pk=word).update(versions=F("versions") - count)
    if often:
        old.delete()


class _Said:
    """The words of a version, and how much each of their forms weighs."""

    def __init__(self, version: Version) -> None:
        self.version = version.pk
        body = _of(markup.plain(version.body[:_LONGEST]))
        parts = ((version.title, _TITLE), (version.keywords, _KEYWORDS), (version.summary, _SUMMARY))
        self.words = set(body)
        self.weights: defaultdict[str, float] = defaultdict(float)
        for part, weight in parts:
            words = _of(part)
            self.words.update(words)
            for form in {form for word in words for form in forms(word)}:
                self.weights[form] += weight
        for form, count in Counter(form for word in body for form in forms(word)).items():
            self.weights[form] += min(_BODY_MOST, 1 + math.log(count) / 2)


def _of(text: str) -> list[str]:
    return [word for _start, _end, word in spans(without(text)) if not is_noise(word)]


def _words(needed: set[str], written: set[str], language: str) -> dict[str, int]:
    """The key of every form; forms that were only stems so far become words when they are written."""
    known = _known(needed, language)
    fresh = sorted(needed - known.keys())
    grown = [form for form, (_pk, backwards) in known.items() if form in written and not backwards]
    for form in grown:
        Word.objects.filter(pk=known[form][0]).update(backwards=form[::-1])
    _insert(
        "knowledge_word", ("language", "form", "backwards", "versions"),
        [(language, form, form[::-1] if form in written else "", 0) for form in fresh],
    )  # fmt: skip
    keys = {form: pk for form, (pk, _backwards) in (known | _known(set(fresh), language)).items()}
    slippery = [one for one in [*fresh, *grown] if one in written and one.isalpha() and len(one) in _GRAMMED]
    _insert(
        "knowledge_gram",
        ("gram", "word_id"),
        [(gram, keys[form]) for form in slippery for gram in grams(form)],
    )
    return keys


def _known(forms_: set[str], language: str) -> dict[str, tuple[int, str]]:
    if not forms_:
        return {}
    found = Word.objects.filter(language=language)
    # A list of many thousands is slower to ask for than the whole vocabulary, and SQLite has a limit.
    found = found.filter(form__in=forms_) if len(forms_) < 5_000 else found
    return {form: (pk, backwards) for form, pk, backwards in found.values_list("form", "pk", "backwards")}


def _insert(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Tens of thousands of small rows: the ORM takes ten times as long."""
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",  # noqa: S608 - our own names
            list(rows),
        )
