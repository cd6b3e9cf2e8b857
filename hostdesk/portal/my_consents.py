"""Consents to give and given: the question as it was asked, answered with a button (M15)."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from hostdesk.billing import consents as questions
from hostdesk.billing.actions import (
    ConsentRefused,
    give_consent_at_portal,
    refuse_consent_at_portal,
    revoke_at_portal,
)
from hostdesk.billing.models import Answer, ConsentRequest
from hostdesk.core.consent import Objection
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact
from hostdesk.portal.answers import answered, refused
from hostdesk.portal.deed import deed
from hostdesk.portal.my_money import agreed
from hostdesk.portal.my_page import show
from hostdesk.portal.signed_in import (
    address_of,
    browser_of,
    customers_only,
    is_proven,
    language_of,
    session_of,
    signed_in,
)
from hostdesk.tickets import access
from hostdesk.tickets.for_contacts import sees_prices

_MOST = 100
_ANSWERED = (Answer.YES, Answer.NO, Answer.REVOKED)


@customers_only
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    """Every question about tickets that she sees, the open ones first."""
    contact, now = signed_in(request), timezone.now()
    language = language_of(contact)
    seen = access.visible_to_contact(contact).filter(customer=contact.customer_id)
    asked = ConsentRequest.objects.filter(ticket__in=seen).select_related("ticket", "contact")
    found = [(one, agreed(one, now, language)) for one in asked.order_by("-asked_at")[:_MOST]]
    mine = [pair for pair in found if pair[1].is_open and pair[0].contact_id == contact.pk]
    context = {"open_ones": mine, "others": [pair for pair in found if pair not in mine]}
    return show(request, "portal/my/consents.html", "consents", context)


@customers_only
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """One question; only whom we asked can answer it, and only if this sign-in proved her address."""
    contact, now = signed_in(request), timezone.now()
    found = _found(contact, pk)
    with translation.override(found.language):
        if request.method == "POST" and _can_answer(request, found):
            return _take(request, found, contact)
        if found.answer in _ANSWERED:
            page = answered(found, now)
            page = replace(page, can_revoke=page.can_revoke and _can_answer(request, found))
            return show(request, "portal/my/answered.html", "consents", {"page": page})
        if objection := questions.objection(found, now):
            page = refused(objection, found, found.language)
            return show(request, "portal/my/answered.html", "consents", {"page": page})
        context = {"deed": deed(found, now), "request_pk": found.pk, "asked": found.contact}
        context["can_answer"] = _can_answer(request, found)
        context["is_asked"] = found.contact_id == contact.pk
        return show(request, "portal/my/consent.html", "consents", context)


def _take(request: HttpRequest, found: ConsentRequest, contact: Contact) -> HttpResponse:
    ip, browser, wanted = address_of(request) or None, browser_of(request), request.POST.get("answer", "")
    try:
        if wanted == "yes":
            shown = request.POST.get("shown", "")
            give_consent_at_portal(found, contact, shown=shown, ip=ip, user_agent=browser)
        elif wanted == "no":
            refuse_consent_at_portal(found, contact, ip=ip, user_agent=browser)
        elif wanted == "revoke":
            revoke_at_portal(found, contact, ip=ip)
    except ConsentRefused as refusal:
        if refusal.objection is not Objection.ANSWERED:
            page = refused(refusal.objection, found, found.language)
            return show(request, "portal/my/answered.html", "consents", {"page": page}, status=409)
    except NotAllowed:  # there was nothing left to take back: the page says how it stands
        pass
    return redirect("portal:my_consent", pk=found.pk)


def _found(contact: Contact, pk: int) -> ConsentRequest:
    rows = ConsentRequest.objects.select_related("ticket__customer", "contact__customer", "tariff")
    found = rows.filter(pk=pk).first()
    root = access.ticket_for_contact(contact, found.ticket.number if found else "")
    if found is None or not sees_prices(contact, root):
        raise access.NotFound(str(pk))
    return found


def _can_answer(request: HttpRequest, found: ConsentRequest) -> bool:
    """A password alone proves no mailbox: then the link of our letter is the way."""
    session = session_of(request)
    return found.contact_id == session.contact_id and is_proven(session)
