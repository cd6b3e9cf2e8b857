"""Writing an article: Markdown beside its picture, kept as it is typed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hostdesk.accounts import rights
from hostdesk.accounts.models import Staff
from hostdesk.core.articles import Audience, TextState
from hostdesk.core.states import NotAllowed
from hostdesk.desk import when
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.knowledge_gate import done, posted_content, posted_number, text_at
from hostdesk.desk.knowledge_words import AUDIENCES, KINDS, LANGUAGES, STATES
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words
from hostdesk.knowledge import actions, addresses, markup, showings
from hostdesk.knowledge.content import LONGEST, Content, content_of
from hostdesk.knowledge.models import Section, Text, Unsaved, Version
from hostdesk.knowledge.placeholders import NAMES, Words


@readers
def edit(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The editor; auditors and passers-by read."""
    return _editor(request, text_at(key, language))


@writers
def save(request: HttpRequest, key: str, language: str) -> HttpResponseBase:
    """A new version, unless somebody else was quicker: then both texts come back."""
    text, by, content = text_at(key, language), staff(request), posted_content(request)
    slug, note = request.POST.get("slug", "")[:200], request.POST.get("note", "")
    try:
        actions.save_draft(text, content, by, number=posted_number(request), slug=slug, note=note)
    except actions.Stale as stale:
        return _editor(request, text, typed=content, stale=stale.newest, status=409)
    except NotAllowed as refusal:
        return _editor(request, text, typed=content, refusal=in_words(refusal), status=422)
    if request.POST.get("then") == "ask":
        return done(request, text, lambda: _asked(text, by))
    return done(request, text, lambda: _("Saved."))


@writers
def keep(request: HttpRequest, key: str, language: str) -> JsonResponse:
    """What is typed, while it is typed."""
    text = text_at(key, language)
    try:
        number = posted_number(request)
        actions.keep_unsaved(text, posted_content(request), staff(request), number=number)
    except NotAllowed as refusal:
        return JsonResponse({"saved": in_words(refusal)})
    said = _("Kept %(time)s, not saved as a version yet") % {"time": f"{when.local(timezone.now()):%H:%M}"}
    return JsonResponse({"saved": said})


@writers
def drop(request: HttpRequest, key: str, language: str) -> HttpResponseBase:
    """Back to the version that was saved last."""
    text = text_at(key, language)
    actions.drop_unsaved(text, staff(request))
    return done(request, text, lambda: _("This is the version that was saved last."))


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


@writers
def preview(request: HttpRequest) -> HttpResponse:
    """What is typed as readers will see it."""
    language = request.POST.get("language", "de")
    body = request.POST.get("body", "")[:LONGEST]
    return HttpResponse(shown(body, language if language in LANGUAGES else "de"))


def shown(body: str, language: str) -> SafeString:
    """A body as a page, with links to all that is on show."""
    filled = Words(language).fill(body)
    found = showings.for_audience(timezone.now(), language, Audience.STAFF)
    found = found.filter(text__article__key__in=markup.keys(filled))
    slugs = dict(found.values_list("text__article__key", "text__slug"))
    html = markup.page(
        filled, lambda key: addresses.article(language, slugs[key]) if key in slugs else None
    ).html
    return mark_safe(html)  # noqa: S308 - the sanitiser's own output


def _editor(
    request: HttpRequest, text: Text, *, typed: Content | None = None, stale: Version | None = None,
    refusal: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    by, newest = staff(request), text.newest
    unsaved = Unsaved.objects.filter(text=text, staff=by).first() if by.may_change else None
    content = typed or (content_of(unsaved) if unsaved else content_of(newest))
    number = (
        stale.number if stale else newest.number if typed else unsaved.number if unsaved else newest.number
    )
    return page(
        request,
        "desk/article.html",
        status=status,
        slug="articles",
        tab="edit",
        text=text,
        newest=newest,
        content=content,
        number=number,
        unsaved=None if typed else unsaved,
        is_behind=not typed and unsaved is not None and unsaved.number != newest.number,
        stale=stale,
        refusal=refusal,
        shown=shown(content.body, text.language),
        placeholders=NAMES,
        **facts(text, by),
    )


def facts(text: Text, by: Staff) -> dict[str, Any]:
    """What stands above every page of a text: state, what readers see, what this person may do."""
    now, article = timezone.now(), text.article
    last = showings.last_of(text)
    current = showings.on_show(now).filter(text=text).select_related("version").first()
    state = TextState(text.state)
    others = dict(Text.objects.filter(article=article).values_list("language", "slug"))
    due = article.outdated_after
    return {
        "article": article,
        "heading": text.newest.title,
        "section_name": article.section.name(get_language() or "en"),
        "state": STATES[state],
        "state_name": state.value,
        "current": current,
        "address": addresses.article(text.language, text.slug) if current else "",
        "planned": last if last and last.starts_at > now else None,
        "planned_at": when.moment(last.starts_at, now) if last else "",
        "may_write": by.may_change,
        "may_lead": rights.leads(by),
        "why_not_publish": _(actions.why_not_publish(text, by)) if by.may_change else "",
        "may_ask": state in (TextState.DRAFT, TextState.WITHDRAWN),
        "is_in_review": state in (TextState.REVIEW, TextState.APPROVED),
        "is_new_to_readers": current is None or current.version.number != text.last_number,
        "languages": [(code, name, code in others) for code, name in LANGUAGES.items()],
        "is_outdated": due is not None and due < timezone.localdate(),
        "sections": [(one.slug, one.name(get_language() or "en")) for one in Section.objects.all()],
        "audiences": [(str(int(one)), name) for one, name in AUDIENCES.items()],
        "kinds": list(KINDS.items()),
    }


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


def _asked(text: Text, by: Staff) -> str:
    actions.ask_review(text, by)
    return _("Saved, and waits for a colleague’s review.")
