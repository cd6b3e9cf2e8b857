"""The demo customers' mailboxes: folders of mails in HOSTDESK_HOME/demo, one folder an address."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

from django.conf import settings

RECEIVED, SENT = "in", "out"
_NAME = re.compile(r"(\d{16})-[0-9a-f]{12}-(in|out)")


@dataclass(frozen=True, slots=True)
class Kept:
    """One mail in a mailbox; `name` is its file without ending, `at` when it came or went (UTC)."""

    address: str
    name: str
    at: datetime
    is_sent: bool  # written by the customer

    @property
    def raw(self) -> bytes:
        """The mail as bytes."""
        return (_box(self.address) / f"{self.name}.eml").read_bytes()


def is_installed() -> bool:
    """Whether this home holds the demo: without it no page of the demo exists."""
    return (_folder() / "installed").is_file()


def mark_installed() -> None:
    """From now on this home holds the demo."""
    _folder().mkdir(parents=True, exist_ok=True)
    (_folder() / "installed").touch()


def keep(raw: bytes, addresses: Iterable[str], at: datetime, *, direction: str = RECEIVED) -> None:
    """Put a mail into the mailboxes of `addresses`; the same mail at the same time is kept once."""
    name = f"{int(at.timestamp() * 1_000_000):016d}-{hashlib.sha256(raw).hexdigest()[:12]}-{direction}"
    for address in addresses:
        box = _box(address.lower())
        box.mkdir(parents=True, exist_ok=True)
        (box / f"{name}.eml").write_bytes(raw)


def mails_of(address: str) -> list[Kept]:
    """Everything in one mailbox, the newest first."""
    return sorted(_mails(address), key=lambda kept: kept.name, reverse=True)


def find(address: str, name: str) -> Kept | None:
    """One mail of a mailbox by its name."""
    found = _NAME.fullmatch(name)
    if not found or not (_box(address) / f"{name}.eml").is_file():
        return None
    return _kept(address, found)


def addresses() -> list[str]:
    """Every address that has a mailbox by now."""
    return sorted(unquote(box.name) for box in (_folder() / "post").glob("*@*"))


def _mails(address: str) -> Iterator[Kept]:
    for file in _box(address).glob("*.eml"):
        found = _NAME.fullmatch(file.stem)
        if found:
            yield _kept(address, found)


def _kept(address: str, found: re.Match[str]) -> Kept:
    at = datetime.fromtimestamp(int(found[1]) / 1_000_000, UTC)
    return Kept(address, found[0], at, found[2] == SENT)


def _box(address: str) -> Path:
    # Quoted, so that an address can be no path; long ones are cut as file systems want it.
    return _folder() / "post" / quote(address.lower(), safe="@+-_")[:200].replace(".", "%2E")


def _folder() -> Path:
    return Path(settings.HOME) / "demo"
