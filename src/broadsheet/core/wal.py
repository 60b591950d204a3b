"""Choose when SQLite's log of what was written is copied into its database file.

By itself SQLite does so within whichever commit makes the log long. That commit returns only when all is copied,
though others could write by then. Who writes much copies after each commit instead, so that nobody else's has to.
PostgreSQL has processes of its own for that.
"""

from django.db import connection

USUAL_PAGES = 1000  # SQLite's default


def empty_log_at(pages: int) -> None:
    """Let this connection's commits copy the log once it has so many pages; 0 stands for never."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint={pages}")


def empty_log() -> None:
    """Copy what no reader needs any more; nobody waits for it, and within a transaction there is nothing to copy."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
