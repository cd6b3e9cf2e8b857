"""The list of articles: every text with its state, to be filtered and searched, drafts included."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from hostdesk.accounts import rights
from hostdesk.core.articles import Audience, TextState
from hostdesk.desk import when
from hostdesk.desk.gate import readers, staff
from hostdesk.desk.knowledge_words import AUDIENCES, LANGUAGES, STATES
from hostdesk.desk.pages import page
from hostdesk.knowledge.models import Section, Version
from hostdesk.knowledge.showings import on_show

_ROWS = 50
OUTDATED = "outdated"  # a state of its own in the filter: published, and somebody should look again


@dataclass(frozen=True, slots=True)
class Line:
    """One text."""

    key: str
    language: str
    title: str
    section: str
    state: str
    tone: str
    audience: str
    author: str
    changed: str
    changed_in_full: str
    is_shown: bool
    is_outdated: bool


@readers
def articles(request: HttpRequest) -> HttpResponse:
    """A page of the list."""
    chosen = {name: request.GET.get(name, "")[:100].strip() for name in ("q", "state", "language", "section")}
    chosen["audience"] = request.GET.get("audience", "")[:1]
    now = timezone.now()
    found = Paginator(_filtered(chosen, now), _ROWS).get_page(request.GET.get("page"))
    language = get_language() or "en"
    return page(
        request,
        "desk/articles.html",
        slug="articles",
        lines=[_line(one, now, language) for one in found.object_list],
        found=found,
        chosen=chosen,
        query=urlencode({name: value for name, value in chosen.items() if value}),
        states=[*((str(state), name) for state, name in STATES.items())],
        languages=list(LANGUAGES.items()),
        sections=[(one.slug, one.name(language)) for one in Section.objects.all()],
        audiences=[(str(int(one)), name) for one, name in AUDIENCES.items()],
        may_write=staff(request).may_change,
        may_arrange=rights.leads(staff(request)),
    )


def newest() -> QuerySet[Version]:
    """The newest version of every text."""
    return Version.objects.filter(number=F("text__last_number")).select_related(
        "text__article__section", "author"
    )


def _filtered(chosen: dict[str, str], now: datetime) -> QuerySet[Version]:
    shown = on_show(now).filter(text=OuterRef("text"))
    found = newest().annotate(is_shown=Exists(shown)).defer("body").order_by("-made_at", "-pk")
    if chosen["state"] == OUTDATED:
        found = found.filter(text__article__outdated_after__lt=timezone.localdate())
    elif chosen["state"] in STATES:
        found = found.filter(text__state=chosen["state"])
    if chosen["language"] in LANGUAGES:
        found = found.filter(text__language=chosen["language"])
    if chosen["section"]:
        found = found.filter(text__article__section__slug=chosen["section"])
    if chosen["audience"].isdecimal():
        found = found.filter(text__article__audience=int(chosen["audience"]))
    for word in chosen["q"].replace("\x00", "").split()[:6]:
        found = found.filter(
            Q(title__icontains=word) | Q(summary__icontains=word) | Q(keywords__icontains=word)
            | Q(body__icontains=word)
        )  # fmt: skip
    return found


def _line(version: Any, now: datetime, language: str) -> Line:
    text, article = version.text, version.text.article
    state = TextState(text.state)
    due = article.outdated_after
    return Line(
        key=article.key,
        language=text.language,
        title=version.title,
        section=article.section.name(language),
        state=str(STATES[state]),
        tone=_tone(state),
        audience=str(AUDIENCES[Audience(article.audience)]) if article.audience else "",
        author=version.author.name if version.author else "",
        changed=when.moment(version.made_at, now),
        changed_in_full=when.in_full(version.made_at),
        is_shown=version.is_shown,
        is_outdated=due is not None and due < timezone.localdate(),
    )


def _tone(state: TextState) -> str:
    return {TextState.REVIEW: "soon", TextState.PUBLISHED: "ok"}.get(state, "")
