"""The reader process: reads mails from its standard input, one after the other, under hard limits."""

import json
import resource
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from hostdesk.core.incoming import Incoming
from hostdesk.gateways.mail import caps, wire
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.parse import parse
from hostdesk.gateways.mail.stub import stub
from hostdesk.lib import language


def main() -> int:
    """Serve until the desk closes the pipe; 3 after running out of memory, so that a fresh one follows."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    language.of("Die Sprache wird einmal geladen, nicht mit jeder Mail.")
    _limit_for_good()
    _send(answers, wire.frame({"ready": True}))
    while head := requests.read(wire.HEAD_BYTES):
        facts_size, raw_size = wire.lengths(head)
        facts = wire.to_facts(json.loads(requests.read(facts_size)))
        _limit_seconds()
        result = read(requests.read(raw_size), facts)
        _send(answers, wire.from_result(result))
        if isinstance(result, Unreadable) and result.reason is Reason.MEMORY:
            return 3
    return 0


def read(raw: bytes, facts: Facts) -> Incoming | Unreadable:
    """One mail, whatever it does."""
    try:
        return parse(raw, facts)
    except caps.Exceeded as error:
        return stub(raw, error.reason)
    except MemoryError:
        return stub(raw, Reason.MEMORY)
    except Exception:  # noqa: BLE001 - kept for the person who looks into the quarantine
        return stub(raw, Reason.CRASHED, traceback.format_exc()[-4000:])


def _limit_for_good() -> None:
    """No memory beyond the cap, no core dumps, and no writing of files: a reader only reads."""
    allowed = _address_space() + caps.MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_seconds() -> None:
    """The kernel's own stopwatch, should the desk's fail; it counts the life of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + caps.CPU_SECONDS_PER_MAIL + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _address_space() -> int:
    """Bytes of address space in use (Linux); elsewhere a guess on the safe side."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 512 * 1024 * 1024
    return int(status.read_text().split()[0]) * resource.getpagesize()


def _send(answers: BinaryIO, pieces: list[bytes]) -> None:
    for piece in pieces:
        answers.write(piece)
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
