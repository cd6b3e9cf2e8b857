"""Changing a customer and her contacts: plain forms, for administrators."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hostdesk.core.states import NotAllowed
from hostdesk.customers import contracts, pins
from hostdesk.customers.models import Contact
from hostdesk.desk.customers_page import customer_of
from hostdesk.desk.gate import staff, writers
from hostdesk.desk.pressing import posted_id
from hostdesk.desk.refusals import in_words

_FLAGS = ("has_24x7", "is_consumer", "counts_minutes", "may_order", "is_former")
_LONGEST = 320


@writers
def add(request: HttpRequest) -> HttpResponseBase:
    """A new customer."""
    number = request.POST.get("number", "").strip()
    values = _values(request, contracts.CONTRACT)
    if _done(request, lambda: contracts.add_customer(number, values, staff(request))):
        return redirect("desk:customer", number)
    return redirect("desk:customers")


@writers
def save(request: HttpRequest, number: str) -> HttpResponseBase:
    """Another contract."""
    found, values = customer_of(number), _values(request, contracts.CONTRACT)
    _done(request, lambda: contracts.change_customer(found, values, staff(request)))
    return redirect("desk:customer", number)


@writers
def contact(request: HttpRequest, number: str) -> HttpResponseBase:
    """A new contact, or a change of one."""
    found, values = customer_of(number), _values(request, contracts.CONTACT)
    there = get_object_or_404(Contact, pk=posted_id(request, "contact"), customer=found) \
        if request.POST.get("contact") else None  # fmt: skip
    _done(request, lambda: contracts.save_contact(found, there, values, staff(request)))
    return redirect("desk:customer", number)


@writers
def pin(request: HttpRequest, number: str) -> HttpResponseBase:
    """A new PIN for the phone, shown this once."""
    found = customer_of(number)
    try:
        said = _("The new PIN is %(pin)s. Tell it to nobody but the customer; it is not shown again.")
        messages.success(request, said % {"pin": pins.renew_pin(found, staff(request))})
    except NotAllowed as refusal:
        messages.warning(request, in_words(refusal))
    return redirect("desk:customer", number)


def _done(request: HttpRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAllowed as refusal:
        messages.warning(request, in_words(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


def _values(request: HttpRequest, names: tuple[str, ...]) -> dict[str, Any]:
    """What the form says about these; a box without its tick is a no."""
    return {
        name: name in request.POST if name in _FLAGS else request.POST.get(name, "")[:_LONGEST]
        for name in names
    }
