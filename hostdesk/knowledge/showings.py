"""Which version readers see at a moment: nothing has to run when that moment comes."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience
from hostdesk.knowledge.models import Showing, Text, Version


def on_show(now: datetime) -> QuerySet[Showing]:
    """What is shown at `now` (UTC): at most one of every text."""
    return Showing.objects.filter(_at(now))


def for_audience(now: datetime, language: str, audience: Audience) -> QuerySet[Showing]:
    """What this audience can read at `now` (UTC) in a language, with article and section."""
    found = on_show(now).filter(text__language=language, text__article__audience__lte=int(audience))
    return found.select_related("version", "text__article__section").order_by(
        "text__article__section__position", "text__article__position", "text__article_id"
    )


def last_of(text: Text) -> Showing | None:
    """The one that has no end yet: on show now, or from a moment to come."""
    return Showing.objects.filter(text=text, ends_at__isnull=True).select_related("version").first()


def begin(text: Text, version: Version, starts_at: datetime, by: Staff | None, now: datetime) -> Showing:
    """Within a transaction: from then on (UTC, `now` or later) readers see `version` instead."""
    end(text, starts_at, now)
    return Showing.objects.create(text=text, version=version, starts_at=starts_at, by=by)


def end(text: Text, at: datetime, now: datetime) -> None:
    """Within a transaction: what is shown ends `at` (UTC, not before `now`); what is to come never begins."""
    for showing in Showing.objects.filter(text=text).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now)):
        showing.ends_at = at if showing.starts_at <= now else showing.starts_at
        showing.save(update_fields=["ends_at"])


def not_over(text: Text, now: datetime) -> list[Version]:
    """The versions that readers see at `now` (UTC) or will see."""
    lasting = Q(ends_at__isnull=True) | Q(ends_at__gt=now) & Q(ends_at__gt=F("starts_at"))
    found = Showing.objects.filter(lasting, text=text).select_related("version")
    return [showing.version for showing in found]


def _at(now: datetime) -> Q:
    return Q(starts_at__lte=now) & (Q(ends_at__isnull=True) | Q(ends_at__gt=now))
