"""What many have read lately: the shortest way for whoever comes with the same question."""

from datetime import datetime, timedelta

from django.db.models import Sum

from hostdesk.knowledge.first_lines import lines_of
from hostdesk.knowledge.models import ReadCount
from hostdesk.knowledge.reading import Audience, Line

_LATELY = timedelta(days=30)
_MANY = 5  # readings below which it is chance
_SHOWN = 3


def often(language: str, audience: Audience, now: datetime) -> list[Line]:
    """What this audience may read and many did within the last weeks, the most read first."""
    counted = ReadCount.objects.filter(language=language, day__gte=(now - _LATELY).date())
    many = counted.values("article_id").annotate(sum=Sum("count")).filter(sum__gte=_MANY).order_by("-sum")
    best = list(many.values_list("article_id", flat=True)[: _SHOWN * 3])  # some may be for others' eyes
    return lines_of(best, language, audience)[:_SHOWN]
