"""Whether a message is acknowledged automatically, and how fully. Cases: docs/rules/acknowledgement.md."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hostdesk.core.incoming import Incoming, Robot

# Mailboxes behind which nobody reads, with whatever stands before or after the word.
_NOBODY = re.compile(
    r"mailer-?daemon|postmaster|(?:.*[._+-])?(?:no-?_?\.?reply|do-?_?not-?_?reply|bounces?"
    r"|(?:bitte-?)?nicht-?_?antworten|keine-?_?antwort)(?:[._+=-].*)?"
)


NOBODY = _NOBODY.pattern  # of the part before the @, for databases, which ask with it in lower case


class Why(StrEnum):
    """The reason, as a code that the desk shows in the agent's language."""

    KNOWN_SENDER = "known_sender"
    PROVEN_SENDER = "proven_sender"
    STRANGER = "stranger"  # number, time, deadline and link only
    FORGED = "forged"  # authentication failed: as for a stranger
    NOT_BY_MAIL = "not_by_mail"  # the channel has its own way to say so, or there is no address
    ROBOT = "robot"
    LIST = "list"
    BOUNCE = "bounce"
    OWN_MAIL = "own_mail"
    NULL_RETURN_PATH = "null_return_path"
    DOUBTFUL_SENDER = "doubtful_sender"
    WANTS_NO_ANSWER = "wants_no_answer"
    SUSPECTED = "suspected"  # looks like spam: a person decides first
    NOBODY_READS = "nobody_reads"  # mailer-daemon, no-reply and their like
    TOO_SOON = "too_soon"
    TOO_MANY = "too_many"
    LOOP = "loop"  # this address and this ticket answer each other
    GLOBAL_BRAKE = "global_brake"


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings of the brake; all spans are seconds."""

    own_addresses: frozenset[str] = frozenset()  # the desk's own, without the part after a plus sign
    gap: int = 600
    per_hour: int = 3
    in_all: int = 300  # acknowledgements to anybody within `in_all_span`
    in_all_span: int = 600
    per_ticket: int = 5  # automatic mails to one address on one ticket within `per_ticket_span`
    per_ticket_span: int = 86_400


@dataclass(frozen=True, slots=True)
class History:
    """What went out before (UTC); instants older than the spans of the limits may be left out."""

    is_known: bool = False  # the sender is a contact of a customer
    to_sender: tuple[datetime, ...] = ()  # acknowledgements to this address
    on_ticket: tuple[datetime, ...] = ()  # automatic mails of any kind to this address on this ticket
    to_anybody: int = 0  # acknowledgements within `Limits.in_all_span`


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether to send; `full` repeats subject and text, otherwise number, time, deadline and link."""

    send: bool
    full: bool
    why: Why


def may_acknowledge(incoming: Incoming, history: History, limits: Limits, now: datetime) -> Answer:
    """Whether this message is acknowledged at `now`, and whether the answer repeats it (M8, M14)."""
    why = _never(incoming, limits) or _brake(history, limits, now)
    if why:
        return Answer(send=False, full=False, why=why)
    # A forged mail of somebody we know must not make us send its text to the victim.
    if incoming.authentication.is_forged:
        return Answer(send=True, full=False, why=Why.FORGED)
    # In a form anybody can type anybody's address; only who signed in is whom we know.
    if history.is_known and (incoming.channel == "mail" or incoming.authentication.is_proven):
        return Answer(send=True, full=True, why=Why.KNOWN_SENDER)
    is_proven = incoming.authentication.is_proven
    return Answer(send=True, full=is_proven, why=Why.PROVEN_SENDER if is_proven else Why.STRANGER)


def loop_brake(history: History, limits: Limits, now: datetime) -> bool:
    """Whether any further automatic mail to this address on this ticket must be held back at `now`."""
    return _within(history.on_ticket, limits.per_ticket_span, now) >= limits.per_ticket


def _never(incoming: Incoming, limits: Limits) -> Why | None:
    """The first reason in the message itself, whatever was sent before (RFC 3834)."""
    address = incoming.sender.address.strip().lower()
    reasons = {
        Why.BOUNCE: incoming.robot is Robot.BOUNCE or incoming.bounce is not None,
        Why.OWN_MAIL: incoming.robot is Robot.OWN or _is_own(address, limits.own_addresses),
        Why.LIST: incoming.robot is Robot.LIST,
        Why.ROBOT: incoming.robot is not Robot.NONE,
        Why.NOT_BY_MAIL: incoming.channel not in ("mail", "form") or "@" not in address,
        Why.NULL_RETURN_PATH: incoming.channel == "mail" and not incoming.envelope_from,
        Why.DOUBTFUL_SENDER: incoming.sender_is_doubtful,
        Why.WANTS_NO_ANSWER: incoming.wants_no_answer,
        Why.SUSPECTED: bool(incoming.suspicion),
        Why.NOBODY_READS: nobody_reads(address) or nobody_reads(incoming.envelope_from),
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _brake(history: History, limits: Limits, now: datetime) -> Why | None:
    reasons = {
        Why.TOO_SOON: _within(history.to_sender, limits.gap, now) > 0,
        Why.TOO_MANY: _within(history.to_sender, 3600, now) >= limits.per_hour,
        Why.LOOP: loop_brake(history, limits, now),
        Why.GLOBAL_BRAKE: history.to_anybody >= limits.in_all,
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _within(instants: Iterable[datetime], seconds: int, now: datetime) -> int:
    """How many lie less than `seconds` back; one from the future (a clock was set) counts as well."""
    return sum(instant > now - timedelta(seconds=seconds) for instant in instants)


def _is_own(address: str, own: frozenset[str]) -> bool:
    mailbox, _, domain = address.rpartition("@")
    return f"{mailbox.partition('+')[0]}@{domain}" in {known.strip().lower() for known in own}


def nobody_reads(address: str) -> bool:
    """Whether this is a mailbox of the kind that no person reads, such as no-reply."""
    mailbox = address.strip().lower().rpartition("@")[0]
    return bool(_NOBODY.fullmatch(mailbox))
