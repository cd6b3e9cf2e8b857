"""What every button does: one action, one sentence, whether it worked or was refused."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest

from hostdesk.accounts.models import Staff
from hostdesk.core.states import NotAllowed
from hostdesk.desk.refusals import in_words
from hostdesk.tickets.models import Ticket

Step = Callable[[HttpRequest, Ticket, Staff], str]


def press(request: HttpRequest, steps: Mapping[str, Step], name: str, ticket: Ticket, me: Staff) -> None:
    """Do the step of this name and say so, or why not; Http404 if there is none."""
    if name not in steps:
        raise Http404(name)
    try:
        if said := steps[name](request, ticket, me):
            messages.success(request, said)
    except NotAllowed as refusal:
        messages.warning(request, in_words(refusal))


def posted_id(request: HttpRequest, name: str) -> int:
    """The id of a row out of a form; Http404 for anything else."""
    value = request.POST.get(name, "")
    if not value.isdecimal() or len(value) > 15:
        raise Http404
    return int(value)
