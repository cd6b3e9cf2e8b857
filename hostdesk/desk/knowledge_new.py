"""A new article, and an article in its other language."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts import rights
from hostdesk.core.states import NotAllowed
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.knowledge_gate import posted_content, text_at
from hostdesk.desk.knowledge_words import KINDS, LANGUAGES
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words
from hostdesk.knowledge import actions
from hostdesk.knowledge.content import content_of
from hostdesk.knowledge.models import Section


@readers
def new(request: HttpRequest) -> HttpResponseBase:
    """A title is enough to begin with."""
    return _created(request) if request.method == "POST" else _new(request)


@writers
def add_language(request: HttpRequest, key: str, language: str) -> HttpResponseBase:
    """The same article in the other language, beginning with this one's words."""
    text = text_at(key, language)
    other = "en" if language == "de" else "de"
    try:
        made = actions.add_language(text.article, other, content_of(text.newest), staff(request))
    except NotAllowed as refusal:
        messages.error(request, in_words(refusal))
        return redirect("articles:edit", key, language)
    return redirect("articles:edit", key, made.language)


def _new(request: HttpRequest, refusal: str = "", status: int = 200) -> HttpResponse:
    language = get_language() or "en"
    return page(
        request,
        "desk/article_new.html",
        status=status,
        slug="articles",
        refusal=refusal,
        title=request.POST.get("title", request.GET.get("title", ""))[:200],
        sections=[(one.slug, one.name(language)) for one in Section.objects.all()],
        languages=list(LANGUAGES.items()),
        kinds=list(KINDS.items()),
        language=request.POST.get("language", request.GET.get("language", language)),
        may_lead=rights.leads(staff(request)),
    )


@writers
def _created(request: HttpRequest) -> HttpResponseBase:
    section = Section.objects.filter(slug=request.POST.get("section", "")).first()
    kind = request.POST.get("kind", "")
    if section is None or kind not in KINDS:
        return _new(request, _("Choose a section and a kind."), 422)
    try:
        text = actions.create_article(
            section, kind, posted_content(request), request.POST.get("language", ""), staff(request)
        )
    except NotAllowed as refusal:
        return _new(request, in_words(refusal), 422)
    return redirect("articles:edit", text.article.key, text.language)
