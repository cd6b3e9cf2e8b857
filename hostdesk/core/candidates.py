"""What the house knows about the tickets that an incoming message names."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeyHit:
    """A reply key whose signature the caller has verified."""

    ticket_id: int
    issued_to: str  # the address we sent it to


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the rule must know of a ticket that some evidence names, and of the root it was merged into."""

    ticket_id: int
    participants: frozenset[str] = frozenset()  # addresses that take part, never merely in Cc of a stranger
    is_solved: bool = False
    solved_at: datetime | None = None
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the caller looked up; every ticket named here, and the root of each, stands in `tickets`."""

    keys: tuple[KeyHit, ...] = ()
    message_ids: tuple[int, ...] = ()  # tickets found by In-Reply-To, then by References from the right
    numbers: tuple[int, ...] = ()  # tickets whose number is mentioned, subject first
    # Ticket of the delivery that a bounce, or our own mail coming back, is about: found by its own
    # token, or by its Message-ID together with its recipient; a Message-ID alone can be quoted by anybody.
    delivery: int | None = None
    tickets: tuple[TicketFacts, ...] = ()
    sheets: tuple[int, ...] = ()  # whose reply sheet came back, its signature verified by the caller

    def __post_init__(self) -> None:
        """ValueError if a ticket is named without its facts: guessing would let strangers in."""
        known = {facts.ticket_id for facts in self.tickets}
        roots = {facts.merged_into for facts in self.tickets if facts.merged_into is not None}
        missing = (set(self.named) | roots) - known
        if missing:
            raise ValueError(f"No facts about the tickets {sorted(missing)}.")

    @property
    def named(self) -> tuple[int, ...]:
        """All tickets that any evidence names, the strongest first."""
        proven = () if self.delivery is None else (self.delivery,)
        keys = tuple(key.ticket_id for key in self.keys)
        return tuple(dict.fromkeys(proven + keys + self.sheets + self.message_ids + self.numbers))

    def facts(self, ticket_id: int) -> TicketFacts:
        """What is known of a ticket that is named here."""
        return next(facts for facts in self.tickets if facts.ticket_id == ticket_id)

    def root(self, ticket_id: int) -> TicketFacts:
        """The ticket at the end of the mergers; a ring of mergers ends where it would repeat itself."""
        found, seen = self.facts(ticket_id), {ticket_id}
        while found.merged_into is not None and found.merged_into not in seen:
            seen.add(found.merged_into)
            found = self.facts(found.merged_into)
        return found
