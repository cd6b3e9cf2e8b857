"""Which ticket an incoming message belongs to, and why. Worked examples: docs/rules/joining.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hostdesk.core.candidates import Candidates
from hostdesk.core.incoming import Incoming, Robot, Verdict

REOPEN_DAYS = 30


class Kind(StrEnum):
    """What becomes of the message."""

    JOIN = "join"
    REOPEN = "reopen"  # joins `ticket_id`, and the solved `root_id` is open again
    NEW_LINKED = "new_linked"  # a new ticket, linked to `ticket_id`, which was solved long ago
    NEW = "new"
    NEW_SUGGEST_MERGE = "new_suggest_merge"  # a new ticket; an agent decides about `suggested`


class Why(StrEnum):
    """The reason, as a code that the desk shows in the agent's language."""

    REPLY_KEY = "reply_key"  # our signed key, from the address it was issued to
    REPLY_KEY_PARTICIPANT = "reply_key_participant"  # somebody else's key, from another participant
    REPLY_SHEET = "reply_sheet"  # bears the signed code of our reply sheet
    MESSAGE_ID = "message_id"  # answers a message of the ticket, from a participant
    NUMBER = "number"  # names the ticket's number, from a participant
    DELIVERY = "delivery"  # a report about a delivery of ours, or that delivery coming back
    CHOSEN = "chosen"  # a person of ours put the call on this ticket
    NOTHING_NAMED = "nothing_named"
    FORGED = "forged"  # authentication failed
    DOUBTFUL_SENDER = "doubtful_sender"  # the address had to be repaired
    UNPROVEN_CHANNEL = "unproven_channel"  # whoever wrote merely typed the address or number
    KEY_OF_ANOTHER = "key_of_another"  # our key, but neither from its owner nor from a participant
    NOT_A_PARTICIPANT = "not_a_participant"  # quotes a number or Message-ID, takes no part


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why; stored with the message and shown to the agent."""

    kind: Kind
    why: Why
    ticket_id: int | None = None  # the ticket that the evidence names; None for a ticket of its own
    root_id: int | None = None  # the ticket it was merged into, or itself: this one is reopened
    suggested: tuple[int, ...] = ()
    is_proven: bool = False  # the sender's domain was proven, which joining alone does not ask for


def belongs_to(
    incoming: Incoming, candidates: Candidates, received_at: datetime, reopen_days: int = REOPEN_DAYS
) -> Decision:
    """Where a message received at `received_at` (UTC) goes: numbers and Message-IDs alone join nothing."""
    obstacle = _obstacle(incoming, candidates)
    if obstacle:
        return _own_ticket(obstacle, incoming, candidates)
    for ticket_id, why in _admitted(incoming, candidates):
        return _joined(ticket_id, why, incoming, candidates, received_at - timedelta(days=reopen_days))
    return _own_ticket(_refusal(incoming, candidates), incoming, candidates)


def _obstacle(incoming: Incoming, candidates: Candidates) -> Why | None:
    """What forbids joining anything, whatever the evidence."""
    if not candidates.named:
        return Why.NOTHING_NAMED
    if incoming.authentication.is_forged:
        return Why.FORGED
    # A bounce has no sender worth the name; it is known by the delivery that it reports on.
    if incoming.sender_is_doubtful and not _reports_delivery(incoming, candidates):
        return Why.DOUBTFUL_SENDER
    return None


def _admitted(incoming: Incoming, candidates: Candidates) -> Iterator[tuple[int, Why]]:
    """The tickets this sender may join, with the strongest evidence first."""
    if candidates.delivery is not None and _reports_delivery(incoming, candidates):
        yield candidates.delivery, Why.DELIVERY
    for key in candidates.keys:
        if _same(key.issued_to, incoming.sender.address):
            yield key.ticket_id, Why.REPLY_KEY
        elif _takes_part(incoming, key.ticket_id, candidates):
            yield key.ticket_id, Why.REPLY_KEY_PARTICIPANT
    for ticket_id in candidates.sheets:
        yield ticket_id, Why.REPLY_SHEET  # paper has no sender: who holds our sheet was given it
    named = [(ticket_id, Why.MESSAGE_ID) for ticket_id in candidates.message_ids]
    named += [(ticket_id, Why.NUMBER) for ticket_id in candidates.numbers]
    for ticket_id, why in named:
        if _takes_part(incoming, ticket_id, candidates):
            yield ticket_id, why


def _joined(
    ticket_id: int, why: Why, incoming: Incoming, candidates: Candidates, long_ago: datetime
) -> Decision:
    root = candidates.root(ticket_id)
    kind = Kind.JOIN
    if root.is_solved and not _is_machine(incoming):
        is_old = root.solved_at is not None and root.solved_at <= long_ago
        kind = Kind.NEW_LINKED if is_old else Kind.REOPEN
    return Decision(kind, why, ticket_id, root.ticket_id, is_proven=incoming.authentication.is_proven)


def _own_ticket(why: Why, incoming: Incoming, candidates: Candidates) -> Decision:
    kind = Kind.NEW_SUGGEST_MERGE if candidates.named else Kind.NEW
    return Decision(kind, why, suggested=candidates.named, is_proven=incoming.authentication.is_proven)


def _refusal(incoming: Incoming, candidates: Candidates) -> Why:
    if candidates.keys:
        return Why.KEY_OF_ANOTHER
    return Why.NOT_A_PARTICIPANT if _has_a_sender(incoming) else Why.UNPROVEN_CHANNEL


def _takes_part(incoming: Incoming, ticket_id: int, candidates: Candidates) -> bool:
    if not _has_a_sender(incoming):
        return False
    participants = candidates.facts(ticket_id).participants
    return any(_same(participant, incoming.sender.address) for participant in participants)


def _has_a_sender(incoming: Incoming) -> bool:
    """In a form or on a fax anybody can write anybody's address, unless she had to sign in before."""
    return incoming.channel == "mail" or incoming.authentication.session is Verdict.PASS


def _reports_delivery(incoming: Incoming, candidates: Candidates) -> bool:
    is_report = incoming.bounce is not None or incoming.robot in (Robot.BOUNCE, Robot.OWN)
    return is_report and candidates.delivery is not None


def _is_machine(incoming: Incoming) -> bool:
    """A list carries what people write; everything else that is no person never reopens a ticket."""
    return incoming.bounce is not None or incoming.robot not in (Robot.NONE, Robot.LIST)


def _same(one: str, other: str) -> bool:
    return bool(one) and one.strip().lower() == other.strip().lower()
