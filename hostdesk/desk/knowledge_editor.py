"""Writing an article: Markdown beside its picture, kept as it is typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.desk import when
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.knowledge_facts import facts, shown
from hostdesk.desk.knowledge_gate import done, posted_content, posted_number, text_at
from hostdesk.desk.knowledge_words import LANGUAGES
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words
from hostdesk.knowledge import actions
from hostdesk.knowledge.content import LONGEST, Content, content_of
from hostdesk.knowledge.models import Text, Unsaved, Version
from hostdesk.knowledge.placeholders import NAMES


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


@writers
def preview(request: HttpRequest) -> HttpResponse:
    """What is typed as readers will see it."""
    language = request.POST.get("language", "de")
    body = request.POST.get("body", "")[:LONGEST]
    return HttpResponse(shown(body, language if language in LANGUAGES else "de"))


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


def _asked(text: Text, by: Staff) -> str:
    actions.ask_review(text, by)
    return _("Saved, and waits for a colleague’s review.")
