"""Files and designed mails of my tickets, through the gate; always a download, or sandboxed."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hostdesk.lib.downloads import download, typed
from hostdesk.portal.signed_in import customers_only, signed_in
from hostdesk.tickets import access
from hostdesk.tickets.designed import designed


@customers_only
@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a message that she may read."""
    found = access.attachment_for_contact(signed_in(request), pk)
    return download(found.sha256, found.name, typed(found.content_type))


@customers_only
@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """A mail as its sender designed it: nothing runs, and nothing loads unless she asks for it."""
    message = access.message_for_contact(signed_in(request), pk)
    if not message.html:
        raise Http404
    found = designed(message, with_images="images" in request.GET)
    context = {"body": found.body, "message": message, "asks": found.has_more_images}
    response = render(request, "portal/my/mail.html", context)
    response["Content-Security-Policy"] = found.policy
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
