"""Pictures in articles, at addresses that change with their content."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from hostdesk.knowledge.images import image_at
from hostdesk.knowledge.reading import NotFound
from hostdesk.lib import blobs


@require_safe
def image(request: HttpRequest, prefix: str, name: str) -> FileResponse:
    """The picture; it never changes, so everybody may keep it."""
    try:
        found = image_at(prefix, name)
    except NotFound as error:
        raise Http404 from error
    response = FileResponse(blobs.open_blob(found.sha256), content_type=found.content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
