"""Sending what stands in the composer: a reply or a note; and taking a reply back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from hostdesk.billing import meter as meters
from hostdesk.core.incoming import File
from hostdesk.core.letter import Letter
from hostdesk.core.states import NotAllowed
from hostdesk.desk import (
    choices,
    composer,
    essentials_block,
    essentials_form,
    fax_out,
    first_response,
    letters,
    ticket_page,
    uploads,
)
from hostdesk.desk.gate import readers, staff, writers
from hostdesk.desk.pages import fragment
from hostdesk.desk.refusals import in_words
from hostdesk.gateways.fax import sheets
from hostdesk.tickets import access, actions, drafts
from hostdesk.tickets.by_fax import ByFax
from hostdesk.tickets.models import Kind, Message, Ticket


@writers
def write(request: HttpRequest, number: str) -> HttpResponseBase:
    """A reply or a note; what cannot be taken comes back with everything that was typed."""
    ticket = access.ticket_for(staff(request), number).root
    files: list[File] = []
    try:
        files = uploads.files_of(request)
        if request.POST.get("kind") == Kind.NOTE:
            actions.note(ticket, _text(request), staff(request), files=files)
            return redirect("desk:ticket", ticket.number)
        return _reply(request, ticket, files)
    except NotAllowed as refusal:
        return ticket_page.show(request, ticket, _again(request, ticket, files, refusal=in_words(refusal)))
    except actions.Moved as moved:
        return ticket_page.show(request, ticket, _again(request, ticket, files, news=moved.news))


def _reply(request: HttpRequest, ticket: Ticket, files: list[File]) -> HttpResponseBase:
    then = request.POST.get("then", "")
    until = choices.moment_in(then) if then and then != actions.SOLVE else None
    if then and then != actions.SOLVE and until is None:
        raise NotAllowed(_("Choose a moment in the future."))
    expected = request.POST.get("expected_count", "")
    form = essentials_form.posted(request.POST.dict(), ticket.language)
    first_response.reply(
        ticket,
        _text(request),
        staff(request),
        form,
        cc=composer.copies(request.POST.get("cc", "")),
        files=files,
        by_fax=fax_out.chosen(request),
        expected_count=int(expected) if expected.isdecimal() and len(expected) < 9 else None,
        then=until or then or None,
    )
    return redirect("desk:ticket", ticket.number)


class _Look(Exception):
    """The fax was written far enough to be looked at; its transaction is undone."""


@writers
def fax(request: HttpRequest, number: str) -> HttpResponseBase:
    """The very sheets that would be sent, and nothing of it is kept; else why they cannot be sent."""
    ticket = access.ticket_for(staff(request), number).root
    made: list[bytes] = []

    def pdf(root: Ticket, letter: Letter) -> bytes:
        made.append(sheets.pdf(root, letter))
        raise _Look

    try:
        to = fax_out.chosen(request)
        if to is None:
            raise NotAllowed(_("Choose the fax first."))
        form = essentials_form.posted(request.POST.dict(), ticket.language)
        first_response.reply(ticket, _text(request), staff(request), form, by_fax=ByFax(to.number, pdf))
    except NotAllowed as refusal:
        return HttpResponse(in_words(refusal), status=409, content_type="text/plain; charset=utf-8")
    except _Look:
        pass
    return fax_out.shown(made[0])


def _again(
    request: HttpRequest, ticket: Ticket, files: list[File], refusal: str = "", news: Sequence[Message] = ()
) -> composer.Again:
    kind = "note" if request.POST.get("kind") == Kind.NOTE else "out"
    cc, form = request.POST.get("cc", ""), essentials_form.posted(request.POST.dict(), ticket.language)
    entered = form.entered if form else None
    number = request.POST.get("fax", "") if request.POST.get("channel") == "fax" else None
    return composer.Again(
        kind, _text(request), cc, refusal, list(news), uploads.tokens(files), entered, number
    )


@writers
def draft(request: HttpRequest, number: str) -> HttpResponseBase:
    """Keep unfinished text; answers with the time at which it was kept."""
    ticket = access.ticket_for(staff(request), number).root
    kind = request.POST.get("kind", "")
    if kind not in (Kind.OUT, Kind.NOTE):
        raise Http404
    form = essentials_form.posted(request.POST.dict(), ticket.language) if kind == Kind.OUT else None
    entered = essentials_form.as_draft(form.entered) if form else None
    cc = request.POST.get("cc", "")[:2000]
    saved = drafts.save(ticket, staff(request), kind, _text(request), cc, entered)
    at = f"{timezone.localtime(saved.changed_at):%H:%M}" if saved else ""
    return JsonResponse({"saved": _("Draft saved %(at)s") % {"at": at} if at else ""})


@writers
def essentials(request: HttpRequest, number: str) -> HttpResponseBase:
    """The block of essential data anew, after a kind, a cause or a service was chosen in it."""
    ticket = access.ticket_for(staff(request), number).root
    form = essentials_form.posted(request.POST.dict(), ticket.language)
    if form is None or ticket.responded_at is not None:
        raise Http404
    block = essentials_block.block(ticket, meters.meter(ticket, timezone.now()), form.entered)
    return fragment(request, "desk/_essentials.html", block=block, ticket=ticket)


@writers
def preview(request: HttpRequest) -> HttpResponseBase:
    """How the letter will look."""
    return HttpResponse(letters.body(_text(request), is_ours=True))


@writers
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a held reply back; its text is a draft again."""
    message = access.message_for(staff(request), pk)
    if actions.undo(message, staff(request)):
        messages.success(request, _("The reply was not sent. Its text is back below."))
    else:
        messages.warning(request, _("Too late: the reply is on its way."))
    return redirect("desk:ticket", message.ticket.root.number)


@writers
def send_now(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Do not wait any longer."""
    message = access.message_for(staff(request), pk)
    actions.send_now(message, staff(request))
    return redirect("desk:ticket", message.ticket.root.number)


@readers
def whole_text(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything that stood in a message, with what it quotes."""
    message = access.message_for(staff(request), pk)
    return HttpResponse(
        message.text, content_type="text/plain; charset=utf-8", headers={"X-Content-Type-Options": "nosniff"}
    )


def _text(request: HttpRequest) -> str:
    """The text of the chosen kind: without a script both fields arrive."""
    name = "note_text" if request.POST.get("kind") == Kind.NOTE and "note_text" in request.POST else "text"
    return request.POST.get(name, "").replace("\r\n", "\n")
