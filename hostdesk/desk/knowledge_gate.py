"""Finding the text of an address, and answering what was done to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from hostdesk.core.states import NotAllowed
from hostdesk.desk.refusals import in_words
from hostdesk.knowledge.content import Content
from hostdesk.knowledge.models import Text


def text_at(key: str, language: str) -> Text:
    """The text with its article; 404 if there is none."""
    found = (
        Text.objects.select_related("article__section", "review_asked_by")
        .filter(article__key=key, language=language)
        .first()
    )
    if found is None:
        raise Http404
    return found


def posted_content(request: HttpRequest) -> Content:
    """What stands in the editor's fields."""
    return Content(*(request.POST.get(name, "") for name in ("title", "summary", "keywords", "body")))


def posted_number(request: HttpRequest) -> int:
    """The version that the writer began with; 0 if somebody tampered with it."""
    number = request.POST.get("number", "")
    return int(number) if number.isdecimal() and len(number) < 9 else 0


def done(request: HttpRequest, text: Text, act: Callable[[], str], to: str = "edit") -> HttpResponseBase:
    """Do it, say so or why not, and go on to a page of the text."""
    try:
        messages.success(request, act())
    except NotAllowed as refusal:
        messages.error(request, in_words(refusal))
    return redirect(f"articles:{to}", text.article.key, text.language)
