"""Choose when SQLite's log of what was written is copied into its database file.

By itself SQLite does so within whichever commit makes the log long. That commit returns only when all is copied,
though others could write by then. So the worker copies it instead, as does who writes much after each commit of its
own; only while neither does is the log copied by a commit, at a length that then keeps it from growing for ever.
PostgreSQL has processes of its own for that.
"""

from django.db import connection

USUAL_PAGES = 16_000  # at which a commit copies the log: 64 MB
LONG_PAGES, VERY_LONG_PAGES, LOOK_SECONDS = 500, 4000, 0.1


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


def pages_in_log() -> tuple[int, int]:
    """Give how many pages are in the log, and how many of them are not in the database yet."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(NOOP)")
        _, long, copied = cursor.fetchone()
    return max(long, 0), max(long, 0) - max(copied, 0)


def keep_log_short() -> None:
    """Copy the log if it has become long; one that is very long up to its end, for only then is it begun anew."""
    if connection.vendor == "sqlite":
        pages, left = pages_in_log()
        if left > (0 if pages > VERY_LONG_PAGES else LONG_PAGES):
            empty_log()
