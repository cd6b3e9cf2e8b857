"""What `hostdesk verify` looks at in articles."""

from collections.abc import Iterator

from django.db.models import F

from hostdesk.journal.checks import Finding, check
from hostdesk.journal.models import Event
from hostdesk.knowledge.content import content_of
from hostdesk.knowledge.models import Showing, Version

_CHUNK = 2000


@check("articles")
def versions_are_as_recorded() -> Iterator[Finding]:
    """Every version says what the journal recorded when it was saved, and readers see one at a time."""
    events = Event.objects.filter(kind="article.saved").iterator(_CHUNK)
    said = {(one.about, one.data["language"], one.data["number"]): one.data["content"] for one in events}
    for version in Version.objects.select_related("text").order_by("pk").iterator(_CHUNK):
        text = version.text
        recorded = said.get((f"article:{text.article_id}", text.language, version.number))
        if recorded != content_of(version).sha256:
            where = f"version {version.pk}"
            yield Finding(f"Version {version.pk} is not what the journal recorded.", where=where)
    yield from _shown_together()


def _shown_together() -> Iterator[Finding]:
    before = {"text__showings__starts_at__lt": F("starts_at"), "text__showings__ends_at__gt": F("starts_at")}
    never = {"ends_at": F("starts_at")}
    for showing in Showing.objects.filter(**before).exclude(**never).distinct().iterator(_CHUNK):
        yield Finding(
            f"Two versions of text {showing.text_id} are shown from {showing.starts_at:%Y-%m-%d %H:%M} on.",
            where=f"showing {showing.pk}",
        )
