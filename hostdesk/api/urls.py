"""Addresses beneath /api/."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from hostdesk.api import door, invoices

api = NinjaAPI(
    title="Hostdesk",
    version="1",
    description="For the provider's other programs. Every address wants a token.",
    urls_namespace="api",
    auth=door.Token(),
    docs_url=None,
    openapi_url="/openapi.json",
    docs_decorator=door.with_token,
)
api.add_router("", invoices.router)


@api.exception_handler(AuthenticationError)
def stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """The same answer for no token and a wrong one."""
    return door.refused(door.NOBODY, 401)


urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]
