"""Writing messages: the row, its files, and the digest by which the journal vouches for them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from hostdesk.core.incoming import File, Incoming
from hostdesk.journal.chain import instant
from hostdesk.journal.record import is_writing
from hostdesk.lib import blobs, rows
from hostdesk.tickets.models import Attachment, Kind, Message, Ticket
from hostdesk.tickets.storable import ADDRESS, NAME, SUBJECT, file_fields, known_id

_DIGESTED = (
    "ticket_id", "kind", "channel", "key", "author_id", "sender_address", "sender_name", "to", "cc",
    "subject", "text", "new_text", "html", "message_id", "references", "language", "robot", "bounce",
    "authentication", "joined_because", "notes", "raw_sha256", "delivery_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An attachment whose content is already a blob; size in bytes."""

    name: str
    content_type: str
    size: int
    sha256: str
    content_id: str = ""
    is_inline: bool = False


def store_files(files: Iterable[File]) -> list[StoredFile]:
    """Put the contents on the disk, before the transaction that will refer to them."""
    return [
        StoredFile(size=one.size, sha256=_kept(one), is_inline=one.is_inline, **file_fields(one))
        for one in files
    ]


def write(message: Message, files: Iterable[StoredFile] = ()) -> Message:
    """Insert a message and its files, once and for good; to be called inside `journal.writing()`."""
    files = list(files)
    message.digest = digest(message, files)
    rows.insert(message)
    for file in files:
        rows.insert(Attachment(message=message, **asdict(file)))
    return message


def digest(message: Message, files: Iterable[StoredFile | Attachment]) -> str:
    """SHA-256 over what was said, by whom, to whom, with which files."""
    said: dict[str, Any] = {name: getattr(message, name) for name in _DIGESTED}
    said["at"] = instant(message.at)
    said["files"] = sorted([file.sha256, file.name, file.content_type, file.size] for file in files)
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def from_incoming(incoming: Incoming, ticket: Ticket) -> Message:
    """The row for a message from outside; not saved yet."""
    return Message(
        ticket=ticket,
        kind=Kind.IN,
        channel=incoming.channel,
        key=incoming.key,
        sender_address=incoming.sender.address.lower()[:ADDRESS],
        sender_name=incoming.sender.name[:NAME],
        to=[[one.address, one.name] for one in incoming.to],
        cc=[[one.address, one.name] for one in incoming.cc],
        subject=incoming.subject[:SUBJECT],
        text=incoming.text,
        new_text=incoming.new_text,
        html=incoming.html,
        language=incoming.language,
        message_id=known_id(incoming.message_id),
        references=list(incoming.references),
        robot=incoming.robot,
        bounce=asdict(incoming.bounce) if incoming.bounce else None,
        authentication=_authentication(incoming),
        notes=list(incoming.notes),
    )


def _authentication(incoming: Incoming) -> dict[str, Any]:
    """The verdicts, and the keys that they rest on: a key in the DNS is gone when somebody asks for proof."""
    found: dict[str, Any] = {name: str(one) for name, one in asdict(incoming.authentication).items()}
    if incoming.dkim_keys:
        found["dkim_keys"] = [list(key) for key in incoming.dkim_keys]
    return found


def _kept(file: File) -> str:
    # Nobody waits for the disk within a transaction: who begins it (gateways) stores the files first.
    if is_writing() and blobs.exists(file.sha256):
        return file.sha256
    return blobs.store(file.content)
