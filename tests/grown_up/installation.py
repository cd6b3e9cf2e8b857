"""Hostdesk as several processes on one home: started, killed and started anew, and all ended at the end."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from running import ROOT, Running

DOMAIN = "nordlicht.example.test"
SUPPORT, BILLING = f"support@{DOMAIN}", f"billing@{DOMAIN}"
_READY = 60  # seconds in which a process of a busy machine has started


class Part:
    """One process: "web", "work" or "lmtp", or "serve" for all of them."""

    def __init__(self, kind: str, settings: dict[str, str], before: Sequence[str] = ()) -> None:
        self.kind = kind
        self.running = Running(["-m", "hostdesk", kind], settings, before)

    @property
    def pages(self) -> str:
        """http://host:port of its pages."""
        return self.running.wait_for(r"pages at (http://\S+)", _READY)[1]

    @property
    def lmtp(self) -> tuple[str, int]:
        """Where it takes mail."""
        said = self.running.wait_for(r"LMTP listens on (\S+):(\d+)", _READY)
        return said[1], int(said[2])

    @property
    def is_alive(self) -> bool:
        return self.running.process.poll() is None

    def ready(self) -> "Part":
        """Itself, once others can use it."""
        self.running.wait_for("running: ", _READY)
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        self.running.process.send_signal(signal.SIGKILL)
        self.running.end()


class Installation:
    """Everything that runs on one HOSTDESK_HOME and one database; as a context it ends all of it."""

    def __init__(self, home: Path, before: Sequence[str] = (), **settings: str) -> None:
        self.home = home
        self.parts: list[Part] = []
        self.before = before
        self._settings = {
            "HOSTDESK_HOME": str(home),
            "DATABASE_URL": "",
            "HOSTDESK_DOMAIN": DOMAIN,
            "HOSTDESK_LISTEN": "127.0.0.1:0",
            "HOSTDESK_LMTP": "127.0.0.1:0",
            "HOSTDESK_ACK_GLOBAL_PER_MINUTE": "100000",
            "HOSTDESK_UNDO_SECONDS": "1",
            **settings,
        }

    def __enter__(self) -> "Installation":
        return self

    def __exit__(self, *problem: object) -> None:
        for part in self.parts:
            if part.is_alive:
                part.kill()

    def start(self, *kinds: str, **more: str) -> list[Part]:
        """One process each, at the same time; returns when all are ready. `more` are further settings."""
        new = [Part(kind, {**self._settings, **more}, self.before) for kind in kinds]
        self.parts += new
        return [part.ready() for part in new]

    def replace(self, part: Part) -> Part:
        """Another process instead of one that has died."""
        self.parts.remove(part)
        return self.start(part.kind)[0]

    def of(self, kind: str) -> list[Part]:
        """The processes of this kind."""
        return [part for part in self.parts if part.kind == kind]

    def run(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """`hostdesk …` to its end."""
        return self.python("-m", "hostdesk", *words, given=given)

    def python(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Our interpreter with the settings of this installation."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HOSTDESK_")}
        return subprocess.run(
            [*self.before, sys.executable, *words],
            env={**clean, **self._settings, "PYTHONPATH": str(ROOT)},
            input=given,
            capture_output=True,
            timeout=120,
            check=False,
        )

    def must(self, *words: str) -> None:
        """The same, and it must succeed."""
        done = self.python(*words)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()

    def said(self) -> str:
        """What all of them have logged, for the message of a failed assertion."""
        return "\n".join(f"--- {part.kind}\n{part.running.text[-3000:]}" for part in self.parts)


def whole(installation: Installation) -> None:
    """`hostdesk verify` finds nothing wrong."""
    found = installation.run("verify")
    assert found.returncode == 0, (found.stdout + found.stderr).decode()
