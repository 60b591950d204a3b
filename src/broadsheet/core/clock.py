"""Tell the time in one place, so that a test can pass its own."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """Give the present moment, aware, in UTC."""
    return datetime.now(UTC)
