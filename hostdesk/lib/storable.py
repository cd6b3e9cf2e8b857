"""Text as every database takes it: PostgreSQL refuses NUL and halves of characters, SQLite keeps them."""

import hashlib
import re

_REPLACED = "\ufffd"  # so that a reader sees that something stood there
_REFUSED = re.compile("[\x00\ud800-\udfff]")


def text(value: str) -> str:
    """`value` with a replacement character for NUL and for every lone surrogate."""
    try:
        value.encode()  # much quicker than looking for what is hardly ever there
    except UnicodeEncodeError:
        return _REFUSED.sub(_REPLACED, value)
    return value.replace("\x00", _REPLACED) if "\x00" in value else value


def name(value: str, length: int) -> str:
    """A name for something in at most `length` characters: long ones are told apart by 128 bits of a digest.

    For columns with an index, whose entries PostgreSQL limits to 2,700 bytes.
    """
    clean = text(value)
    if clean == value and len(value) <= length:
        return value
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{clean[: length - 33]}#{digest}"
