"""One article or question, and whether it helped."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from hostdesk.knowledge import feedback, reading, statistics
from hostdesk.knowledge.reading import Reading
from hostdesk.portal import brakes
from hostdesk.portal.form_guard import network
from hostdesk.portal.kept import kept
from hostdesk.portal.own_origin import from_our_pages
from hostdesk.portal.reader import Reader, reader
from hostdesk.portal.topics import whole

_LONG = 3  # headings from which a table of contents helps
_ANSWERS = brakes.Brake("helpful", 20, 3600)  # to all articles, from one network


@require_safe
@kept
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """The article with what belongs to it."""
    who = reader(request)
    try:
        found = reading.article(slug, who.language, who.audience)
    except reading.Moved as moved:
        return HttpResponsePermanentRedirect(reverse("portal:article", args=[moved.slug]))
    except reading.NotFound as error:
        raise Http404 from error
    statistics.read(found.pk, found.language)
    return render(
        request,
        "portal/article.html",
        {
            "heading": found.title,
            "description": found.summary,
            "og_type": "article",
            "article": found,
            "is_long": len(found.headings) >= _LONG,
            "is_updated": found.updated_at.date() > found.published_at.date(),
            "topic": whole(found.section, who.language, found.pk),
            "alternates": _alternates(found),
            "reasons": feedback.REASONS.items(),
            "is_thanked": "thanks" in request.GET,
            **who.ways(),
        },
    )


@from_our_pages
@require_POST
def helpful(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Keep the answer, without keeping whose it is; too many from one network are not counted."""
    who = reader(request)
    found = _found(slug, who)
    if not brakes.is_on(_ANSWERS, network(request)):
        brakes.count(_ANSWERS, network(request))
        feedback.helpful(
            found.pk,
            found.language,
            request.POST.get("answer") == "yes",
            request.POST.get("reason", ""),
            request.POST.get("comment", ""),
        )
    return redirect(f"{reverse('portal:article', args=[slug])}?thanks=1#helpful")


def _found(slug: str, who: Reader) -> Reading:
    try:
        return reading.article(slug, who.language, who.audience)
    except reading.NotFound as error:
        raise Http404 from error


def _alternates(found: Reading) -> dict[str, str]:
    addresses = {}
    for language, slug in sorted(found.translations.items()):
        with override(language):
            addresses[language] = reverse("portal:article", args=[slug])
    return addresses
