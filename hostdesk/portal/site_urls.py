"""Pages that anybody reads: the start page, questions, articles, prices."""

from django.urls import URLPattern, path

from hostdesk.portal import prices_page, views

urlpatterns: list[URLPattern] = [
    path("", views.welcome, name="welcome"),
    path("prices/", prices_page.prices, name="prices"),
]
