"""Pages that anybody reads: the start page, questions, articles, prices."""

from django.urls import URLPattern, URLResolver, path

from hostdesk.portal import (
    accessibility_page,
    article_images,
    article_page,
    feed,
    home_page,
    prices_page,
    provider_files,
    search_page,
    section_page,
    sitemap,
)
from hostdesk.portal.in_language import in_language, to_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("", to_language, name="front"),
    path("prices/", to_language, {"to": "portal:prices"}),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("provider/<slug:tag>.css", provider_files.colours, name="colours"),
    path("provider/<slug:tag>/logo", provider_files.logo, name="logo"),
    path("articles/images/<slug:prefix>/<str:name>", article_images.image, name="article_image"),
    *in_language(
        [
            path("", home_page.home, name="home"),
            path("search/", search_page.search, name="search"),
            path("questions/<slug:slug>/", section_page.section, name="questions"),
            path("sections/<slug:slug>/", section_page.section, name="section"),
            path("articles/<slug:slug>/", article_page.article, name="article"),
            path("articles/<slug:slug>/helpful/", article_page.helpful, name="helpful"),
            path("prices/", prices_page.prices, name="prices"),
            path("accessibility/", accessibility_page.accessibility, name="accessibility"),
            path("feed.xml", feed.feed, name="feed"),
        ]
    ),
]
