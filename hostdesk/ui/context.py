"""What every page may say about the installation."""

from django.conf import settings
from django.http import HttpRequest

from hostdesk import __version__


def provider(request: HttpRequest) -> dict[str, str]:
    """Template context: the provider's name and Hostdesk's version."""
    return {"provider_name": settings.HOSTDESK["HOSTDESK_PROVIDER"], "hostdesk_version": __version__}
