"""Telling a full disk from other trouble: it is cured by making room, and senders are told so."""

import errno


def is_full(error: BaseException) -> bool:
    """Whether `error`, of a file or of either database, says that there is no room."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    said = str(error)
    # SQLite's words, and those of the system that PostgreSQL repeats.
    return "disk is full" in said or "No space left on device" in said
