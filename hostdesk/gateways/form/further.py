"""What a form asks for besides being answered: done once, in the transaction that makes its message."""

from collections.abc import Callable

from hostdesk.billing.actions import request_service
from hostdesk.billing.services import catalogue
from hostdesk.complaints.actions import open_complaint
from hostdesk.core.incoming import Verdict
from hostdesk.customers.models import Contact
from hostdesk.gateways.form.fields import one_line
from hostdesk.gateways.form.submission import Submission
from hostdesk.knowledge.traces import trace
from hostdesk.tickets.models import Message

Further = Callable[[Message], None]


def nothing(message: Message) -> None:
    """A mail asks for nothing of its own."""


def of(submission: Submission) -> Further:
    """What follows from this submission once its message is on a ticket."""

    def then(message: Message) -> None:
        _ask_for_service(submission, message)
        _complain(submission, message)
        trace(submission.read, message.ticket, "read_before")

    return then


def _ask_for_service(submission: Submission, message: Message) -> None:
    """One that was taken out of the catalogue meanwhile stands in the text, and a person answers."""
    service = catalogue().filter(slug=submission.service).first() if submission.service else None
    if service is not None:
        request_service(message.ticket, service, at=message.at)


def _complain(submission: Submission, message: Message) -> None:
    """Only who was signed in is a contact here; the ticket knows whether she was."""
    if submission.items:
        is_she = message.authentication.get("session") == Verdict.PASS
        contact = Contact.objects.filter(pk=submission.contact_id or 0).first() if is_she else None
        open_complaint(
            message.ticket,
            invoice_number=one_line(submission.invoice_number),
            items=submission.items,
            contact=contact,
            at=message.at,
        )
