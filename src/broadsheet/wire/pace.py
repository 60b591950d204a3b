"""Decide when a feed is asked next: as often as we planned, less often if it wishes, ever less while it fails."""

from datetime import timedelta

SHORTEST = timedelta(seconds=60)
LONGEST_WISH = timedelta(days=1)
LONGEST_BACK_OFF = timedelta(hours=6)
JITTER = 0.1


def interval(every_seconds: int, wished_seconds: int = 0) -> timedelta:
    """Give the time between two fetches; what the feed wishes may lengthen it, up to a day, and never shorten it.

    >>> [interval(300, wish).total_seconds() for wish in (0, 60, 900, 10_000_000)]
    [300.0, 300.0, 900.0, 86400.0]
    """
    wished = min(timedelta(seconds=wished_seconds), LONGEST_WISH)
    return max(timedelta(seconds=every_seconds), wished, SHORTEST)


def back_off(usual: timedelta, *, failures: int, retry_after: timedelta | None = None) -> timedelta:
    """Double the wait with each failure up to six hours; a wait the source asked for is kept, up to a day.

    >>> [back_off(timedelta(minutes=5), failures=count).total_seconds() / 60 for count in (1, 2, 3, 99)]
    [10.0, 20.0, 40.0, 360.0]
    """
    doubled: timedelta = min(usual * 2 ** min(failures, 20), max(LONGEST_BACK_OFF, usual))
    asked = min(retry_after or timedelta(), LONGEST_WISH)
    return max(doubled, asked)


def jittered(wait: timedelta, chance: float) -> timedelta:
    """Lengthen a wait by up to a tenth, so that sources added together do not stay together; `chance` is 0 to 1."""
    return wait * (1 + JITTER * chance)
