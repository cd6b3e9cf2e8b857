"""Full-text search over messages: German and English stems, umlauts written either way, newest first.

The words are cut and stemmed here, so that SQLite (FTS5) and PostgreSQL (tsvector) find exactly the same.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import Stemmer
from django.conf import settings
from django.db import connection

from hostdesk.accounts.models import Staff
from hostdesk.core import numbers
from hostdesk.tickets.access import NotFound, ticket_for, visible_to
from hostdesk.tickets.models import Message, Ticket

_LONGEST = 200_000  # characters of a message that are searched
_CHUNK = 400  # hits that are looked at together
_CHUNKS = 5  # then whoever searches should add a word
_WORD = re.compile(r"\w[\w.@-]*\w|\w")
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "ç": "c"})
_stemmers = threading.local()  # a stemmer may not be shared between threads


@dataclass(frozen=True, slots=True)
class Hit:
    """A ticket (the root, if it was merged) and the newest message of it that holds the words."""

    ticket: Ticket
    message: Message
    snippet: str


def search(staff: Staff, words: str, limit: int = 50) -> list[Hit]:
    """What `staff` may see that holds all the `words`, newest first; a ticket's number finds that ticket."""
    query = _query(words)
    by_number = _by_number(staff, words)
    if by_number or not query:
        return by_number
    hits: dict[int, Hit] = {}
    for message_ids in _chunks(query):
        for hit in _visible(staff, message_ids, words):
            hits.setdefault(hit.ticket.pk, hit)
        if len(hits) >= limit:
            break
    return list(hits.values())[:limit]


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
                [(pk, " ".join(sorted(words))) for pk, words in rows],
            )
        else:
            cursor.executemany(
                "INSERT INTO tickets_search(message_id, words) VALUES (%s, array_to_tsvector(%s::text[]))",
                [(pk, sorted(words)) for pk, words in rows],
            )


def _words_of(message: Message) -> set[str]:
    said = f"{message.subject}\n{message.sender_name}\n{message.sender_address}\n{message.new_text}"
    return {form for word in _cut(said[:_LONGEST]) for form in (word, *_stems(word))}


def _query(words: str) -> str:
    """All words must occur, each as it stands, as a beginning, or with the same stem."""
    wanted = [sorted({f"{word}*", *_stems(word)}) for word in dict.fromkeys(_cut(words[:200]))][:8]
    if connection.vendor == "sqlite":
        return " AND ".join("(" + " OR ".join(_fts(form) for form in forms) + ")" for forms in wanted)
    return " & ".join("(" + " | ".join(_ts(form) for form in forms) + ")" for forms in wanted)


def _fts(form: str) -> str:
    return f'"{form[:-1]}"*' if form.endswith("*") else f'"{form}"'


def _ts(form: str) -> str:
    return f"'{form[:-1]}':*" if form.endswith("*") else f"'{form}'"


def _chunks(query: str) -> Iterator[list[int]]:
    """Ids of messages, newest first."""
    sql = {
        "sqlite": (
            "SELECT rowid FROM tickets_search WHERE tickets_search MATCH %s AND rowid < %s "
            "ORDER BY rowid DESC LIMIT %s"
        ),
        "postgresql": (
            "SELECT message_id FROM tickets_search WHERE words @@ %s::tsquery AND message_id < %s "
            "ORDER BY message_id DESC LIMIT %s"
        ),
    }[connection.vendor]
    before = 2**62
    for _ in range(_CHUNKS):
        with connection.cursor() as cursor:
            cursor.execute(sql, [query, before, _CHUNK])
            found = [row[0] for row in cursor.fetchall()]
        if not found:
            return
        yield found
        before = found[-1]


def _visible(staff: Staff, message_ids: list[int], words: str) -> Iterator[Hit]:
    found = (
        Message.objects.filter(pk__in=message_ids)
        .select_related("ticket", "ticket__merged_into")
        .defer("html", "text")
    )
    messages = sorted(found, key=lambda one: -one.pk)
    roots = {one.pk: one.ticket.root for one in messages}
    shown = visible_to(staff).filter(pk__in={root.pk for root in roots.values()})
    tickets = {one.pk: one for one in shown.select_related("department", "assignee", "customer", "calendar")}
    for message in messages:
        ticket = tickets.get(roots[message.pk].pk)
        if ticket is not None:
            yield Hit(ticket, message, _snippet(message, words))


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


def _cut(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text.lower().translate(_FOLD)):
        word = found.group().strip(".-_")
        if not word:
            continue
        yield word[:60]
        if any(mark in word for mark in ".@-_"):
            yield from (part[:60] for part in re.split(r"[.@_-]+", word) if part)


def _stems(word: str) -> list[str]:
    if not hasattr(_stemmers, "both"):
        _stemmers.both = (Stemmer.Stemmer("german"), Stemmer.Stemmer("english"))
    return [stemmer.stemWord(word) for stemmer in _stemmers.both]
