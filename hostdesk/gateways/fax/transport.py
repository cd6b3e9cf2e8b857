"""What a way out for faxes must be able to do; HylaFAX is the first (hylafax_out)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Progress(StrEnum):
    """Where a job stands at the fax server; the last two are the end."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One fax as the server sees it; `tag` is our own name for it."""

    tag: str
    job_id: str
    progress: Progress
    pages: int = 0
    total: int = 0
    dials: int = 0
    status: str = ""  # the server's words
    next_try: str = ""  # the server's words, "13:10"


class FaxTransport(Protocol):
    """A connection; every method may raise TemporaryFailure, `submit` also outbox.ReplyLost."""

    def jobs(self) -> list[Job]:
        """All jobs it remembers that bear a tag."""

    def prepare(self, tag: str, number: str, pdf: bytes) -> str:
        """Hand over everything but the last word; the job's id."""

    def submit(self, job_id: str) -> None:
        """The last word: from now on it may be sent."""

    def close(self) -> None:
        """Hang up."""
