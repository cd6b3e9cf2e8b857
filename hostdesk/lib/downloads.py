"""Blobs as files to save: always a download, never opened by the browser within one of our pages."""

from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header

from hostdesk.lib import blobs

# What a browser cannot be tricked into running, should somebody open it from there.
NAMED = {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"}
SEALED = "default-src 'none'; sandbox"


def typed(content_type: str) -> str:
    """The type under which it may be handed over."""
    return content_type.lower() if content_type.lower() in NAMED else "application/octet-stream"


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
