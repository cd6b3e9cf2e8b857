"""`hostdesk verify`: the chain, the triggers, the anchors, and whatever every app has to add."""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import DatabaseError, connection

from hostdesk.journal import checks, reading, schema
from hostdesk.journal.anchor import Anchor
from hostdesk.journal.checks import Finding
from hostdesk.journal.walk import Progress, Walked, walk

_CUT = (
    "The record ends with event {now}, but it had {then} events when the anchor was written:"
    " its end was cut off, or an older database was restored."
)
_REWRITTEN = (
    "Event {seq} is not the one that the anchor saw:"
    " the record was rewritten, or an older database was restored and continued."
)


@dataclass(slots=True)
class Report:
    """What was looked at and what was found; `events` were counted, `last_hash` ends the chain."""

    events: int = 0
    last_seq: int = 0
    last_hash: str = ""
    checks: list[str] = field(default_factory=list)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    unchecked: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def first_bad_seq(self) -> int | None:
        """The number of the first event that is not as it was written."""
        return min((f.seq for _, f in self.findings if f.seq is not None), default=None)

    @property
    def exit_code(self) -> int:
        """0 fine, 1 something found, 2 something could not be checked."""
        return 1 if self.findings else 2 if self.unchecked else 0


def verify(anchors: Sequence[Anchor] = (), progress: Progress = lambda _: None, own_key: str = "") -> Report:
    """Look at everything, to the end, whatever is found on the way; `own_key` signs this house's anchors."""
    began, report, walked = time.monotonic(), Report(), Walked()
    asked = {anchor.seq for anchor in anchors}
    _look(report, "chain", lambda: walk(reading.rows(), walked, asked=asked, progress=progress), walked)
    _look(report, "triggers", schema.findings)
    if anchors and not report.unchecked:
        _look(report, "anchors", lambda: _against(anchors, walked, own_key))
    for name, check in checks.registered():
        _look(report, name, check)
    report.events, report.last_seq, report.last_hash = walked.count, walked.seq, walked.last_hash
    report.seconds = time.monotonic() - began
    return report


def _look(
    report: Report, name: str, check: Callable[[], Iterable[Finding]], walked: Walked | None = None
) -> None:
    report.checks.append(name)
    try:
        for finding in check():
            report.findings.append((name, finding))
    except Exception as error:  # noqa: BLE001 - every check gets its turn; the person sees what went wrong
        if not _is_damage(error):
            report.unchecked.append((name, "".join(traceback.format_exception(error)).strip()))
            return
        after = walked.seq + 1 if walked else None
        where = f"event {after}" if after else ""
        report.findings.append((name, Finding(f"The database is damaged here: {error}.", where, after)))


def _is_damage(error: Exception) -> bool:
    """SQLITE_CORRUPT and SQLITE_NOTADB, or class XX of PostgreSQL's error codes."""
    cause = error.__cause__
    if not isinstance(error, DatabaseError) or cause is None:
        return False
    if connection.vendor == "sqlite":
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in (11, 26)
    return str(getattr(cause, "sqlstate", "")).startswith("XX")


def _against(anchors: Iterable[Anchor], walked: Walked, own_key: str) -> Iterator[Finding]:
    for anchor in anchors:
        where = f"anchor of {anchor.at}"
        if own_key and anchor.key != own_key:
            yield Finding("The anchor was not signed by this installation.", where)
        if anchor.seq > walked.seq:
            yield Finding(_CUT.format(now=walked.seq, then=anchor.seq), where, walked.seq + 1)
        elif anchor.seq and walked.met.get(anchor.seq) != anchor.hash:
            yield Finding(_REWRITTEN.format(seq=anchor.seq), where)
