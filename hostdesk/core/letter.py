"""One letter on its way out, complete and frozen: what is stored is what is sent, at every attempt."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from hostdesk.core.incoming import Address


@dataclass(frozen=True, slots=True)
class LetterFile:
    """An attachment of a letter; its bytes are a blob, found by `sha256`."""

    name: str
    content_type: str
    size: int  # bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a channel needs to deliver; ids stand without angle brackets."""

    sender: Address
    to: tuple[Address, ...]
    subject: str
    text: str  # the body as the agent wrote it, readable as it stands
    message_id: str = ""  # made before the first attempt, the same at every repetition
    html: str = ""  # the body only, without frame; "" makes it from `text` as Markdown
    signature: str = ""  # lines of the department, beneath the body
    imprint: str = ""  # the small print about the firm
    cc: tuple[Address, ...] = ()
    files: tuple[LetterFile, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_to: str = ""  # our signed reply address; "" means the sender's
    envelope_from: str = ""  # where bounces go; "" is the null return path
    is_automatic: bool = False  # asks other robots to stay silent (RFC 3834)
    language: str = "de"

    @property
    def recipients(self) -> tuple[str, ...]:
        """Every address once, To before Cc."""
        return tuple(dict.fromkeys(one.address for one in (*self.to, *self.cc)))


def to_json(letter: Letter) -> dict[str, Any]:
    """The letter as plain values for a JSON column."""
    return asdict(letter)


def from_json(stored: dict[str, Any]) -> Letter:
    """The letter back from `to_json`; a field that an older version did not know gets its default."""
    known = {name: value for name, value in stored.items() if name in _NAMES}
    return Letter(
        **{
            **known,
            "sender": Address(**stored["sender"]),
            "to": tuple(Address(**one) for one in stored["to"]),
            "cc": tuple(Address(**one) for one in stored.get("cc", ())),
            "files": tuple(LetterFile(**one) for one in stored.get("files", ())),
            "references": tuple(stored.get("references", ())),
        }
    )


_NAMES = {field.name for field in fields(Letter)}
