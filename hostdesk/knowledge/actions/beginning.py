"""How every action on articles begins: alone at the record, with the text as it is now, by who may."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop

from hostdesk.accounts import rights
from hostdesk.accounts.models import Staff
from hostdesk.core.articles import TextState, objection
from hostdesk.core.states import NotAllowed
from hostdesk.journal.record import writing
from hostdesk.knowledge.content import Content, clean
from hostdesk.knowledge.models import Showing, Text, Version
from hostdesk.tickets.actions.beginning import READ_ONLY

NO_TITLE = gettext_noop("An article needs a title.")
TOO_LONG = gettext_noop("This is too long for one article: make two of it.")
LEADS = gettext_noop("Only leads and administrators may change this.")


class NoSuch(NotAllowed):
    """There is no such article, text or version."""


@contextmanager
def editing(by: Staff) -> Iterator[None]:
    """The transaction of one action; NotAllowed for who may only read."""
    if not by.may_change:
        raise NotAllowed(READ_ONLY)
    with writing():
        yield


def fresh(text: Text) -> Text:
    """The text as it is now."""
    return Text.objects.select_related("article").get(pk=text.pk)


def moment(at: datetime | None) -> datetime:
    """Now, unless an action is told when it happens."""
    return at or timezone.now()


def checked(content: Content) -> Content:
    """As it is kept; NotAllowed without a title, or if it is too long."""
    content = clean(content)
    if not content.title:
        raise NotAllowed(NO_TITLE)
    if content.too_long:
        raise NotAllowed(TOO_LONG)
    return content


def only_leads(by: Staff) -> None:
    """NotAllowed for others."""
    if not rights.leads(by):
        raise NotAllowed(LEADS)


def authors_of(text: Text) -> set[int]:
    """Who wrote the versions that no reader was meant to see yet."""
    shown = Showing.objects.filter(text=text).order_by("-version__number").first()
    unseen = Version.objects.filter(text=text, number__gt=shown.version.number if shown else 0)
    return {pk for pk in unseen.values_list("author", flat=True) if pk is not None}


def why_not_publish(text: Text, by: Staff) -> str:
    """The sentence that refuses it, "" if she may publish or approve the newest version."""
    if not by.may_change:
        return READ_ONLY
    return objection(by.pk, is_lead=rights.leads(by), authors=authors_of(text), state=TextState(text.state))
