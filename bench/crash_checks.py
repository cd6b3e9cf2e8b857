"""The verdict after all the kills: the senders' ledger and the sink against what the desk has."""

import re
from collections import Counter

from crash_world import Entry, Ledger, Sink

_TOKEN = re.compile(r"token-\d+-\d{6}")


def problems(ledger: Ledger, sink: Sink) -> list[str]:
    """One sentence for everything that was lost, doubled or invented; empty if all is well."""
    messages, tickets = _messages()
    letters = _acknowledgements()
    found = [f"{token}: a message that nobody has sent" for token in messages if token not in _tokens(ledger)]
    for entry in ledger.entries:
        found += [f"{entry.token}: {text}" for text in _about(entry, messages, tickets, letters, sink)]
    return found


def unsettled() -> int:
    """How many arrivals and deliveries still have something to do."""
    from hostdesk.gateways.models import Arrival
    from hostdesk.gateways.models import State as Arriving
    from hostdesk.outbox.models import Delivery
    from hostdesk.outbox.states import State as Leaving

    arrivals = Arrival.objects.filter(state__in=(Arriving.WAITING, Arriving.WORKING)).count()
    leaving = (Leaving.HELD, Leaving.WAITING, Leaving.SENDING, Leaving.UNCLEAR)
    return arrivals + Delivery.objects.filter(state__in=leaving, next_at__isnull=False).count()


def counts(ledger: Ledger, sink: Sink) -> dict[str, int]:
    """For the table."""
    from hostdesk.gateways.models import Arrival, Receipt, State

    return {
        "mails sent": len(ledger.entries),
        "tries of their senders": sum(entry.tries for entry in ledger.entries),
        "accepted by the desk": sum(entry.accepted > 0 for entry in ledger.entries),
        "accepted more than once": sum(entry.accepted > 1 for entry in ledger.entries),
        "receipts": Receipt.objects.count(),
        "arrivals": Arrival.objects.count(),
        "of these by the form": Arrival.objects.filter(channel="form").count(),
        "in quarantine": Arrival.objects.filter(state=State.QUARANTINED).count(),
        "messages": sum(_messages()[0].values()),
        "acknowledgements": len(_acknowledgements()),
        "of these unclear, for a person": _unclear(),
        "letters at the sink": sum(len(ids) for ids in sink.letters.values()),
        "of these repeated after a crash": sum(len(ids) - len(set(ids)) for ids in sink.letters.values()),
    }


def _about(
    entry: Entry, messages: Counter[str], tickets: dict[str, str], letters: Counter[str], sink: Sink
) -> list[str]:
    if not entry.accepted:
        return ["was never accepted"]
    found = []
    if messages[entry.token] != 1:
        found.append(f"accepted, and {messages[entry.token]} times a message")
    if letters[tickets.get(entry.token, "")] != 1:
        found.append(f"{letters[tickets.get(entry.token, '')]} acknowledgements")
    ids = sink.letters[entry.sender]
    # One that was interrupted twice while it was sent is unclear: a person decides; the sink may have it.
    if len(set(ids)) > 1 or (not ids and not _is_unclear(tickets.get(entry.token, ""))):
        found.append(f"{len(ids)} letters with {len(set(ids))} different Message-IDs have reached its sender")
    return found


def hurry() -> None:
    """Cut the pauses between attempts short: nobody wants to watch them."""
    from django.utils import timezone

    from hostdesk.outbox.models import Delivery
    from hostdesk.outbox.states import State

    Delivery.objects.filter(state=State.WAITING, next_at__gt=timezone.now()).update(next_at=timezone.now())


def _is_unclear(ticket: str) -> bool:
    from hostdesk.outbox.models import Delivery
    from hostdesk.outbox.states import State

    return Delivery.objects.filter(ticket=ticket, kind="acknowledgement", state=State.UNCLEAR).exists()


def _unclear() -> int:
    from hostdesk.outbox.models import Delivery
    from hostdesk.outbox.states import State

    return Delivery.objects.filter(kind="acknowledgement", state=State.UNCLEAR).count()


def _messages() -> tuple[Counter[str], dict[str, str]]:
    """How often each token is a message from outside, and the number of its ticket."""
    from hostdesk.tickets.models import Message
    from hostdesk.tickets.models.message import Kind

    seen: Counter[str] = Counter()
    tickets: dict[str, str] = {}
    rows = Message.objects.filter(kind=Kind.IN).values_list("text", "ticket__number", "pk")
    for text, number, pk in rows:
        token = (_TOKEN.findall(text) or [f"message {pk}"])[0]
        seen[token] += 1
        tickets[token] = number
    return seen, tickets


def _acknowledgements() -> Counter[str]:
    from hostdesk.outbox.models import Delivery

    return Counter(Delivery.objects.filter(kind="acknowledgement").values_list("ticket", flat=True))


def _tokens(ledger: Ledger) -> set[str]:
    return {entry.token for entry in ledger.entries}
