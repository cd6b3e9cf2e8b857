"""Sending through HylaFAX: a client of hfaxd (port 4559), which speaks a dialect of FTP.

Our own name for a fax travels as its JOBINFO and is looked for before a second try. The protocol is not
encrypted: the server belongs on this machine, or behind a tunnel.
"""

import contextlib
import ftplib
import io
import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from hostdesk.core.failures import PermanentFailure, TemporaryFailure
from hostdesk.gateways.fax.transport import Job, Progress
from hostdesk.outbox.outcomes import ReplyLost

_TIMEOUT = 30.0  # seconds
_PORT = 4559
_BETWEEN = "\x1f"
_FIELDS = "Jjapyds" + "z"  # tag, id, state, pages sent, in all, dials, status, time to send
_PROGRESS = {"R": Progress.SENDING, "D": Progress.SENT, "F": Progress.FAILED}  # all others wait (man hfaxd)
_LIVES = "000300"  # DDHHMM: three hours, then it gives up
_DIALS, _TRIES = 6, 3
_T = TypeVar("_T")
_ERRORS = (OSError, EOFError, ftplib.Error)


class HylaFax:
    """One signed-in connection to hfaxd; raises TemporaryFailure if there is none."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._ftp = ftplib.FTP()  # noqa: S321 - see above
        self._user = unquote(parts.username or "hostdesk")
        try:
            self._ftp.connect(parts.hostname or "127.0.0.1", parts.port or _PORT, timeout=_TIMEOUT)
            if self._ftp.sendcmd(f"USER {self._user}").startswith("331"):
                self._ftp.sendcmd(f"PASS {unquote(parts.password or '')}")
        except _ERRORS as error:
            self._ftp.close()
            raise TemporaryFailure(f"The fax server lets us not in: {error}.") from error

    def jobs(self) -> list[Job]:
        """Those in the queue, and those that ended since it was last swept."""

        def ask() -> list[Job]:
            self._ftp.sendcmd(f'JOBFMT "{_BETWEEN.join(f"%{letter}" for letter in _FIELDS)}"')
            lines: list[str] = []
            for queue in ("doneq", "sendq"):
                self._ftp.retrlines(f"LIST {queue}", lines.append)
            return [job for job in map(_job, lines) if job]

        return self._said(ask)

    def prepare(self, tag: str, number: str, pdf: bytes) -> str:
        """Upload the sheets and describe the job; nothing is sent before `submit`."""

        def ask() -> str:
            document = self._uploaded(pdf)
            found = re.search(r"jobid: (\d+)", self._ftp.sendcmd("JNEW"))
            if found is None:
                raise TemporaryFailure("The fax server gives no number to a new job.")
            for name, value in _parameters(self._user, tag, number):
                self._ftp.sendcmd(f"JPARM {name} {value}")
            self._ftp.sendcmd(f"JPARM DOCUMENT {document}")
            return found[1]

        return self._said(ask)

    def submit(self, job_id: str) -> None:
        """JSUBM; ReplyLost if we do not hear whether it was taken."""
        try:
            self._ftp.sendcmd("JSUBM")
        except ftplib.error_perm as error:
            raise PermanentFailure(f"The fax server refuses this fax: {error}.") from error
        except ftplib.error_temp as error:
            raise TemporaryFailure(f"The fax server takes no fax now: {error}.") from error
        except _ERRORS as error:
            raise ReplyLost(f"It is unknown whether the fax server took job {job_id}: {error}.") from error

    def close(self) -> None:
        """Hang up; a job that was not submitted is forgotten with the connection."""
        with contextlib.suppress(*_ERRORS):
            self._ftp.quit()
        self._ftp.close()

    def _uploaded(self, pdf: bytes) -> str:
        self._ftp.voidcmd("TYPE I")
        channel = self._ftp.transfercmd("STOT")
        with channel, io.BytesIO(pdf) as content:
            while piece := content.read(1 << 16):
                channel.sendall(piece)
        found = re.search(r"FILE: ([^\s)]+?)\)?\.?$", self._ftp.voidresp())
        if found is None:
            raise TemporaryFailure("The fax server does not say where it put our sheets.")
        return found[1].rstrip(").")

    def _said(self, ask: Callable[[], _T]) -> _T:
        try:
            return ask()
        except ftplib.error_perm as error:
            raise PermanentFailure(f"The fax server refuses this: {error}.") from error
        except _ERRORS as error:
            raise TemporaryFailure(f"The fax server does not answer: {error}.") from error


def _parameters(user: str, tag: str, number: str) -> list[tuple[str, str]]:
    return [
        ("FROMUSER", f'"{user}"'), ("DIALSTRING", f'"{number}"'), ("EXTERNAL", f'"{number}"'),
        ("JOBINFO", f'"{tag}"'), ("LASTTIME", _LIVES), ("MAXDIALS", str(_DIALS)), ("MAXTRIES", str(_TRIES)),
        ("SCHEDPRI", "127"), ("VRES", "196"), ("PAGEWIDTH", "209"), ("PAGELENGTH", "296"),
        ("NOTIFY", '"none"'), ("NOTIFYADDR", f'"{user}"'), ("PAGECHOP", '"default"'),
    ]  # fmt: skip


def _job(line: str) -> Job | None:
    parts = [one.strip() for one in line.split(_BETWEEN)]
    if len(parts) != len(_FIELDS) or not parts[0]:
        return None
    tag, job_id, state, pages, total, dials, status, next_try = parts
    return Job(
        tag, job_id, _PROGRESS.get(state, Progress.WAITING), _number(pages), _number(total),
        _number(dials), status, next_try,
    )  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
