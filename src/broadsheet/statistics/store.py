"""Use the statistics store so that nobody waits for it, or fails with it.

It may be deleted, full, locked or unreachable. Whoever meets that first pays the short time-out of its settings; after
that it is left alone for some seconds, or each beacon of a busy site would hold a thread as long.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import Error, connections

from broadsheet.statistics.errors import StoreGone
from broadsheet.statistics.router import STORE

log = logging.getLogger(__name__)
REST_SECONDS = 5.0
_rests_until = 0.0


@contextmanager
def store() -> Iterator[None]:
    """Work with the store; its every failure is a `StoreGone`."""
    if monotonic() < _rests_until:
        raise StoreGone("it failed a moment ago")
    try:
        yield
    except Error as error:
        rest(REST_SECONDS)
        log.warning("statistics.store.failed", extra={"error": str(error).strip()})
        leave(is_broken=True)
        raise StoreGone(str(error).strip()) from error
    leave(is_broken=False)


def rest(seconds: float) -> None:
    """Leave the store alone for so long; 0 ends a rest."""
    global _rests_until
    _rests_until = monotonic() + seconds


def leave(*, is_broken: bool) -> None:
    """Let go of a connection that is broken or old: a file that was put anew is then found by long-lived processes."""
    connection = connections[STORE]
    if connection.in_atomic_block:
        return
    if is_broken:
        connection.close()
    else:
        connection.close_if_unusable_or_obsolete()
