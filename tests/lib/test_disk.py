import errno
import sqlite3

import pytest

from hostdesk.lib.disk import is_full

POSTGRESQL = 'could not extend file "base/5/2619": No space left on device\nHINT:  Check free disk space.'


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (sqlite3.OperationalError("database or disk is full"), True),
        (sqlite3.OperationalError("database is locked"), False),
        (RuntimeError(POSTGRESQL), True),
    ],
)
def test_what_is_a_full_disk(error: Exception, expected: bool) -> None:
    assert is_full(error) is expected
