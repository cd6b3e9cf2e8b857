"""The world around a desk that is killed again and again: senders with a ledger, the desk, a mail sink."""

import contextlib
import json
import logging
import os
import random
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ROOT = Path(__file__).parent.parent
DOMAIN = "nordlicht.example.test"
TO = [f"support@{DOMAIN}", f"sales@{DOMAIN}", f"billing@{DOMAIN}", f"nobody-yet@{DOMAIN}"]


@dataclass
class Entry:
    """One mail as its sender knows it: whether and how often the desk said that it has it."""

    token: str
    sender: str
    raw: bytes
    recipients: list[str]
    tries: int = 0
    accepted: int = 0


@dataclass
class Ledger:
    """What all senders have sent; kept outside the desk, it is the judge."""

    seed: int
    entries: list[Entry] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def new(self, chance: random.Random) -> Entry:
        """A mail like no other, from a customer of its own, for one or two departments."""
        with self._lock:
            number = len(self.entries)
            token, sender = f"token-{self.seed}-{number:06}", f"customer-{number}@hosted.example.test"
            recipients = chance.sample(TO, chance.choice([1, 1, 1, 2]))
            entry = Entry(token, sender, _mail(token, sender, recipients, chance), recipients)
            self.entries.append(entry)
            return entry


class Sink:
    """The mail server that takes our letters; it remembers every one."""

    def __init__(self) -> None:
        self.letters: dict[str, list[str]] = defaultdict(list)  # recipient -> Message-IDs in their order
        self.port = free_port()
        self._controller = Controller(self, "127.0.0.1", self.port, enable_SMTPUTF8=True)
        self._controller.start()
        logging.getLogger("mail.log").setLevel(logging.WARNING)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take it."""
        mail = message_from_bytes(envelope.content or b"")
        for recipient in envelope.rcpt_tos:
            self.letters[recipient].append(str(mail["Message-ID"]).strip())
        return "250 2.0.0 Ok"

    def stop(self) -> None:
        """Hang up."""
        self._controller.stop()


class Child:
    """A process of the nursery, with the few verbs of `subprocess.Popen` that are needed here."""

    def __init__(self) -> None:
        self.pid = 0
        self._is_born, self._has_ended = threading.Event(), threading.Event()
        self._code = 0

    def told(self, answer: dict[str, int]) -> None:
        """News from the nursery."""
        self.pid = answer.get("pid", self.pid)
        self._is_born.set()
        if "code" in answer:
            self._code = answer["code"]
            self._has_ended.set()

    def poll(self) -> int | None:
        """Its exit code, None while it lives."""
        return self._code if self._has_ended.is_set() else None

    def wait(self, seconds: float = 60) -> int:
        """Its exit code, once it has ended."""
        if not self._has_ended.wait(seconds):
            raise TimeoutError(f"process {self.pid} has not ended after {seconds} s")
        return self._code

    def signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        self._is_born.wait(60)
        if not self._has_ended.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nursery:
    """Where the desk's processes come from, see crash_nursery.py."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, str(ROOT / "bench" / "crash_nursery.py")]
        self._process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._children: dict[int, Child] = {}
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    def child(self, words: list[str], environ: dict[str, str], output: Path, stdin: str = "") -> Child:
        """Start `hostdesk WORDS`."""
        with self._lock:
            child, number = Child(), len(self._children)
            self._children[number] = child
            request = {
                "id": number,
                "words": words,
                "environ": environ,
                "stdin": stdin,
                "output": str(output),
            }
            assert self._process.stdin
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        return child

    def close(self) -> None:
        """No more children."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            answer = json.loads(line)
            self._children[answer["id"]].told(answer)


class Desk:
    """`hostdesk serve`, started and killed as often as you like."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.home = Path(environment["HOSTDESK_HOME"])
        self._nursery: Nursery | None = None
        self._process: Child | None = None

    def start(self, failpoint: str = "") -> None:
        """Begin; it takes mail a little later."""
        self._process = self._child(["serve"], failpoint)

    def has_ended(self) -> bool:
        """Whether it is dead."""
        return self._process is None or self._process.poll() is not None

    def kill(self) -> None:
        """SIGKILL, as a power cut for this process alone."""
        if self._process:
            self._process.signal(signal.SIGKILL)
            self._process.wait()

    def stop(self) -> int:
        """Ask it to end; returns its exit code."""
        assert self._process
        self._process.signal(signal.SIGTERM)
        return self._process.wait(60)

    def close(self) -> None:
        """Kill it, and nobody follows."""
        self.kill()
        if self._nursery:
            self._nursery.close()

    def is_listening(self) -> bool:
        """Whether its LMTP door is open."""
        try:
            socket.create_connection(("127.0.0.1", self.lmtp_port), timeout=1).close()
        except OSError:
            return False
        return True

    @property
    def lmtp_port(self) -> int:
        """Of its LMTP door."""
        return int(self.environment["HOSTDESK_LMTP"].rpartition(":")[2])

    def receive(self, entry: Entry, failpoint: str = "") -> int:
        """Hand a mail to `hostdesk receive`, whether the desk runs or not; returns the exit code."""
        words = [word for one in entry.recipients for word in ("--recipient", one)]
        mail = self.home / f"{entry.token}.eml"
        mail.write_bytes(entry.raw)
        code = self._child(["receive", "--sender", entry.sender, *words], failpoint, str(mail)).wait(120)
        mail.unlink()
        return code

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Any other command, to its end."""
        command = [sys.executable, "-m", "hostdesk", *words]
        return subprocess.run(command, env=self._full(), capture_output=True, text=True, check=False)

    def _child(self, words: list[str], failpoint: str, stdin: str = "") -> Child:
        if self._nursery is None:
            self._nursery = Nursery(self._full())
        environ = {"HOSTDESK_FAILPOINT": failpoint}
        return self._nursery.child(words, environ, self.home / "desk.log", stdin)

    def _full(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HOSTDESK_")}
        return clean | self.environment | {"PYTHONPATH": str(ROOT)}


class Sender(threading.Thread):
    """Sends mail after mail; each again and again until the desk has said that it has it, some once more."""

    def __init__(self, number: int, desk: Desk, ledger: Ledger, deliver: Callable[[Entry], bool]) -> None:
        super().__init__(name=f"sender-{number}", daemon=True)
        self._chance = random.Random(f"{ledger.seed}-{number}")
        self._desk, self._ledger, self._deliver = desk, ledger, deliver
        self.stopping = threading.Event()

    def run(self) -> None:
        """Until asked to stop; a mail once begun is always brought to its end."""
        while not self.stopping.is_set():
            entry = self._ledger.new(self._chance)
            self._until_accepted(entry)
            if self._chance.random() < 0.15:  # the answer was lost on the way, as far as this sender knows
                self._until_accepted(entry)
            self.stopping.wait(self._chance.uniform(0.05, 0.6))

    def _until_accepted(self, entry: Entry) -> None:
        while True:
            entry.tries += 1
            if self._deliver(entry):
                entry.accepted += 1
                return
            time.sleep(self._chance.uniform(0.1, 0.4))


def by_lmtp(desk: Desk) -> Callable[[Entry], bool]:
    """Hand in by LMTP; accepted is only what has a 250 for every recipient."""

    def deliver(entry: Entry) -> bool:
        try:
            with smtplib.LMTP("127.0.0.1", desk.lmtp_port, timeout=70) as peer:
                peer.ehlo("mx.example.test")
                answers = [peer.mail(entry.sender)[0]]
                answers += [peer.rcpt(one)[0] for one in entry.recipients]
                answers += [peer.data(entry.raw)[0]]
                answers += [peer.getreply()[0] for _ in entry.recipients[1:]]
                return all(code == 250 for code in answers)
        except (OSError, smtplib.SMTPException):
            return False

    return deliver


def by_pipe(desk: Desk, failpoints: list[str], seed: int) -> Callable[[Entry], bool]:
    """Hand in by `hostdesk receive`, which is itself killed every third time."""
    chance = random.Random(f"{seed}-pipe")

    def deliver(entry: Entry) -> bool:
        return desk.receive(entry, chance.choice(failpoints) if chance.random() < 1 / 3 else "") == 0

    return deliver


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def _mail(token: str, sender: str, recipients: list[str], chance: random.Random) -> bytes:
    ids = f"Message-ID: <{token}@hosted.example.test>\nDate: Mon, 16 Nov 2026 09:00:00 +0100\n"
    head = f"From: Customer <{sender}>\nTo: {', '.join(recipients)}\nSubject: Help needed\n"
    body = f"Good morning,\n\nour shop is down. {token}\n" + "More about it.\n" * chance.choice([0, 10, 5000])
    return (head + (ids if chance.random() < 0.9 else "") + "\n" + body).replace("\n", "\r\n").encode()
