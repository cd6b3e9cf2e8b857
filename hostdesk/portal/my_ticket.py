"""One of my tickets: where it stands, what was said, what it costs; and answering."""

import contextlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hostdesk.core.states import NotAllowed, State
from hostdesk.portal import complaint_view, form_files, form_token, my_money
from hostdesk.portal.my_answer import answer as take_in
from hostdesk.portal.my_lines import lines
from hostdesk.portal.my_page import show
from hostdesk.portal.my_tickets import asked
from hostdesk.portal.my_words import standing
from hostdesk.portal.signed_in import customers_only, language_of, signed_in
from hostdesk.tickets import access
from hostdesk.tickets.actions.by_contact import solve_by_contact
from hostdesk.tickets.letters import moment
from hostdesk.tickets.models import Ticket


@customers_only
@require_safe
def ticket(request: HttpRequest, number: str) -> HttpResponse:
    """The page; a merged ticket leads to the one that it is shown in."""
    root = access.ticket_for_contact(signed_in(request), number)
    if root.number != number:
        return redirect("portal:my_ticket", number=root.number)
    return page(request, root)


@customers_only
@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Her words and files; whatever is wrong, both are still there afterwards."""
    contact = signed_in(request)
    root = access.ticket_for_contact(contact, number)
    token = form_token.read(request.POST.get("token", ""), contact.pk)
    refused = form_files.keep(token.nonce, request.FILES.getlist("files"))
    if removed := request.POST.get("remove", ""):
        form_files.remove(token.nonce, removed)
    text, files = request.POST.get("text", ""), form_files.files(token.nonce)
    wrong = _wrong(text, refused, has_files=bool(files))
    if removed or wrong or token.standing is form_token.Standing.FALSE:
        return page(request, root, token=token, text=text, wrong=wrong, status=200 if removed else 422)
    message = take_in(contact, root, text, files, nonce=token.nonce, at=timezone.now())
    form_files.forget(token.nonce)
    arrived = access.ticket_for_contact(contact, message.ticket.number)
    return done(arrived, "answer" if arrived.pk == root.pk else "new")


@customers_only
@require_POST
def solved(request: HttpRequest, number: str) -> HttpResponse:
    """She says that it is settled; pressed twice it is as solved as before."""
    contact = signed_in(request)
    root = access.ticket_for_contact(contact, number)
    if root.state != State.SOLVED:
        with contextlib.suppress(NotAllowed):  # somebody at the desk was quicker
            solve_by_contact(root, contact)
    return done(root, "solved")


def page(
    request: HttpRequest, root: Ticket, *, token: form_token.Token | None = None, text: str = "",
    wrong: list[str] | None = None, objection_wrong: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The whole page, with what was typed before."""
    contact, now = signed_in(request), timezone.now()
    language = language_of(contact)
    token = token or form_token.new(contact.pk)
    question = asked(contact, [root], now).get(root.pk)
    context: dict[str, Any] = {
        "ticket": root,
        "standing": standing(root, now, language, asked_until=question.expires_at if question else None),
        "question": question,
        "facts": _facts(root, language),
        "lines": lines(contact, root, language),
        "complaints": complaint_view.of(root),
        "money": my_money.of_ticket(contact, root, now, language),
        "is_solved": root.state == State.SOLVED,
        "token": token.text,
        "kept": form_files.listed(token.nonce),
        "text": text,
        "wrong": wrong or [],
        "objection_wrong": objection_wrong,
        "objection": request.POST.get("objection", ""),
    }
    return show(request, "portal/my/ticket.html", "tickets", context, status=status)


def _facts(root: Ticket, language: str) -> list[tuple[str, str]]:
    answered = moment(root.responded_at, language) if root.responded_at else ""
    promised = moment(root.due_at, language)
    found = [
        (_("Received"), moment(root.received_at, language)),
        (_("Department"), root.department.name(language)),
        (_("From"), root.requester_name or root.requester),
        (_("First answer"), answered or _("by %(due)s") % {"due": promised}),
        (_("Account"), root.account_number),
        (_("Invoice"), root.invoice_number),
    ]
    return [(name, value) for name, value in found if value]


def _wrong(text: str, refused: list[str], *, has_files: bool) -> list[str]:
    if not text.strip() and not has_files:
        return [*refused, _("Write something first, or attach a file.")]
    return refused


def done(root: Ticket, what: str) -> HttpResponse:
    """Back to the page, which says what has been done."""
    return redirect(f"{reverse('portal:my_ticket', args=[root.number])}?done={what}#done")
