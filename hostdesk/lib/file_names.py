"""File names that may be shown, stored and offered for download, whatever a stranger called the file."""

import re
import unicodedata

_LIMIT = 180
_PATH = re.compile(r"^.*[/\\]", re.DOTALL)
_STREAM = re.compile(r"^[A-Za-z][A-Za-z+.-]*:/*")
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')


def safe(name: str, otherwise: str = "file") -> str:
    """One line without path, control, direction or invisible characters, at most 180 long.

    FreeScout's CVE-2026-28289 was a zero-width character before the dot.
    """
    visible = "".join(char for char in unicodedata.normalize("NFC", name) if not _is_hidden(char))
    bare = _FORBIDDEN.sub("_", _PATH.sub("", _STREAM.sub("", visible)))
    bare = " ".join(bare.split()).lstrip(".").rstrip(". ")
    return _shortened(bare) or otherwise


def _is_hidden(char: str) -> bool:
    """Control, format (bidi, zero width), surrogate and private characters; blanks are kept as blanks."""
    return char not in "\t\r\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _shortened(name: str) -> str:
    if len(name) <= _LIMIT:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: _LIMIT - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else name[:_LIMIT]
