"""What one version of a text says, before it is a row."""

import hashlib
import json
from dataclasses import asdict, dataclass

from hostdesk.knowledge.models import Unsaved, Version
from hostdesk.lib import storable

LONGEST = 200_000  # characters of a body; beyond it nobody reads, and the preview would be slow
_LENGTHS = {"title": 200, "summary": 300, "keywords": 500, "body": LONGEST}


@dataclass(frozen=True, slots=True)
class Content:
    """Title, one sentence, words to be found by, and the body in Markdown."""

    title: str
    summary: str = ""
    keywords: str = ""
    body: str = ""

    @property
    def sha256(self) -> str:
        """What the journal keeps of it."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    @property
    def too_long(self) -> list[str]:
        """The fields that hold more than they may."""
        return [name for name, most in _LENGTHS.items() if len(getattr(self, name)) > most]


def clean(content: Content) -> Content:
    """As it is kept: one kind of line ends, no blanks around, nothing that a database refuses."""
    return Content(**{name: storable.text(_lines(value)).strip() for name, value in asdict(content).items()})


def content_of(row: Version | Unsaved) -> Content:
    """What a row says."""
    return Content(row.title, row.summary, row.keywords, row.body)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
