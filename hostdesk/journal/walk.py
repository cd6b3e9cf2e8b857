"""Recomputing the chain, event by event."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from hostdesk.journal import chain
from hostdesk.journal.checks import Finding
from hostdesk.journal.reading import Columns, Row

Progress = Callable[[int], None]
_EVERY = 10_000  # events between two words about progress
_NAMED = 50  # findings that are named one by one


@dataclass(slots=True)
class Walked:
    """Where the chain ended, and the hashes met on the way at the numbers that were asked for."""

    count: int = 0
    seq: int = 0
    hash: bytes = chain.BEGINNING.encode()
    met: dict[int, str] = field(default_factory=dict)
    findings: int = 0

    @property
    def last_hash(self) -> str:
        """Of the last event, readable even if it is spoiled."""
        return self.hash.decode(errors="replace")


def walk(
    rows: Iterable[Row], walked: Walked, *, asked: Collection[int] = (), progress: Progress = lambda _: None
) -> Iterator[Finding]:
    """Yield what is wrong with the chain, in the order of the events; `walked` keeps the state all along."""
    for seq, columns in rows:
        if seq != walked.seq + 1 or not columns or columns[7] != walked.hash or not _is_true(seq, columns):
            for finding in _wrong(seq, columns, walked):
                walked.findings += 1
                if walked.findings <= _NAMED:
                    yield finding
        walked.count, walked.seq, walked.hash = walked.count + 1, seq, columns[8] if columns else b""
        if seq in asked:
            walked.met[seq] = walked.last_hash
        if not walked.count % _EVERY:
            progress(walked.count)
    if walked.findings > _NAMED:
        yield Finding(f"{walked.findings - _NAMED} further findings in the chain are not named one by one.")


def _is_true(seq: int, columns: Columns) -> bool:
    """The event matches its hash, and its payload the commitment to it."""
    about, kind, at, actor, payload, salt, commitment, prev_hash, stored_hash = columns
    if chain.commitment_of(salt, payload) != commitment.decode(errors="replace"):
        return False
    recomputed = chain.link_of(b"%d" % seq, about, kind, at, actor, commitment, prev_hash)
    return recomputed == stored_hash.decode(errors="replace")


def _wrong(seq: int, columns: Columns | None, walked: Walked) -> Iterator[Finding]:
    expected = walked.seq + 1
    if seq > expected:
        missing = f"Event {expected} is" if seq == expected + 1 else f"Events {expected} to {seq - 1} are"
        yield Finding(f"{missing} missing.", f"event {expected}", expected)
    elif seq < expected:
        yield Finding(f"Event {seq} stands out of order.", f"event {seq}", seq)
    elif columns and columns[7] != walked.hash:
        yield Finding(f"Event {seq} does not follow from event {seq - 1} as it is now.", f"event {seq}", seq)
    if not columns or not _is_true(seq, columns):
        yield Finding(f"Event {seq} was changed: it does not match its hash.", f"event {seq}", seq)
