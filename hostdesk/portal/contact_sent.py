"""After sending: the number, who answers until when, what comes next, and what if no mail comes (M8, M9)."""

from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hostdesk.gateways.form import door
from hostdesk.gateways.form.submission import Submission
from hostdesk.portal.contact_frame import framed
from hostdesk.portal.sealed import sealed
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Ticket

_LASTS = 24 * 3600  # seconds in which a reload shows the page
_AGAIN = 3600  # seconds in which the address can be corrected


def address(nonce: str, *, is_embedded: bool = False) -> str:
    """The address of the page for this form; it is a secret, and good for a day."""
    name = "portal:contact_embedded_sent" if is_embedded else "portal:contact_sent"
    return reverse(name, args=[_signer("sent").sign(nonce)])


@sealed
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The page on our own site."""
    return _page(request, token, is_embedded=False)


@framed
@require_safe
def embedded_sent(request: HttpRequest, token: str) -> HttpResponse:
    """The same in a frame of the provider's site."""
    return _page(request, token, is_embedded=True)


def earlier(again: str) -> Submission | None:
    """The request whose address is to be corrected, an hour long."""
    try:
        return door.handed_in(_signer("again").unsign(again, max_age=_AGAIN)) if again else None
    except BadSignature:
        return None


def typed(submission: Submission) -> dict[str, str]:
    """What was typed, for a form that corrects the address: all but that."""
    return {
        "name": submission.name,
        "number": submission.customer_number or submission.account_number,
        "invoice": submission.invoice_number,
        "subject": submission.subject,
        "text": submission.text,
        "read": ",".join(map(str, submission.read)),
        "earlier": door.number_of(submission.token) or "",
    }


def _page(request: HttpRequest, token: str, *, is_embedded: bool) -> HttpResponse:
    try:
        nonce = _signer("sent").unsign(token, max_age=_LASTS)
    except BadSignature as error:
        raise Http404 from error
    number, submission = door.number_of(nonce), door.handed_in(nonce)
    if number is None:
        raise Http404
    language = "de" if get_language() == "de" else "en"
    ticket = Ticket.objects.select_related("department").filter(number=number).first() if number else None
    response = render(
        request,
        "portal/contact_sent.html",
        {
            "base": "portal/contact_frame.html" if is_embedded else "portal/site.html",
            "is_embedded": is_embedded,
            "number": number,
            "ticket": ticket,
            "department": ticket.department.name(language) if ticket else "",
            "due": moment(ticket.due_at, language) if ticket and not ticket.responded_at else "",
            "address": submission.address if submission else "",
            "is_guest": submission is not None and submission.contact_id is None,
            "again": _correction(nonce, submission, is_embedded=is_embedded),
        },
        status=200 if number else 202,
    )
    response["Cache-Control"] = "no-store"
    return response


def _correction(nonce: str, submission: Submission | None, *, is_embedded: bool) -> str:
    """Where a mistyped address is corrected, as a new request; a complaint is written anew."""
    if submission is None or submission.contact_id is not None or submission.items:
        return ""
    form = reverse("portal:contact_embedded" if is_embedded else "portal:contact")
    return f"{form}?again={_signer('again').sign(nonce)}"


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(salt=f"hostdesk.portal.form.{purpose}", sep=".")
