"""Pages of one customer: behind a sign-in or behind a one-time link."""

from django.urls import URLPattern, path

from hostdesk.portal import consent_page

urlpatterns: list[URLPattern] = [
    path("consent/<str:token>", consent_page.consent, name="consent"),
]
