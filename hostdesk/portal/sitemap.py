"""What search engines ask for: which pages there are, in which languages, and what is not for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from hostdesk.knowledge import reading
from hostdesk.knowledge.reading import Audience
from hostdesk.portal.kept import kept
from hostdesk.portal.topics import address

_PAGES = ("portal:home", "portal:prices", "portal:accessibility")
_PRIVATE = ("/desk/", "/account/", "/my/", "/api/", "/demo/", "/consent/", "/de/search/", "/en/search/")


@dataclass(frozen=True, slots=True)
class Place:
    """One page in all its languages."""

    url: str
    versions: tuple[tuple[str, str], ...]  # language, address
    changed_at: datetime | None = None


@require_safe
@kept
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with its translations."""
    return render(request, "portal/sitemap.xml", {"places": list(_places())}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What machines shall leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in _PRIVATE)]
    text = "\n".join([*lines, f"Sitemap: {settings.PROVIDER_URL}/sitemap.xml", ""])
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _places() -> Iterator[Place]:
    languages = [code for code, _name in settings.LANGUAGES]
    for name in _PAGES:
        yield from _in_all({code: _reverse(code, name) for code in languages})
    sections: dict[str, dict[str, str]] = {}
    articles: dict[int, dict[str, str]] = {}
    changed: dict[str, datetime] = {}
    for code in languages:
        for kind in ("questions", "articles"):
            for one in reading.sections(kind, code, Audience.PUBLIC):
                with override(code):
                    sections.setdefault(one.slug, {})[code] = settings.PROVIDER_URL + address(one)
                for line in one.lines:
                    url = _reverse(code, "portal:article", line.slug)
                    articles.setdefault(line.pk, {})[code] = url
                    changed[url] = line.published_at
    for versions in [*sections.values(), *articles.values()]:
        yield from _in_all(versions, changed)


def _in_all(versions: dict[str, str], changed: dict[str, datetime] | None = None) -> Iterator[Place]:
    for url in versions.values():
        yield Place(url, tuple(versions.items()), (changed or {}).get(url))


def _reverse(language: str, name: str, *args: str) -> str:
    with override(language):
        return f"{settings.PROVIDER_URL}{reverse(name, args=args)}"
