"""What every page may say about the installation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from hostdesk import __version__


def provider(request: HttpRequest) -> dict[str, str]:
    """Template context: the provider's name, the language of the page, and Hostdesk's version."""
    return {
        "provider_name": settings.HOSTDESK["HOSTDESK_PROVIDER"],
        "hostdesk_version": __version__,
        "LANGUAGE_CODE": get_language() or settings.LANGUAGE_CODE,
    }
