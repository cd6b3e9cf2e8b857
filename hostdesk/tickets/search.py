"""Full-text search over messages, newest first: the same hits on SQLite (FTS5) and PostgreSQL (tsvector)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from hostdesk.accounts.models import Staff
from hostdesk.core import numbers
from hostdesk.lib.search_words import asked, kept, stems
from hostdesk.tickets.access import NotFound, ticket_for, visible_to
from hostdesk.tickets.models import Message, Ticket

_LONGEST = 200_000  # characters of a message that are searched
_FORMS = 500_000  # bytes of its words that are kept; a tsvector holds a megabyte
_TYPED = 200  # characters of a query that count
_WORDS = 8  # words of a query that count
_CHUNK, _CHUNKS = 1000, 20  # hits looked at together, and how often; then whoever searches should add a word


@dataclass(frozen=True, slots=True)
class Hit:
    """A ticket (the root, if it was merged) and the newest message of it that holds the words."""

    ticket: Ticket
    message: Message
    snippet: str


def search(staff: Staff, words: str, limit: int = 50) -> list[Hit]:
    """What `staff` may see that holds all the `words`, newest first; a ticket's number finds that ticket."""
    words = words[:_TYPED]
    query = _query(words)
    by_number = _by_number(staff, words)
    if by_number or not query:
        return by_number
    newest: dict[int, int] = {}  # message by root
    for message_ids in _chunks(query):
        for root, message in _visible(staff, message_ids):
            newest.setdefault(root, message)
        if len(newest) >= limit:
            break
    return _hits(dict(list(newest.items())[:limit]), words)


def add(message: Message) -> None:
    """Make a message findable, in the transaction that writes it."""
    add_many([message])


def add_many(messages: Iterable[Message]) -> None:
    """The same for many at once."""
    rows = [(message.pk, _words_of(message)) for message in messages]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO tickets_search(rowid, words) VALUES (%s, %s)",
                [(pk, " ".join(words)) for pk, words in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO tickets_search(message_id, words) VALUES (%s, array_to_tsvector(%s::text[]))",
                rows,
            )


def _words_of(message: Message) -> list[str]:
    said = f"{message.subject}\n{message.sender_name}\n{message.sender_address}\n{message.new_text}"
    found = sorted(kept(said[:_LONGEST]))
    room = _FORMS
    for place, form in enumerate(found):
        room -= len(form.encode())
        if room < 0:
            return found[:place]
    return found


def _query(words: str) -> str:
    """All words must occur, each as it stands, as a beginning, or with the same stem."""
    wanted = [sorted({f"{word}*", *stems(word)}) for word in asked(words)[:_WORDS]]
    if connection.vendor == "sqlite":
        return " AND ".join("(" + " OR ".join(_fts(form) for form in forms) + ")" for forms in wanted)
    return " & ".join("(" + " | ".join(_ts(form) for form in forms) + ")" for forms in wanted)


def _fts(form: str) -> str:
    return f'"{form[:-1]}"*' if form.endswith("*") else f'"{form}"'


def _ts(form: str) -> str:
    return f"'{form[:-1]}':*" if form.endswith("*") else f"'{form}'"


def _chunks(query: str) -> Iterator[list[int]]:
    """Ids of messages, newest first."""
    before = 2**62
    for _ in range(_CHUNKS):
        with connection.cursor() as cursor:
            cursor.execute(_SQL[connection.vendor], [query, before, _CHUNK])
            found = [row[0] for row in cursor.fetchall()]
        if found:
            yield found
        if len(found) < _CHUNK:
            return
        before = found[-1]


_SQL = {
    "sqlite": (
        "SELECT rowid FROM tickets_search WHERE tickets_search MATCH %s AND rowid < %s "
        "ORDER BY rowid DESC LIMIT %s"
    ),
    "postgresql": (
        "SELECT message_id FROM tickets_search WHERE words @@ %s::tsquery AND message_id < %s "
        "ORDER BY message_id DESC LIMIT %s"
    ),
}


def _visible(staff: Staff, message_ids: list[int]) -> Iterator[tuple[int, int]]:
    """Root and message, newest first, of those whose root `staff` may see; only keys are read."""
    ticket_of = dict(Message.objects.filter(pk__in=message_ids).values_list("pk", "ticket_id"))
    root_of = _roots(set(ticket_of.values()))
    seen = set(visible_to(staff).filter(pk__in=set(root_of.values())).values_list("pk", flat=True))
    for message in message_ids:
        root = root_of[ticket_of[message]]
        if root in seen:
            yield root, message


def _roots(tickets: set[int]) -> dict[int, int]:
    """The root of each ticket, one query for each step of merging."""
    above: dict[int, int | None] = {}
    level = tickets
    while level:
        above.update(Ticket.objects.filter(pk__in=level).values_list("pk", "merged_into_id"))
        level = {pk for pk in above.values() if pk is not None} - above.keys()
    roots = {}
    for ticket in tickets:
        root = ticket
        while (up := above[root]) is not None:
            root = up
        roots[ticket] = root
    return roots


def _hits(newest: dict[int, int], words: str) -> list[Hit]:
    shown = Ticket.objects.select_related("department", "assignee", "customer", "calendar")
    tickets = shown.in_bulk(newest)
    messages = Message.objects.select_related("ticket").defer("html", "text").in_bulk(newest.values())
    found = [(tickets[root], messages[message]) for root, message in newest.items()]
    return [Hit(ticket, message, _snippet(message, words)) for ticket, message in found]


def _by_number(staff: Staff, words: str) -> list[Hit]:
    exact = numbers.parse(words, settings.HOSTDESK["HOSTDESK_NUMBER_PREFIX"])
    try:
        ticket = ticket_for(staff, exact).root if exact else None
    except NotFound:
        return []
    message = ticket.messages.first() if ticket else None
    return [Hit(ticket, message, _snippet(message, ""))] if ticket and message else []


def _snippet(message: Message, words: str, width: int = 160) -> str:
    """The words in their surroundings, on one line."""
    text = " ".join(message.new_text[:20_000].split())
    first = next(
        (found.start() for word in words.split() if (found := re.search(re.escape(word), text, re.I))), 0
    )
    start = max(0, first - width // 3)
    return ("… " if start else "") + text[start : start + width] + (" …" if len(text) > start + width else "")
