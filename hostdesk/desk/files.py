"""Attachments and originals: always a download, never opened by the browser within the desk."""

from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import content_disposition_header

from hostdesk.desk.gate import readers, staff
from hostdesk.lib import blobs
from hostdesk.tickets import access
from hostdesk.tickets.models import Message

# What a browser cannot be tricked into running, should a user open it from there.
NAMED = {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"}
SEALED = "default-src 'none'; sandbox"


@readers
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a message."""
    found = access.attachment_for(staff(request), pk)
    content_type = (
        found.content_type.lower() if found.content_type.lower() in NAMED else "application/octet-stream"
    )
    return download(found.sha256, found.name, content_type)


@readers
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The mail exactly as it came in."""
    message: Message = access.message_for(staff(request), pk)
    return download(
        message.raw_sha256, f"{message.ticket.number}-{message.pk}.eml", "application/octet-stream"
    )


def download(sha256: str, name: str, content_type: str) -> FileResponse:
    """A blob as a file to save; Http404 if it is not there."""
    try:
        content = blobs.open_blob(sha256)
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(content, content_type=content_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
