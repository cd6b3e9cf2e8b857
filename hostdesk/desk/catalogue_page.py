"""The services that are never free (M19): everybody reads them, administrators change them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Role
from hostdesk.billing import actions, load, services
from hostdesk.core.states import NotAllowed
from hostdesk.desk import amounts
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import page
from hostdesk.desk.refusals import in_words

TEXTS = ("title_de", "title_en", "text_de", "text_en")
NO_PRICE = gettext_noop("Enter each price in euros, with at most two decimals.")
NO_SLUG = gettext_noop("A service needs a title in both languages.")


@readers
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue with its prices."""
    language, day = amounts.language(), load.tariff_at(timezone.now()).day_price
    rows = [
        (one, one.title(language), one.text(language), amounts.euros(day if one.price is None else one.price))
        for one in services.catalogue(only_active=False)
    ]
    is_admin = staff(request).role == Role.ADMIN
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
        values = {name: posted.get(name, "")[:4000].strip() for name in TEXTS}
        is_active = "is_active" in posted
        actions.save_service(slug, {**values, "price": price, "is_active": is_active}, staff(request))
        messages.success(request, _("Saved."))
    except NotAllowed as refusal:
        messages.warning(request, in_words(refusal))
    return redirect("desk:catalogue")
