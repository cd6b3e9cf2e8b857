import errno
import socket
import sqlite3

import pytest
from django.db.utils import IntegrityError, InterfaceError, OperationalError

from hostdesk.config import WrongSetting
from hostdesk.program import exits
from hostdesk.program.trouble import explain

pytestmark = pytest.mark.once

CASES = [
    (WrongSetting("HOSTDESK_LISTEN is 'x': write HOST:PORT."), exits.WRONG_SETTING, "write HOST:PORT"),
    (OperationalError("connection to server failed: Connection refused"), exits.TRY_AGAIN, "DATABASE_URL"),
    (OperationalError("database or disk is full"), exits.TRY_AGAIN, "disk has room"),
    (OperationalError("no such table: tickets_ticket"), exits.TRY_AGAIN, "hostdesk migrate"),
    (InterfaceError("connection already closed"), exits.TRY_AGAIN, "does not answer"),
    (OSError(errno.EADDRINUSE, "in use", "127.0.0.1:8000"), exits.UNAVAILABLE, "127.0.0.1:8000"),
    (PermissionError(errno.EACCES, "denied", "/data"), exits.NO_RIGHTS, "/data"),
    (OSError(errno.ENOSPC, "full"), exits.TRY_AGAIN, "Make room"),
    (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), exits.UNAVAILABLE, "HOSTDESK_LISTEN"),
]


@pytest.mark.parametrize(("error", "code", "words"), CASES)
def test_foreseeable_trouble_is_told_in_words(error: Exception, code: int, words: str) -> None:
    known = explain(error)
    assert known is not None
    assert known.exit_code == code
    assert words in known.text


@pytest.mark.parametrize(
    "error", [ValueError("x"), sqlite3.ProgrammingError("x"), FileNotFoundError(errno.ENOENT, "x")]
)
def test_a_defect_of_ours_shows_its_traceback(error: Exception) -> None:
    assert explain(error) is None


def test_a_broken_rule_of_the_database_is_a_defect_not_an_outage() -> None:
    assert explain(IntegrityError("UNIQUE constraint failed")) is None
