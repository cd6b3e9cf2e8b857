"""The body of a request, up to a size, whatever Django's own limit for forms is."""

from django.conf import settings
from django.http import HttpRequest

from hostdesk.core.failures import PermanentFailure

_MEGABYTE = 1_000_000


class TooLarge(PermanentFailure):
    """More than HOSTDESK_API_MAX_MB; the text says so."""


def read(request: HttpRequest) -> bytes:
    """All of it, or TooLarge; no more than that is ever held."""
    most = settings.HOSTDESK["HOSTDESK_API_MAX_MB"]
    announced = request.META.get("CONTENT_LENGTH") or "0"
    content = b"" if int(announced) > most * _MEGABYTE else request.read(most * _MEGABYTE + 1)
    if int(announced) > most * _MEGABYTE or len(content) > most * _MEGABYTE:
        raise TooLarge(f"A request has at most {most} MB: hand the invoices over in parts.")
    return content
