"""Foreseeable trouble in plain words: what happened, what is safe, what to do."""

import errno
from dataclasses import dataclass

from hostdesk.program import exits


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure that an administrator can mend."""

    text: str
    exit_code: int


def explain(error: BaseException) -> Trouble | None:
    """Words for `error`, or None if it is a defect of ours, which shows its traceback."""
    names = _names(error)
    if "WrongSetting" in names:
        return _setting(error)
    if _is_unprepared(error):
        return _unprepared(error)
    if names & {"OperationalError", "InterfaceError"}:
        return _database(error)
    if "gaierror" in names:
        return _address(f" ({error})")
    return _system(error) if isinstance(error, OSError) else None


def _names(error: BaseException) -> set[str]:
    # By name, so that a command which needs neither Django nor the settings does not import them to fail.
    return {kind.__name__ for kind in type(error).__mro__}


def _setting(error: BaseException) -> Trouble:
    return Trouble(
        f"Hostdesk cannot start with these settings:\n{error}\n"
        "Nothing was changed. Correct the setting and start again; `hostdesk settings` lists all of them.",
        exits.WRONG_SETTING,
    )


def _is_unprepared(error: BaseException) -> bool:
    said = str(error)
    missing = "no such table" in said or ("relation" in said and "does not exist" in said)
    # The application's own role may not change tables: the owner of the database has to migrate.
    refused = "permission denied" in said
    return (missing or refused) and "DatabaseError" in _names(error)


def _unprepared(error: BaseException) -> Trouble:
    return Trouble(
        f"The database is not prepared for this version ({str(error).strip()}).\n"
        "Nothing is lost. Run `hostdesk migrate` as the owner of the database and start again.",
        exits.TRY_AGAIN,
    )


def _database(error: BaseException) -> Trouble:
    said = str(error).strip()
    return Trouble(
        f"The database does not answer: {said}\n"
        "What it has confirmed is safe; mail not yet accepted stays with its sender, who tries again.\n"
        "Check that it runs, that its disk has room, and that DATABASE_URL names it rightly.",
        exits.TRY_AGAIN,
    )


def _system(error: OSError) -> Trouble | None:
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.EADDRINUSE, errno.EADDRNOTAVAIL):
        return _address(f"{place}: {error.strerror}")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            f"No right to do that{place}: {error.strerror}.\n"
            "Nothing was changed. Start Hostdesk as the user who owns HOSTDESK_HOME, or give it the right; "
            "ports below 1024 need a privilege.",
            exits.NO_RIGHTS,
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return Trouble(
            f"A file stands where a folder is needed{place}.\n"
            "Nothing was changed. Set HOSTDESK_HOME to a folder of Hostdesk's own.",
            exits.NO_RIGHTS,
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            f"The disk is full{place}.\nWhat was confirmed before is safe. Make room and start again.",
            exits.TRY_AGAIN,
        )
    return None


def _address(what: str) -> Trouble:
    return Trouble(
        f"Cannot listen{what}.\n"
        "Nothing was changed. Most likely Hostdesk or another program already runs there: "
        "stop that one, or set HOSTDESK_LISTEN and HOSTDESK_LMTP to free ports of this machine.",
        exits.UNAVAILABLE,
    )
