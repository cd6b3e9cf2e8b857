"""Pages that anybody reads: the start page, questions, articles, prices."""

from django.urls import URLPattern, URLResolver, path

from hostdesk.portal import accessibility_page, home_page, prices_page, provider_files, search_page
from hostdesk.portal.in_language import in_language, to_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("", to_language, name="front"),
    path("prices/", to_language, {"to": "portal:prices"}),
    path("provider/<slug:tag>.css", provider_files.colours, name="colours"),
    path("provider/<slug:tag>/logo", provider_files.logo, name="logo"),
    *in_language(
        [
            path("", home_page.home, name="home"),
            path("search/", search_page.search, name="search"),
            path("prices/", prices_page.prices, name="prices"),
            path("accessibility/", accessibility_page.accessibility, name="accessibility"),
        ]
    ),
]
