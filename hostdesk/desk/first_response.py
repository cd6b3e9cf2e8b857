"""Sending a reply from a page: a first response with its essential data, and what it says about the cause."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hostdesk.accounts.models import Staff
from hostdesk.billing import actions as price_actions
from hostdesk.billing import meter as meters
from hostdesk.billing.models import Finding
from hostdesk.core.essentials import Item
from hostdesk.core.states import NotAllowed
from hostdesk.desk import essentials_form, essentials_known
from hostdesk.desk.essentials_form import Posted
from hostdesk.desk.essentials_names import names
from hostdesk.journal.record import writing
from hostdesk.tickets import actions
from hostdesk.tickets.first_responses import Incomplete
from hostdesk.tickets.messages import store_files
from hostdesk.tickets.models import Message, Ticket
from hostdesk.tickets.standing import root_of


def reply(ticket: Ticket, text: str, by: Staff, form: Posted | None, **how: Any) -> Message:
    """`actions.reply` with what the form says; `how` are its other arguments.

    NotAllowed in words if something is missing without a reason, or if the desk knows better by now.
    """
    store_files(how.get("files", ()))  # before the transaction: nobody waits for the disk
    try:
        with writing():
            return _reply(root_of(ticket.pk), text, by, form, how)
    except Incomplete as refusal:
        raise NotAllowed(_needed(refusal)) from refusal


def _reply(root: Ticket, text: str, by: Staff, form: Posted | None, how: dict[str, Any]) -> Message:
    if root.responded_at is not None or form is None:
        return actions.reply(root, text, by, **how)
    found = essentials_known.known(root, meters.meter(root, timezone.now()), form.entered)
    said = essentials_known.essentials(root, found, form.entered)
    message = actions.reply(root, text, by, essentials=said, **how)
    if renewed := essentials_form.renewed(form, found):
        raise NotAllowed(
            _("Filled in anew: %(items)s. Read it, then send again.") % {"items": names(renewed)}
        )
    _find(root, form, found, by)
    return message


def _find(root: Ticket, form: Posted, found: essentials_known.Known, by: Staff) -> None:
    """What the customer reads about the cause is the finding, from now on."""
    sphere = form.entered.typed.get(Item.SPHERE, "")
    if sphere in (Finding.INSIDE, Finding.OUTSIDE) and not found.sphere_is_found:
        price_actions.find_sphere(root, sphere, _REASON[root.language], by)


def _needed(refusal: Incomplete) -> str:
    return _("The first response is not complete. Missing: %(items)s.") % {"items": names(refusal.missing)}


_REASON = {"de": "So in der ersten Antwort festgestellt.", "en": "As stated in the first response."}
