"""Making versions findable: every form of their words, with its weight, in the tables of the search."""

import math
from collections import Counter, defaultdict

from django.db.models import F

from hostdesk.knowledge import markup
from hostdesk.knowledge.forms import forms, grams, is_noise
from hostdesk.knowledge.models import Gram, Posting, Text, Version, Word
from hostdesk.knowledge.placeholders import without
from hostdesk.lib.search_words import spans

_TITLE, _KEYWORDS, _SUMMARY = 10.0, 6.0, 4.0  # of a body's word 1 to 3, the more often it stands there
_BODY_MOST = 3.0
_LONGEST = 100_000  # characters of a body that are searched
_GRAMMED = range(4, 31)  # letters of a word in which slips are forgiven


def add(version: Version, language: str) -> None:
    """In the transaction that publishes it."""
    if Posting.objects.filter(version=version).exists():
        return
    weights = _weights(version)
    words = _words(set(weights), set(_said(version)), language)
    Posting.objects.bulk_create(
        [Posting(word_id=words[form], version=version, weight=weight) for form, weight in weights.items()],
        batch_size=1000,
    )
    Word.objects.filter(pk__in=words.values()).update(versions=F("versions") + 1)


def drop_all_but(text: Text, versions: set[int]) -> None:
    """Of this text only these versions can still be shown: nobody searches the others."""
    old = Posting.objects.filter(version__text=text).exclude(version__in=versions)
    words = list(old.values_list("word_id", flat=True))
    old.delete()
    for word, count in Counter(words).items():
        Word.objects.filter(pk=word).update(versions=F("versions") - count)


def _weights(version: Version) -> dict[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    for part, weight in (
        (version.title, _TITLE), (version.keywords, _KEYWORDS), (version.summary, _SUMMARY),
    ):  # fmt: skip
        for form in {form for word in _of(part) for form in forms(word)}:
            weights[form] += weight
    often = Counter(form for word in _of(_body(version)) for form in forms(word))
    for form, count in often.items():
        weights[form] += min(_BODY_MOST, 1 + math.log(count) / 2)
    return dict(weights)


def _said(version: Version) -> list[str]:
    return _of(f"{version.title}\n{version.keywords}\n{version.summary}\n{_body(version)}")


def _body(version: Version) -> str:
    return markup.plain(version.body[:_LONGEST])


def _of(text: str) -> list[str]:
    return [word for _start, _end, word in spans(without(text)) if not is_noise(word)]


def _words(needed: set[str], written: set[str], language: str) -> dict[str, int]:
    """The key of every form; forms that were only stems so far become words when they are written."""
    known = {one.form: one for one in Word.objects.filter(language=language, form__in=needed)}
    fresh = [
        Word(language=language, form=form, backwards=form[::-1] if form in written else "")
        for form in sorted(needed - known.keys())
    ]
    grown = [one for one in known.values() if one.form in written and not one.backwards]
    for one in grown:
        one.backwards = one.form[::-1]
    Word.objects.bulk_update(grown, ["backwards"], batch_size=200)
    Word.objects.bulk_create(fresh, batch_size=1000)
    Gram.objects.bulk_create(
        [
            Gram(gram=gram, word=one)
            for one in [*fresh, *grown]
            if one.backwards and one.form.isalpha() and len(one.form) in _GRAMMED
            for gram in grams(one.form)
        ],
        batch_size=2000,
    )
    return {one.form: one.pk for one in [*known.values(), *fresh]}
