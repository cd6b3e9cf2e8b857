"""The customer answers by mail, and an agent confirms the reading (M15)."""

from dataclasses import dataclass
from datetime import datetime

from hostdesk.accounts.models import Staff
from hostdesk.billing import consents
from hostdesk.billing.actions.answers import agreed
from hostdesk.billing.actions.beginning import changing, moment
from hostdesk.billing.actions.refused import ConsentRefused
from hostdesk.billing.models import Answer, ConsentRequest, Way
from hostdesk.core import consent as rule
from hostdesk.core.consent import Objection, Reading
from hostdesk.core.incoming import Robot, Verdict
from hostdesk.core.threads import Why
from hostdesk.tickets.models import Kind, Message, Ticket
from hostdesk.tickets.standing import family


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mail that may be the answer to a question, with what we read in it."""

    request: ConsentRequest
    message: Message
    reading: Reading
    objection: Objection | None  # why an agent cannot confirm it


def confirm_reply(
    request: ConsentRequest, message: Message, by: Staff, *, at: datetime | None = None
) -> ConsentRequest:
    """An agent confirms that this mail says yes; it counts from its receipt. ConsentRefused if it cannot."""
    with changing(request.ticket, by) as root:
        at = moment(at)
        fresh = consents.fresh(request.pk)
        if found := _objection(root, fresh, message):
            raise ConsentRefused(found)
        fresh.answer, fresh.way, fresh.answered_at = Answer.YES, Way.MAIL, message.at
        fresh.reply, fresh.confirmed_by, fresh.confirmed_at = message, by, at
        agreed(root, fresh, by, at)
        return fresh


def consent_replies(ticket: Ticket) -> list[Candidate]:
    """What the person we asked has written since, newest first; empty unless a question waits."""
    root = ticket.root
    tickets = family(root)
    waiting = ConsentRequest.objects.filter(ticket__in=tickets, answer=Answer.NONE)
    request = waiting.select_related("ticket", "contact__customer").last()
    if request is None:
        return []
    hers = Message.objects.filter(
        ticket__in=tickets, kind=Kind.IN, at__gte=request.asked_at, sender_address=request.address
    )
    return [
        Candidate(request, one, rule.read(one.new_text), _objection(root, request, one))
        for one in hers.order_by("-at", "-id")
    ]


def _objection(root: Ticket, request: ConsentRequest, message: Message) -> Objection | None:
    """The question must have been open when the mail came, not when somebody found time to read it."""
    return consents.objection(request, message.at) or _in_the_mail(root, request, message)


def _in_the_mail(root: Ticket, request: ConsentRequest, message: Message) -> Objection | None:
    if message.kind != Kind.IN or message.channel != "mail":
        return Objection.NOT_HER_MAIL
    return rule.mail_objection(
        consents.question(request),
        rule.Reply(
            at=message.at,
            address=message.sender_address,
            is_proven=message.authentication.get("dmarc") == Verdict.PASS,
            has_reply_key=message.joined_because.get("why") == Why.REPLY_KEY,
            is_robot=message.robot != Robot.NONE or message.bounce is not None,
            is_same_ticket=message.ticket_id in {one.pk for one in family(root)},
            has_come_before=_has_come_before(message),
            new_text=message.new_text,
        ),
    )


def _has_come_before(message: Message) -> bool:
    """A signed mail can be sent again by anybody who has it; its Message-ID stays the same."""
    if not message.message_id:
        return True  # cannot be told apart from a repetition
    return Message.objects.filter(message_id=message.message_id, pk__lt=message.pk).exists()
