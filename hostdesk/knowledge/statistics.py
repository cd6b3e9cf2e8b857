"""What is read and searched, counted by day without any person in it."""

import re
from collections import Counter
from datetime import date

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from hostdesk.knowledge.models import Article, ReadCount, SearchCount, SearchMiss
from hostdesk.knowledge.models.text import LANGUAGES
from hostdesk.knowledge.tally import Tally
from hostdesk.lib import storable

_LONGEST = 100  # characters of a search that are kept
# An address, a number of ours or theirs, a phone number: what could say who searched.
_PERSONAL = re.compile(r"\S*@\S*|\S*\d[\d\s/-]{3,}\d\S*")


def searched(words: str, language: str, found: int) -> None:
    """Count a search; its words are kept only if nothing was found."""
    if language not in dict(LANGUAGES) or not words.strip():
        return
    day = timezone.localdate()
    _tally.count((SearchCount, "missed" if found == 0 else "count", language, day))
    kept = without_persons(words)
    if found == 0 and kept:
        _tally.count((SearchMiss, kept, language, day))


def read(article_id: int, language: str) -> None:
    """Count a reading."""
    _tally.count((ReadCount, article_id, language, timezone.localdate()))


def flush() -> None:
    """Write what this process has counted and not written yet."""
    _tally.flush()


def without_persons(words: str) -> str:
    """A search as it is kept: in small letters, numbers and addresses left out."""
    return " ".join(_PERSONAL.sub(" ", storable.text(words).lower()).split())[:_LONGEST]


def _write(counts: Counter[tuple[object, ...]]) -> None:
    known = (
        set(Article.objects.values_list("pk", flat=True)) if any(k[0] is ReadCount for k in counts) else ()
    )
    with transaction.atomic():
        for (model, first, language, day), count in counts.items():
            if model is SearchCount:
                extra = {"missed": count} if first == "missed" else {}
                _add(SearchCount, {"language": language, "day": day}, count=count, **extra)
            elif model is SearchMiss:
                _add(SearchMiss, {"words": first, "language": language, "day": day}, count=count)
            elif first in known:
                _add(ReadCount, {"article_id": first, "language": language, "day": day}, count=count)


def _add(model: type[models.Model], key: dict[str, object | date], **more: int) -> None:
    rows = model._default_manager
    rows.bulk_create([model(**key)], ignore_conflicts=True)
    rows.filter(**key).update(**{name: F(name) + value for name, value in more.items()})


_tally = Tally(_write)
