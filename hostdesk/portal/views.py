"""The page that somebody sees who opens the address of the desk without being signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hostdesk.accounts.models import Department


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """Who this is, where customers write to, and the way to the desk."""
    domain = settings.HOSTDESK["HOSTDESK_DOMAIN"]
    language = get_language() or settings.HOSTDESK["HOSTDESK_LANGUAGE"]
    departments = [(one.name(language), f"{one.local_part}@{domain}") for one in Department.objects.all()]
    return render(request, "portal/welcome.html", {"departments": departments})
