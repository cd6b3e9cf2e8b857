"""The machine-readable delivery report (RFC 3464)."""

import re
from collections.abc import Iterator

from hostdesk.core.incoming import Bounce
from hostdesk.gateways.mail import charsets

_FIELD = re.compile(r"^([A-Za-z][\w-]{1,60})[ \t]*:[ \t]*(.*)$")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ADDRESS = re.compile(r"(?<!\S)<?([^\s<>;,\"@:][^\s<>;,\"@]*@[^\s<>;,\":]+)")
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")
_BY_CLASS = {"5": "failed", "4": "delayed", "2": "delivered"}
_BROKEN = {
    "failure": "failed",
    "error": "failed",
    "fail": "failed",
    "undeliverable": "failed",
    "delay": "delayed",
    "expired": "failed",
    "transient-failure": "delayed",
}


def read(raw: bytes) -> list[Bounce]:
    """One `Bounce` per recipient group of the report."""
    text = charsets.decode(raw).replace("\r\n", "\n").replace("\r", "\n")
    return [bounce for group in _groups(text) if (bounce := _bounce(group))]


def _groups(text: str) -> Iterator[dict[str, str]]:
    """Field groups between blank lines; a second Final-Recipient opens a group, blank line or not."""
    group: dict[str, str] = {}
    last = ""
    for line in text.split("\n"):
        match = _FIELD.match(line)
        if line[:1] in (" ", "\t") and last and line.strip():
            group[last] += " " + line.strip()
        elif match:
            last = match.group(1).lower()
            if last == "final-recipient" and last in group:
                yield group
                group = {}
            group.setdefault(last, match.group(2).strip())
        elif not line.strip() and group and _is_recipient(group) and not _is_split(group):
            yield group
            group, last = {}, ""
    if group:
        yield group


def _is_recipient(group: dict[str, str]) -> bool:
    return "final-recipient" in group or "original-recipient" in group


def _is_split(group: dict[str, str]) -> bool:
    """Some servers put a blank line into the middle of a group."""
    return "action" not in group and "status" not in group


def _bounce(group: dict[str, str]) -> Bounce | None:
    address = _address(group)
    if not address and "action" not in group:
        return None
    diagnostic = re.sub(r"^[\w-]+\s*;\s*", "", group.get("diagnostic-code", ""))
    match = _STATUS.search(group.get("status", ""))
    status = match.group(1) if match else ""
    action = (re.findall(r"[a-z-]+", group.get("action", "").lower()) or [""])[0]
    action = _BROKEN.get(action, action)
    if action not in _ACTIONS:
        action = _BY_CLASS.get(status[:1], "failed")
    written_to = _first_address(group.get("original-recipient", ""))
    return Bounce(address, status, action, diagnostic, written_to=written_to if written_to != address else "")


def _address(group: dict[str, str]) -> str:
    """The address as we may know it: Final-Recipient, else Original-Recipient."""
    for name in ("final-recipient", "original-recipient", "x-actual-recipient"):
        if address := _first_address(group.get(name, "")):
            return address
    return group.get("final-recipient", "").split(";", 1)[-1].strip(' <>"').lower()


def _first_address(value: str) -> str:
    match = _ADDRESS.search(value.split(";", 1)[-1])
    return match.group(1).strip(".'").lower() if match else ""
