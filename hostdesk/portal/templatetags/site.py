"""What the frame of every public page needs: `{% site as site %}`."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from hostdesk.portal import provider
from hostdesk.portal.in_language import elsewhere
from hostdesk.ui.language import in_address

register = template.Library()
_NAMES = {"de": "Deutsch", "en": "English"}


@dataclass(frozen=True, slots=True)
class Version:
    """This page in a language."""

    language: str
    name: str
    url: str  # with the host


@dataclass(frozen=True, slots=True)
class Site:
    """Addresses for head, header and footer; "" where there is nothing."""

    colours: str
    logo: str
    imprint: str
    privacy: str
    contact: str
    my: str
    feed: str
    canonical: str
    versions: tuple[Version, ...]  # of this page, its own language included
    other: Version | None  # what the switch leads to


@register.simple_tag(takes_context=True)
def site(context: Context) -> Site:
    """A page whose address differs by language gives `alternates`, a path by language."""
    request, language = context["request"], (get_language() or "en")[:2]
    versions = tuple(
        Version(code, _NAMES[code], settings.PROVIDER_URL + path)
        for code, path in (context.get("alternates") or _alternates(request)).items()
    )
    return Site(
        colours=_file("portal:colours", provider.colours()),
        logo=_file("portal:logo", provider.logo()),
        imprint=provider.imprint(language),
        privacy=provider.privacy(language),
        contact=_reverse("portal:contact") or f"{reverse('portal:home')}#contact",
        my=_reverse("portal:my") or _reverse("portal:my_sign_in"),
        feed=_reverse("portal:feed"),
        canonical=settings.PROVIDER_URL + request.path,
        versions=versions,
        other=_other(versions, language),
    )


def _other(versions: tuple[Version, ...], language: str) -> Version | None:
    """Where the switch leads: this page, or the start page if it is not translated."""
    if not versions:
        return None
    code = next(one for one in _NAMES if one != language)
    with override(code):
        home = Version(code, _NAMES[code], settings.PROVIDER_URL + reverse("portal:home"))
    return next((one for one in versions if one.language == code), home)


@register.filter
def path_of(url: str) -> str:
    """Without scheme and host, for links that must work under any name of the server."""
    return url.removeprefix(settings.PROVIDER_URL)


@register.filter
def breakable(address: str) -> SafeString:
    """A mail address that may break behind its at sign, and nowhere else."""
    name, at, domain = address.partition("@")
    return format_html("{}@<wbr>{}", name, domain) if at else format_html("{}", address)


def _alternates(request: HttpRequest) -> dict[str, str]:
    if not in_address(request.path):
        return {}
    return {code: elsewhere(request, code) for code in _NAMES}


def _file(name: str, file: provider.File | None) -> str:
    return reverse(name, args=[file.tag]) if file else ""


def _reverse(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:  # that part of the portal is not built in
        return ""
