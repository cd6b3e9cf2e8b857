"""Reads mails in a process of its own, so that no mail can stall or exhaust the desk.

One child a thread, started when first needed and kept; a mail that takes it down costs this mail only.
"""

import json
import os
import select
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

from hostdesk.core.failures import TemporaryFailure
from hostdesk.core.incoming import Incoming
from hostdesk.gateways.mail import caps, wire
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.stub import stub

_START_SECONDS = 60.0  # a busy machine may take its time to load the language model
_ROOT = Path(__file__).parents[3]
_of_thread = threading.local()


def read(raw: bytes, facts: Facts, seconds: float = caps.WALL_SECONDS) -> Incoming | Unreadable:
    """The mail, or by which name it could not be read; never raises for what a mail contains.

    Raises TemporaryFailure if no reader process can be started: then no mail is to blame.
    """
    if len(raw) > caps.MAIL_BYTES:
        return stub(raw, Reason.TOO_LARGE)
    for _ in range(2):
        child = _child()
        try:
            return _noted(child.ask(raw, facts, seconds))
        except _DiedIdle:
            close()  # ended since the last mail; this one is innocent
        except TimeoutError:
            close()
            return stub(raw, Reason.TIMEOUT)
        except (EOFError, KeyError, TypeError, ValueError) as error:
            close()
            return stub(raw, Reason.CRASHED, f"the reader process ended: {type(error).__name__} {error}")
    raise TemporaryFailure("the mail reader ends before it is asked")


def close() -> None:
    """End this thread's reader process, if there is one; the next `read` starts another."""
    child = getattr(_of_thread, "child", None)
    if child is not None:
        _of_thread.child = None
        child.end()


def _noted(result: Incoming | Unreadable) -> Incoming | Unreadable:
    """A child that ran out of memory ends itself; the next mail must not meet it on its way out."""
    if isinstance(result, Unreadable) and result.reason is Reason.MEMORY:
        close()
    return result


class _DiedIdle(Exception):
    """The child was gone before it heard of this mail."""


def _child() -> "_Child":
    child: _Child | None = getattr(_of_thread, "child", None)
    # After a fork both processes would talk to one reader and could get each other's mails.
    if child is None or child.owner != os.getpid():
        child = _of_thread.child = _Child()
    return child


class _Child:
    """One reader process and its two pipes."""

    def __init__(self) -> None:
        # An environment of its own: the reader has no use for the desk's secrets.
        self._process = subprocess.Popen(  # our own interpreter, our own module
            [sys.executable, "-m", "hostdesk.gateways.mail.reader_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            bufsize=0,
        )
        assert self._process.stdin is not None  # noqa: S101 - for the type checker
        assert self._process.stdout is not None  # noqa: S101 - for the type checker
        self._in, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)
        self.end = weakref.finalize(self, _end, self._process)
        self._is_ready = False
        self.owner = os.getpid()

    def ask(self, raw: bytes, facts: Facts, seconds: float) -> Incoming | Unreadable:
        """Hand over one mail and wait for the answer; raises TimeoutError, EOFError or _DiedIdle."""
        self._wait_until_ready()
        deadline = time.monotonic() + seconds
        if self._process.poll() is not None:
            raise _DiedIdle
        try:
            for piece in wire.frame(wire.from_facts(facts), raw):
                self._write(piece, deadline)
        except BrokenPipeError:
            raise _DiedIdle from None
        return wire.to_result(*self._answer(deadline))

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        try:
            self._answer(time.monotonic() + _START_SECONDS)
        except (TimeoutError, EOFError, ValueError) as error:
            close()
            raise TemporaryFailure(f"the mail reader does not start: {error}") from error
        self._is_ready = True

    def _answer(self, deadline: float) -> tuple[dict[str, object], bytes]:
        head_size, blob_size = wire.lengths(self._read(wire.HEAD_BYTES, deadline))
        if head_size + blob_size > 8 * caps.MAIL_BYTES:
            raise ValueError("an answer larger than any mail")
        return json.loads(self._read(head_size, deadline)), self._read(blob_size, deadline)

    def _write(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            _wait(deadline, write=self._in)
            rest = rest[os.write(self._in, rest[: 1 << 20]) :]

    def _read(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            _wait(deadline, read=self._out)
            chunk = os.read(self._out, min(size - len(data), 1 << 20))
            if not chunk:
                raise EOFError(f"exit code {self._process.wait(5)}")
            data += chunk
        return bytes(data)


def _wait(deadline: float, *, read: int | None = None, write: int | None = None) -> None:
    poll = select.poll()  # not select(): a busy desk has descriptors above 1024
    if read is not None:
        poll.register(read, select.POLLIN | select.POLLHUP)
    if write is not None:
        poll.register(write, select.POLLOUT | select.POLLERR)
    rest = deadline - time.monotonic()
    if rest <= 0 or not poll.poll(rest * 1000):
        raise TimeoutError


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()
