"""The services that are never free (M19): everybody reads them, administrators change them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hostdesk.accounts.rights import administers
from hostdesk.billing import actions, load, services
from hostdesk.billing.models import Service
from hostdesk.core.states import NotAllowed
from hostdesk.desk import amounts
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words
from hostdesk.desk.service_card import Help, helps

TEXTS = ("title_de", "title_en", "text_de", "text_en", "keywords")
NO_PRICE = gettext_noop("Enter each price in euros, with at most two decimals.")
NO_LINK = gettext_noop("Enter one article a line: German title | English title | address.")
NO_SLUG = gettext_noop("A service needs a title in both languages.")


@dataclass(frozen=True, slots=True)
class Row:
    """One service as the catalogue prints it."""

    service: Service
    title: str
    text: str
    price: str
    helps: list[Help]
    links: str  # for the field of the form


@readers
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue with its prices."""
    language, day = amounts.language(), load.tariff_at(timezone.now()).day_price
    rows = [
        Row(
            one, one.title(language), one.text(language),
            amounts.euros(day if one.price is None else one.price), helps(one), _lines(one),
        )
        for one in services.catalogue(only_active=False)
    ]  # fmt: skip
    is_admin = administers(staff(request))
    return page(request, "desk/catalogue.html", tab="catalogue", rows=rows, may_edit=is_admin)


@writers
def save(request: HttpRequest) -> HttpResponseBase:
    """Change one line, or add one."""
    posted = request.POST
    try:
        slug = posted.get("slug") or slugify(posted.get("title_en", ""))[:50]
        if not slug:
            raise NotAllowed(NO_SLUG)
        price = amounts.price_in(posted["price"]) if posted.get("price", "").strip() else None
        if posted.get("price", "").strip() and price is None:
            raise NotAllowed(NO_PRICE)
        values: dict[str, Any] = {name: posted.get(name, "")[:4000].strip() for name in TEXTS}
        values["help_links"] = _links(posted.get("help_links", ""))
        is_active = "is_active" in posted
        actions.save_service(slug, {**values, "price": price, "is_active": is_active}, staff(request))
        messages.success(request, _("Saved."))
    except NotAllowed as refusal:
        messages.warning(request, in_words(refusal))
    return redirect("desk:catalogue")


def _lines(service: Service) -> str:
    """Its articles, one a line."""
    parts = ([one.get("title_de", ""), one.get("title_en", ""), one["url"]] for one in service.help_links)
    return "\n".join(" | ".join(part) for part in parts)


def _links(text: str) -> list[dict[str, str]]:
    """The articles out of the form; NotAllowed for a line that is none."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines()[:20])):
        parts = [part.strip() for part in line.split("|")]
        # Staff and customers press these: an address of our own, or a whole one.
        if len(parts) != 3 or not parts[2].startswith(("/", "https://")) or parts[2].startswith("//"):
            raise NotAllowed(NO_LINK)
        found.append({"title_de": parts[0][:200], "title_en": parts[1][:200], "url": parts[2][:500]})
    return found
