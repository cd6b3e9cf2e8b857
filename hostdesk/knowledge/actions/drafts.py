"""Writing: what is typed is kept, what is saved becomes a version, and nobody writes over anybody."""

from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.knowledge.actions.articles import free_slug
from hostdesk.knowledge.actions.beginning import TOO_LONG, checked, editing, fresh, moment
from hostdesk.knowledge.content import Content, clean, content_of
from hostdesk.knowledge.models import FormerSlug, Text, Unsaved, Version
from hostdesk.knowledge.writing_down import add_version, tell

STALE = gettext_noop("Somebody else has saved this text since you opened it. Both texts are kept: see below.")


class Stale(NotAllowed):
    """The text was changed meanwhile; `newest` is what the other one saved."""

    def __init__(self, newest: Version) -> None:
        super().__init__(STALE)
        self.newest = newest


def save_draft(
    text: Text, content: Content, by: Staff, *, number: int, slug: str = "", note: str = "",
    at: datetime | None = None,
) -> Version:  # fmt: skip
    """The next version, begun with version `number`; Stale if there is a newer one, her text is kept then."""
    content = checked(content)
    with editing(by):
        now = fresh(text)
        newest = now.newest
        is_stale = newest.number != number and content_of(newest) != content
        if is_stale:
            _keep(now, content, by, number)
        else:
            Unsaved.objects.filter(text=now, staff=by).delete()
            _rename(now, slug, by, moment(at))
            if content_of(newest) != content:
                newest = add_version(now, content, by, moment(at), note.strip()[:300])
    if is_stale:  # outside, so that what was kept is committed
        raise Stale(newest)
    return newest


def keep_unsaved(text: Text, content: Content, by: Staff, *, number: int) -> None:
    """What is typed, kept for this person alone until she saves it; no version."""
    content = clean(content)
    if content.too_long:
        raise NotAllowed(TOO_LONG)
    with editing(by):
        _keep(text, content, by, number)


def drop_unsaved(text: Text, by: Staff) -> None:
    """She gives up what she typed."""
    with editing(by):
        Unsaved.objects.filter(text=text, staff=by).delete()


def restore_version(text: Text, number: int, by: Staff, *, at: datetime | None = None) -> Version:
    """An old version becomes the newest draft; nothing that was written since is lost."""
    with editing(by):
        now = fresh(text)
        old = Version.objects.get(text=now, number=number)
        if content_of(old) == content_of(now.newest):
            return now.newest
        version = add_version(now, content_of(old), by, moment(at), f"← {number}")
        tell(now.article, "article.restored", by, moment(at), language=now.language, number=number)
        return version


def _keep(text: Text, content: Content, by: Staff, number: int) -> None:
    values = {
        "number": number, "title": content.title, "summary": content.summary, "keywords": content.keywords,
        "body": content.body,
    }  # fmt: skip
    Unsaved.objects.update_or_create(text=text, staff=by, defaults=values)


def _rename(text: Text, wanted: str, by: Staff, at: datetime) -> None:
    slug = free_slug(text.language, wanted, but=text) if wanted.strip() else text.slug
    if slug != text.slug:
        FormerSlug.objects.update_or_create(language=text.language, slug=text.slug, defaults={"text": text})
        text.slug = slug
        text.save(update_fields=["slug"])
        tell(text.article, "article.renamed", by, at, language=text.language, slug=slug)
