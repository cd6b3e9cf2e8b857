"""Every public address: no cookie, nothing of anybody else's, one heading, one title."""

import re
from pathlib import Path
from typing import Any

import pytest
import site_world
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client

from hostdesk.billing import services, tariffs

pytestmark = pytest.mark.django_db
# What a browser fetches by itself; links that people follow may lead anywhere.
_FETCHED = re.compile(
    r'<(?:script|img|iframe|source|use|form)[^>]*?(?:src|srcset|href|action)="([^"]+)"'
    r'|<link [^>]*?href="([^"]+)"[^>]*>'
)
_KINDS_OF_LINK = ("canonical", "alternate")
_MORE = (
    "/de/nothing/",
    "/de/search/",
    "/de/search/?q=mail",
    "/en/contact/",
    "/de/contact/invoice/",
    "/my/sign-in/",
    "/robots.txt",
    "/de/feed.xml",
)


@pytest.fixture
def addresses(client: Client, tmp_path: Path, settings: Any) -> list[str]:
    settings.HOSTDESK = {
        **settings.HOSTDESK,
        "HOSTDESK_ACCENT": "#006600",
        "HOSTDESK_IMPRINT_URL": "/imprint",
    }
    cache.clear()
    tariffs.make_first()
    services.make_first()
    site_world.build(tmp_path)
    listed = client.get("/sitemap.xml").content.decode()
    return [*_MORE, *re.findall(r"<loc>http://127.0.0.1:8000([^<]+)</loc>", listed)]


def test_no_public_page_sets_a_cookie_or_fetches_from_others(client: Client, addresses: list[str]) -> None:
    assert len(addresses) > 15
    for path in addresses:
        answer = client.get(path)
        assert not answer.cookies, path
        page = answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""
        for found in _FETCHED.finditer(page):
            url = found[1] or found[2]
            if not any(f'rel="{kind}"' in found[0] for kind in _KINDS_OF_LINK):
                assert url.startswith(("/", "#")) and not url.startswith("//"), f"{path}: {url}"
        assert "<style" not in page and " style=" not in page and " onclick=" not in page, path


def test_no_style_sheet_fetches_from_others(client: Client, addresses: list[str]) -> None:
    pages = [client.get(path).content.decode() for path in addresses]
    sheets = {sheet for page in pages for sheet in re.findall(r'href="/static/([^"]+\.css)"', page)}
    assert "portal/site.css" in sheets
    for sheet in sheets:
        content = Path(str(finders.find(sheet))).read_text(encoding="utf-8")
        assert "@import" not in content
        assert not re.search(r"url\((?!['\"]?(?:data:|\.|/static))", content), sheet


def test_every_page_has_one_heading_its_own_title_and_its_language(
    client: Client, addresses: list[str]
) -> None:
    titles: dict[str, str] = {}
    for path in addresses:
        answer = client.get(path)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        assert page.count("<h1") == 1, path
        language = path[1:3] if path[1:3] in ("de", "en") else "de"
        assert f'<html lang="{language}">' in page, path
        assert answer["Content-Language"] == language
        title = re.search(r"<title>([^<]+)</title>", page)[1]  # type: ignore[index]  # every page has one
        assert titles.setdefault(f"{language} {title}", path.partition("?")[0]) == path.partition("?")[0]


def test_what_search_engines_keep_says_what_it_is(client: Client, addresses: list[str]) -> None:
    for path in addresses[len(_MORE) :]:
        page = client.get(path).content.decode()
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in page
        assert re.search(r'<meta name="description" content="[^"]{10,}">', page), path
        assert 'name="robots"' not in page
        assert 'hreflang="de"' in page and 'hreflang="en"' in page, path
