"""How the provider appears on the public pages: name, colours, logo, and the pages that the law asks for."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

from hostdesk.core.colours import accent

_COLOURS = """@layer tokens {{ :root {{
  --accent: light-dark({text[0]}, {text[1]}); --focus: light-dark({text[0]}, {text[1]});
  --accent-fill: light-dark({fill[0]}, {fill[1]}); --accent-press: light-dark({press[0]}, {press[1]});
  --accent-ground: light-dark({ground[0]}, {ground[1]}); --accent-line: light-dark({line[0]}, {line[1]});
  --span-day: light-dark({text[0]}, {text[1]});
}} }}
"""
_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class File:
    """Something of the provider's own that we serve; the tag changes with its content."""

    content: bytes
    content_type: str

    @property
    def tag(self) -> str:
        """Twelve letters that name this content."""
        return sha256(self.content).hexdigest()[:12]


def imprint(language: str) -> str:
    """The address of the imprint, or "" on a machine that nobody reaches."""
    return _page("HOSTDESK_IMPRINT_URL", language)


def privacy(language: str) -> str:
    """The address of the privacy notice, or ""."""
    return _page("HOSTDESK_PRIVACY_URL", language)


def colours() -> File | None:
    """A style sheet with the provider's accent; None keeps ours."""
    return _colours(_setting("HOSTDESK_ACCENT"))


def logo() -> File | None:
    """The provider's logo, read anew when the file changes; None if there is none."""
    path: Path | None = _setting("HOSTDESK_LOGO")
    try:
        return _logo(path, path.stat().st_mtime_ns) if path else None
    except OSError:  # taken away while we run: the name is shown instead
        return None


def _page(setting: str, language: str) -> str:
    return str(_setting(setting)).replace("{language}", language)


@lru_cache(maxsize=4)
def _colours(colour: str) -> File | None:
    if not colour:
        return None
    shades = accent(colour)
    words = {name: getattr(shades, name) for name in ("text", "fill", "press", "ground", "line")}
    return File(_COLOURS.format(**words).encode(), "text/css")


@lru_cache(maxsize=4)
def _logo(path: Path, _changed: int) -> File:
    return File(path.read_bytes(), _TYPES[path.suffix.lower()])


def _setting(name: str) -> Any:
    return settings.HOSTDESK[name]
