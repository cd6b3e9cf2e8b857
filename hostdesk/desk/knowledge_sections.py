"""The sections and what stands in which order; leads arrange them."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts import rights
from hostdesk.core.states import NotAllowed
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.knowledge_words import KINDS, SECTION_KINDS
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words
from hostdesk.knowledge import actions
from hostdesk.knowledge.models import Section, Version

_FIELDS = ("name_de", "name_en", "intro_de", "intro_en", "icon", "kind")


@readers
def sections(request: HttpRequest) -> HttpResponse:
    """Every section with its articles."""
    titles = _titles(get_language() or "en")
    rows = [
        (
            one,
            SECTION_KINDS[one.kind],
            [(article.key, titles.get(article.pk, article.key)) for article in one.articles.all()],
        )
        for one in Section.objects.prefetch_related("articles")
    ]
    return page(
        request, "desk/article_sections.html", slug="articles", rows=rows, kinds=list(KINDS.items()),
        may_arrange=rights.leads(staff(request)),
    )  # fmt: skip


@writers
def save(request: HttpRequest) -> HttpResponseBase:
    """Add a section, or change its names."""
    slug = request.POST.get("slug", "")
    if slug:
        get_object_or_404(Section, slug=slug)
    values = {name: request.POST.get(name, "")[:1000] for name in _FIELDS}
    return _done(request, lambda: actions.save_section(slug, values, staff(request)))


@writers
def order(request: HttpRequest) -> HttpResponseBase:
    """One section, or one article in its section, goes one place up or down."""
    up = request.POST.get("to") == "up"
    key, slug = request.POST.get("key", ""), request.POST.get("section", "")
    if key:
        section = get_object_or_404(Section, slug=slug)
        keys = list(section.articles.values_list("key", flat=True))
        return _done(request, lambda: actions.order_articles(section, _moved(keys, key, up), staff(request)))
    slugs = list(Section.objects.values_list("slug", flat=True))
    return _done(request, lambda: actions.order_sections(_moved(slugs, slug, up), staff(request)))


def _moved(names: list[str], name: str, up: bool) -> list[str]:
    if name not in names:
        return names
    place = names.index(name)
    other = place - 1 if up else place + 1
    if 0 <= other < len(names):
        names[place], names[other] = names[other], names[place]
    return names


def _done(request: HttpRequest, act: Callable[[], object]) -> HttpResponseBase:
    try:
        act()
        messages.success(request, _("Saved."))
    except NotAllowed as refusal:
        messages.error(request, in_words(refusal))
    return redirect("articles:sections")


def _titles(language: str) -> dict[int, str]:
    found = Version.objects.filter(number=F("text__last_number")).values_list(
        "text__article_id", "text__language", "title"
    )
    titles: dict[int, str] = {}
    for pk, its, title in found:
        if pk not in titles or its == language:
            titles[pk] = title
    return titles
