"""A reply by fax: the sheets are made when it is written, so that what was looked at is what is sent."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from hostdesk.core.incoming import File
from hostdesk.core.letter import Letter, LetterFile
from hostdesk.tickets.messages import StoredFile, store_files
from hostdesk.tickets.models import Ticket

NAME, TYPE = "fax.pdf", "application/pdf"


@dataclass(frozen=True, slots=True)
class ByFax:
    """Where to, and who sets the sheets (`pdf`)."""

    number: str  # E.164
    pdf: Callable[[Ticket, Letter], bytes]


def on_sheets(by_fax: ByFax, root: Ticket, letter: Letter) -> tuple[Letter, StoredFile]:
    """The letter with its sheets as its only file."""
    content = by_fax.pdf(root, letter)
    made = File(NAME, TYPE, content, hashlib.sha256(content).hexdigest())
    stored = store_files([made])[0]
    file = LetterFile(stored.name, stored.content_type, stored.size, stored.sha256)
    return replace(letter, files=(file,), cc=(), html=""), stored
