"""How much of one mail we are ready to read; beyond it a person looks at the raw mail instead."""

from dataclasses import dataclass
from enum import StrEnum

# Python's own parser needs 48 s for 100,000 parts and 2.7 GB for one long subject, so every
# figure below is checked before the work that would hurt is begun.
MAIL_BYTES = 64 * 1024 * 1024  # more than the doors let in (HOSTDESK_MAX_MAIL_MB)
HEADER_BLOCK_BYTES = 256 * 1024
HEADER_BYTES = 16 * 1024
PARTS = 500
DEPTH = 30
ADDRESSES = 500
ENCODED_WORDS = 200
TEXT_CHARACTERS = 1024 * 1024
HTML_CHARACTERS = 512 * 1024  # what is turned into text; the HTML itself is kept up to TEXT_CHARACTERS
FILE_NAME_CHARACTERS = 180
WALL_SECONDS = 10.0
CPU_SECONDS_PER_MAIL = 10
MEMORY_BYTES = 512 * 1024 * 1024  # on top of what the reader needs when idle


class Reason(StrEnum):
    """Why a mail could not be shown; the raw mail is kept all the same."""

    TOO_LARGE = "too_large"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_DEEP = "too_deep"
    HEADER_TOO_LONG = "header_too_long"
    TOO_MANY_ADDRESSES = "too_many_addresses"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


class Exceeded(Exception):
    """The mail is over one of the caps; `reason` says which."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands in for an `Incoming` that could not be made: quarantine shows the raw mail to a person."""

    reason: Reason
    sender: str = ""  # as far as the first lines of the header tell; "" if they do not
    subject: str = ""
    message_id: str = ""
    detail: str = ""  # for the person who looks into it, never for the customer
