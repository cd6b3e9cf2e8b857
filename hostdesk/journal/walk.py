"""Recomputing the chain, event by event."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from hostdesk.journal import chain
from hostdesk.journal.checks import Finding
from hostdesk.journal.reading import Row

Progress = Callable[[int], None]
_EVERY = 10_000  # events between two words about progress
_NAMED = 50  # findings that are named one by one


@dataclass(slots=True)
class Walked:
    """Where the chain ended, and the hashes met on the way at the numbers that were asked for."""

    count: int = 0
    seq: int = 0
    hash: str = chain.BEGINNING
    met: dict[int, str] = field(default_factory=dict)
    findings: int = 0


def walk(
    rows: Iterable[Row], walked: Walked, *, asked: Collection[int] = (), progress: Progress = lambda _: None
) -> Iterator[Finding]:
    """Yield what is wrong with the chain, in the order of the events; `walked` keeps the state all along."""
    for row in rows:
        seq, stored_hash = row[0], row[-1]
        if seq != walked.seq + 1 or row[-2] != walked.hash or not _is_true_to_its_hash(row):
            for finding in _wrong(row, walked):
                walked.findings += 1
                if walked.findings <= _NAMED:
                    yield finding
        walked.count, walked.seq, walked.hash = walked.count + 1, seq, stored_hash
        if seq in asked:
            walked.met[seq] = stored_hash
        if not walked.count % _EVERY:
            progress(walked.count)
    if walked.findings > _NAMED:
        yield Finding(f"{walked.findings - _NAMED} further findings in the chain are not named one by one.")


def _is_true_to_its_hash(row: Row) -> bool:
    try:
        seq, about, kind, at, actor, payload, salt, commitment, prev_hash, stored_hash = row
        if chain.commitment(salt, payload) != commitment:
            return False
        texts = (str(seq), about, kind, _instant(at), actor, commitment, prev_hash)
        return chain.link_of_texts(*texts) == stored_hash
    except (TypeError, ValueError, AttributeError):  # no text, no UTF-8, no point in time
        return False


def _instant(at: str) -> str:
    """SQLite's text as the chain writes it; only the one way in which Django stores it is accepted."""
    if at.endswith("+00:00"):
        return at
    parsed = datetime.fromisoformat(at)
    if str(parsed) != at:
        raise ValueError(at)
    return parsed.isoformat(timespec="microseconds") + "+00:00"


def _wrong(row: Row, walked: Walked) -> Iterator[Finding]:
    seq = row[0]
    expected = walked.seq + 1
    if seq > expected:
        missing = f"Event {expected} is" if seq == expected + 1 else f"Events {expected} to {seq - 1} are"
        yield Finding(f"{missing} missing.", f"event {expected}", expected)
    elif seq < expected:
        yield Finding(f"Event {seq} stands out of order.", f"event {seq}", seq)
    elif row[-2] != walked.hash:
        yield Finding(f"Event {seq} does not follow from event {seq - 1} as it is now.", f"event {seq}", seq)
    if not _is_true_to_its_hash(row):
        yield Finding(f"Event {seq} was changed: it does not match its hash.", f"event {seq}", seq)
