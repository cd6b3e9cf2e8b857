"""Damage real-looking mails at random and see that the reader stands: run by hand, minutes or hours.

    python -m tools.fuzz_mail --minutes 20 --keep var/fuzz

What falls is written to the folder, made smaller, with its reason; it becomes a sample once it is mended.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from hostdesk.core.incoming import Incoming
from hostdesk.gateways.mail.caps import Reason
from hostdesk.gateways.mail.facts import Facts
from hostdesk.gateways.mail.reader_child import read

SAMPLES = Path(__file__).parents[1] / "tests" / "samples" / "mail"
SLOW_SECONDS = 2.0  # CPU; the cap on a mail is five times that
LONGEST = 200_000  # bytes; larger ones are the business of the poison tests
# What the reader looks for: in the wrong place it does the most harm.
WORDS = (
    b"\r\n",
    b"\n\n",
    b"\0",
    b"\x1b$B",
    b"\xff",
    b"=?utf-8?B?",
    b"?=",
    b"=?",
    b"--",
    b"--b--",
    b">",
    b"> ",
    b'"',
    b"(",
    b"<",
    b"@",
    b":",
    b";",
    b"*0*=utf-8''",
    b"begin 644 x\n",
    b"\nend\n",
    b"\nFrom: a@b\n",
    b"\nSubject: ",
    b"\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    b"\nContent-Type: text/html\n\n",
    b"<div>",
    b"</blockquote>",
    b"<blockquote type=cite>",
    b"<!--",
    b"\nContent-Transfer-Encoding: base64\n",
    b"=\n",
    b"\nFinal-Recipient: rfc822; ",
    b"\nStatus: 5.1.1\n",
    b"\nOn 1.2.2026 x wrote:\n",
    b"\nAm 1.2.2026 schrieb x:\n",
    b"\n-- \n",
    b"\nVon: a\nAn: b\nBetreff: c\n",
    b"charset=utf-7",
    b"charset=iso-2022-jp",
    b"charset=utf-16",
    b"format=flowed",
    b"application/ms-tnef",
    b"message/rfc822",
    b"\nAuto-Submitted: auto-replied",
    b"\nReturn-Path: <>\n",
    b"MAILER-DAEMON@",
    b"user unknown 550 5.1.1 <a@b.test>",
)

Change = Callable[[random.Random, bytes, list[bytes]], bytes]


def main() -> int:
    """Mutate until the time is over; 1 if anything fell."""
    options = _options()
    chance = random.Random(options.seed)  # noqa: S311 - repeatable, and nothing secret
    seeds = [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]
    known: set[str] = set()
    end, count = time.monotonic() + options.minutes * 60, 0
    while time.monotonic() < end:
        mail = mutated(chance, seeds)
        count += 1
        if (reason := fault(mail)) and reason not in known:
            known.add(reason)
            _keep(options.keep, reason, mail)
    print(f"{count} mails, {len(known)} faults, seed {options.seed}")  # noqa: T201 - a tool talks
    return 1 if known else 0


def mutated(chance: random.Random, seeds: list[bytes]) -> bytes:
    """A sample with one to eight changes."""
    mail = chance.choice(seeds)
    for _ in range(chance.randint(1, 8)):
        mail = chance.choice(_CHANGES)(chance, mail, seeds)
    return mail[:LONGEST]


def fault(mail: bytes) -> str:
    """Why this mail shows a fault of ours, "" if it does not."""
    started = time.process_time()
    found = read(mail, Facts(envelope_from="a@b.example.test"))
    if time.process_time() - started > SLOW_SECONDS:
        return "slow"
    if isinstance(found, Incoming):
        return _broken_promise(found)
    if found.reason in (Reason.CRASHED, Reason.MEMORY):
        return found.detail.strip()[-160:] or found.reason.value
    return ""


def _broken_promise(mail: Incoming) -> str:
    if bool(mail.new_text.strip()) != bool(mail.text.strip()):
        return "new text is empty though there is text"
    everything = "".join((mail.subject, mail.text, mail.html, mail.new_text, mail.sender.name))
    if "\0" in everything:
        return "a NUL came through"
    try:
        everything.encode()
    except UnicodeEncodeError:
        return "half a character came through"
    return ""


def _keep(folder: Path, reason: str, mail: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{abs(hash(reason)) % 10**8}.eml"
    path.write_bytes(_smaller(mail, reason))
    path.with_suffix(".txt").write_text(reason)
    print(f"{path}: {reason.splitlines()[-1]}", flush=True)  # noqa: T201 - a tool talks


def _smaller(mail: bytes, reason: str) -> bytes:
    """Without whatever pieces the fault does not need; at most 60 s are spent on it."""
    size, end = len(mail) // 2, time.monotonic() + 60
    while size >= 1 and time.monotonic() < end:
        position = 0
        while position < len(mail) and time.monotonic() < end:
            shorter = mail[:position] + mail[position + size :]
            if fault(shorter) == reason:
                mail = shorter
            else:
                position += size
        size //= 2
    return mail


def _insert(chance: random.Random, mail: bytes, seeds: list[bytes]) -> bytes:
    at = chance.randint(0, len(mail))
    return mail[:at] + chance.choice(WORDS) * chance.choice((1, 1, 1, 2, 50)) + mail[at:]


def _overwrite(chance: random.Random, mail: bytes, seeds: list[bytes]) -> bytes:
    at = chance.randint(0, len(mail))
    word = chance.choice(WORDS) if chance.random() < 0.5 else chance.randbytes(chance.randint(1, 8))
    return mail[:at] + word + mail[at + len(word) :]


def _cut(chance: random.Random, mail: bytes, seeds: list[bytes]) -> bytes:
    first, last = sorted((chance.randint(0, len(mail)), chance.randint(0, len(mail))))
    return mail[:first] + mail[last:] if chance.random() < 0.8 else mail[:last]


def _repeat(chance: random.Random, mail: bytes, seeds: list[bytes]) -> bytes:
    first, last = sorted((chance.randint(0, len(mail)), chance.randint(0, len(mail))))
    times = chance.choice((1, 2, 5, 200)) if last - first < 300 else 1
    return mail[:last] + mail[first:last] * times + mail[last:]


def _cross(chance: random.Random, mail: bytes, seeds: list[bytes]) -> bytes:
    other = chance.choice(seeds)
    return mail[: chance.randint(0, len(mail))] + other[chance.randint(0, len(other)) :]


def _shuffle(chance: random.Random, mail: bytes, seeds: list[bytes]) -> bytes:
    lines = mail.splitlines(keepends=True)
    if len(lines) < 2:
        return mail
    first, last = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[last] = lines[last], lines[first]
    return b"".join(lines)


_CHANGES: tuple[Change, ...] = (_insert, _overwrite, _cut, _repeat, _cross, _shuffle)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz"))
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
