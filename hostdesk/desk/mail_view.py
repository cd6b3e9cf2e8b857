"""A mail as its sender designed it, in a sandbox."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hostdesk.desk.gate import readers, staff
from hostdesk.tickets import access
from hostdesk.tickets.designed import designed


@readers
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a message; images from elsewhere only if asked for."""
    message = access.message_for(staff(request), pk)
    if not message.html:
        raise Http404
    found = designed(message, with_images="images" in request.GET)
    context = {"body": found.body, "message": message, "asks": found.has_more_images}
    response = render(request, "desk/mail.html", context)
    response["Content-Security-Policy"] = found.policy
    response["Referrer-Policy"] = "no-referrer"
    return response
