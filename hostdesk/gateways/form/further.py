"""What a form asks for besides being answered: done once, in the transaction that makes its message."""

from collections.abc import Callable

from hostdesk.billing.actions import request_service
from hostdesk.billing.services import catalogue
from hostdesk.gateways.form.submission import Submission
from hostdesk.tickets.models import Message

Further = Callable[[Message], None]


def nothing(message: Message) -> None:
    """A mail asks for nothing of its own."""


def of(submission: Submission) -> Further:
    """What follows from this submission once its message is on a ticket."""

    def then(message: Message) -> None:
        _ask_for_service(submission, message)

    return then


def _ask_for_service(submission: Submission, message: Message) -> None:
    """One that was taken out of the catalogue meanwhile stands in the text, and a person answers."""
    service = catalogue().filter(slug=submission.service).first() if submission.service else None
    if service is not None:
        request_service(message.ticket, service, at=message.at)
