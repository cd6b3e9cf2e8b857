"""All questions or articles of one section."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hostdesk.knowledge import reading
from hostdesk.portal.kept import kept
from hostdesk.portal.reader import reader
from hostdesk.portal.topics import address, whole


@require_safe
@kept
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole section; questions and articles have addresses of their own."""
    who = reader(request)
    try:
        found = reading.section(slug, who.language, who.audience)
    except reading.NotFound as error:
        raise Http404 from error
    if request.path != address(found):
        return redirect(address(found), permanent=True)
    return render(
        request,
        "portal/section.html",
        {
            "heading": found.name,
            "description": found.intro,
            "topic": whole(found, who.language),
            **who.ways(),
        },
    )
