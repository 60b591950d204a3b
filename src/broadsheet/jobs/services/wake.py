"""Wait until the job table may hold something new, rather than look at it all the time.

PostgreSQL tells of each new job when it is committed, by a trigger on the table. SQLite tells whether another
connection has committed anything since the last look (`PRAGMA data_version`), which costs some microseconds.
"""

import time
from threading import Event
from typing import Any

from django.db import connection

from broadsheet.core.notices import hear, listen

CHANNEL = "broadsheet_jobs"  # also in migration 0002
LOOK_SECONDS = 0.02


def state_of_table() -> Any:
    """Begin to notice what is committed from now on; give what `rest` needs to know it."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return _version()
    listen(CHANNEL)
    return None


def rest(state: Any, stop: Event, seconds: float) -> None:
    """Rest for at most so long, and no longer than until somebody commits something after `state` was taken."""
    if connection.vendor == "sqlite":
        _look(state, stop, seconds)
    else:
        hear(seconds)


def _look(state: Any, stop: Event, seconds: float) -> None:
    end = time.monotonic() + seconds
    while _version() == state and time.monotonic() < end and not stop.wait(LOOK_SECONDS):
        pass


def _version() -> int:
    return int(connection.connection.execute("PRAGMA data_version").fetchone()[0])
