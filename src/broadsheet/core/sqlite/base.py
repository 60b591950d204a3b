"""Wait for SQLite's one place to write so that everybody who waits has the same chance.

SQLite itself looks again after 1, 2, 5, 10 and so on up to 100 ms: whoever has waited longest looks least often, and is
passed by those who come later. With four writers that hold the database for 12 ms each, one in a hundred waits 129 ms
so, and 80 ms if all look every 2 ms, for the same work of the processor.

`BEGIN` is sent without a cursor of Django's: one that failed lives in a cycle with its error, and the thread whose
collector finds it waits for the other thread's connection, with the database in its hands (decision 0013).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3 import base
from django.db.backends.utils import debug_transaction
from pysqlite3 import OperationalError

LOOK_SECONDS = 0.002


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions begin as soon as it is their turn.

    `BEGIN` raises `django.db.OperationalError` if it was not within the `timeout` of the settings.
    """

    def _start_transaction_under_autocommit(self) -> None:
        end = time.monotonic() + self._patience()
        with debug_transaction(self, "BEGIN"), self.wrap_database_errors, self._not_waiting():
            while not self._has_begun(is_last=time.monotonic() > end):
                time.sleep(LOOK_SECONDS)

    def _has_begun(self, *, is_last: bool) -> bool:
        try:
            self.connection.execute(f"BEGIN {self.transaction_mode or ''}")  # type: ignore[attr-defined]
        except OperationalError as error:
            if is_last or "locked" not in str(error):
                raise
            return False
        return True

    @contextmanager
    def _not_waiting(self) -> Iterator[None]:
        """Have SQLite say at once that it is taken, for as long as we wait ourselves."""
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={round(1000 * self._patience())}")

    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))
