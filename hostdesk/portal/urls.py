"""The public's pages."""

from django.urls import path

from hostdesk.portal import consent_page, prices_page, views

app_name = "portal"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("prices/", prices_page.prices, name="prices"),
    path("consent/<str:token>", consent_page.consent, name="consent"),
]
