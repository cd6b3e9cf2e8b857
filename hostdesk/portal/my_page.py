"""Printing a page of a customer: with the menu of all that is hers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hostdesk.customers.models import Contact, Place
from hostdesk.portal.signed_in import signed_in

# What has just been done; the address of the page carries the name.
DONE = {
    "answer": gettext_lazy("Your message has arrived. It stands at the end of the conversation."),
    "new": gettext_lazy("Your message has arrived and opened this new ticket, which is linked with the old."),
    "solved": gettext_lazy("Thank you. The ticket is solved. Should it not be, simply write here."),
    "dispute": gettext_lazy("Your objection has been written down. We answer by mail and here."),
    "saved": gettext_lazy("Saved."),
    "invited": gettext_lazy("A link is on its way to her. She appears here as soon as she has used it."),
    "withdrawn": gettext_lazy("The invitation is withdrawn; its link works no more."),
    "left": gettext_lazy("She sees nothing of your company any more, and her sessions have ended."),
    "password": gettext_lazy("The password is set. All other sessions have ended; a mail tells you so."),
    "no-password": gettext_lazy("The password is removed. You sign in by a mailed link."),
    "passkey": gettext_lazy("The passkey is saved. From now on you can sign in with it."),
    "no-passkey": gettext_lazy("The passkey is removed."),
    "no-factor": gettext_lazy("The second factor is switched off."),
    "ended": gettext_lazy("All other sessions have ended."),
}


def show(
    request: HttpRequest, template: str, here: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The page `template`; `here` is its place in the menu."""
    contact = signed_in(request)
    more = {
        "here": here,
        "my_pages": _pages(contact),
        "contact": contact,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, template, {**more, **context}, status=status)


def sees_company(contact: Contact) -> bool:
    """Statements and contacts are the company's: for who may see all of it, or is its only contact."""
    return contact.place != Place.OWN or is_alone(contact)


def manages(contact: Contact) -> bool:
    """Whether she decides who sees what; the only contact of a customer has nobody above her."""
    return contact.place == Place.MANAGER or is_alone(contact)


def is_alone(contact: Contact) -> bool:
    """Nobody else writes for this customer."""
    others = Contact.objects.filter(customer=contact.customer_id, is_former=False)
    return not others.exclude(pk=contact.pk).exists()


def _pages(contact: Contact) -> list[tuple[str, str, str]]:
    pages = [("consents", _("Consents"), "portal:my_consents")]
    if sees_company(contact):
        pages.append(("statements", _("Statements"), "portal:my_statements"))
    if manages(contact):
        pages.append(("contacts", _("Colleagues"), "portal:my_contacts"))
    pages += [
        ("profile", _("About you"), "portal:my_profile"),
        ("security", _("Security"), "portal:my_security"),
    ]
    return [(slug, name, reverse(url)) for slug, name, url in pages]
