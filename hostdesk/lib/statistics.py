"""What SQLite knows about its tables; PostgreSQL keeps that up by itself.

Without it SQLite takes all tickets of a department and sorts them, for a page of fifty rows.
"""

import logging
import threading

from django.db import Error, close_old_connections, connection

_PAUSE = 3600.0  # seconds; by then a desk may have grown, and looking again takes a hundredth of a second
_SAMPLE = 1000  # rows of an index that are looked at

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Look at the tables now and every hour until `stop_event`; one of the workers of `hostdesk work`."""
    while not stop_event.is_set():
        try:
            refresh()
        except Error as error:
            log.warning("no new statistics, the database is away: %s", error)
        close_old_connections()
        stop_event.wait(_PAUSE)


def refresh() -> None:
    """Look at the tables; connections that are open already learn of it when they are opened anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {_SAMPLE}")
            cursor.execute("ANALYZE")
