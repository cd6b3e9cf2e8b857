"""Attachments and originals: always a download, never opened by the browser within the desk."""

from django.http import FileResponse, HttpRequest

from hostdesk.desk.gate import readers, staff
from hostdesk.lib.downloads import download, typed
from hostdesk.tickets import access
from hostdesk.tickets.models import Message

__all__ = ["attachment", "download", "original"]
_ENDINGS = {"mail": ".eml", "fax": ".fax"}  # ours has one line of facts before the file


@readers
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """A file of a message."""
    found = access.attachment_for(staff(request), pk)
    return download(found.sha256, found.name, typed(found.content_type))


@readers
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The message exactly as it came in."""
    message: Message = access.message_for(staff(request), pk)
    return download(
        message.raw_sha256,
        f"{message.ticket.number}-{message.pk}{_ENDINGS.get(message.channel, '.txt')}",
        "application/octet-stream",
    )
