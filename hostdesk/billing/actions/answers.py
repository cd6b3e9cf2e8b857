"""What follows from a yes or a no: the record, the letter, the ticket awake or asleep."""

from datetime import datetime

from hostdesk.accounts.models import Staff
from hostdesk.billing import consents, drafts, letters, load
from hostdesk.billing.models import ConsentRequest
from hostdesk.calendars import load as calendars
from hostdesk.core import hours
from hostdesk.core.incoming import Address
from hostdesk.core.states import Act, State, move
from hostdesk.tickets.actions.handling import sleep
from hostdesk.tickets.letters import Words
from hostdesk.tickets.models import Ticket
from hostdesk.tickets.notices import notify
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell


def agreed(root: Ticket, request: ConsentRequest, by: Staff | None, at: datetime, *, token: str = "") -> None:
    """Within an action: keep the yes with its proof, wake the ticket, confirm by mail."""
    request.save()
    tell(
        root, "consent.given", by, at, request=request.pk, way=request.way, answered_at=request.answered_at,
        ip=request.ip, user_agent=request.user_agent, text_sha256=request.text_sha256,
        message=request.reply_id, raw_sha256=request.reply.raw_sha256 if request.reply else "",
        dkim_keys=request.reply.authentication.get("dkim_keys", []) if request.reply else [],
        cap_seconds=request.cap_seconds, covers_until=request.covers_until, tariff=request.tariff_label,
    )  # fmt: skip
    _awake(root, at)
    link = consents.address_of(token) if token else ""
    _mail(root, request, letters.confirmation(root, request, link), at, "consent.confirmation", token)
    drafts.refresh(root, at)
    settle(root, at)


def said_no(root: Ticket, request: ConsentRequest, at: datetime, *, was_given: bool) -> None:
    """Within an action: the ticket sleeps while support is closed, and the customer knows what follows."""
    support = calendars.current_hours()
    if not hours.is_open(support, at) and root.state != State.SOLVED:
        sleep(root, hours.next_opening(support, at), None, at)
    root.is_unread = True
    words = letters.refusal(root, load.tariff_at(at, root.customer), at, was_given=was_given)
    _mail(root, request, words, at, "consent.refusal")
    drafts.refresh(root, at)
    settle(root, at)


def _awake(root: Ticket, at: datetime) -> None:
    """Work can begin: the ticket is back in the queue, and somebody must look."""
    before = root.state
    root.state = move(State(root.state), Act.CUSTOMER_MESSAGE)
    root.pending_until = root.solved_at = None
    root.is_unread = True
    if before in (State.PENDING, State.SOLVED):
        tell(root, "ticket.woke" if before == State.PENDING else "ticket.reopened", None, at, why="consent")


def _mail(
    root: Ticket, request: ConsentRequest, words: Words, at: datetime, kind: str, token: str = ""
) -> None:
    to = Address(request.address, request.contact.name)
    notify(root, to, words, None, at, kind=kind, secret=token)
