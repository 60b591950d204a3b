"""Say how long a source may be quiet before somebody should look, from how it has been sending.

The rule, as docs/how-to/add-a-wire.md tells it: of the pauses that were open at this hour of day in the last seven
days, take the one that only one in twenty exceeds. Three times as long is too long, unless the pause that was open at
this very time a week ago was longer yet: some sources rest at weekends.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

SEVEN_DAYS = timedelta(days=7)
ONE_IN = 20
TIMES = 3
LEAST = timedelta(minutes=15)
TURNS = 3
FEW = 3
UNKNOWN = timedelta(days=1)

Pause = tuple[datetime, datetime]


def longest_quiet(arrivals: Sequence[datetime], *, now: datetime, turn: timedelta) -> timedelta:
    """Give the time after which a source is too quiet; `arrivals` are those of the last eight days, upwards.

    It is never less than a quarter of an hour, or three turns of asking; and a day where fewer than three pauses are
    known.

    >>> noon = datetime(2026, 11, 23, 12)
    >>> hourly = [noon - timedelta(hours=hours) for hours in range(24 * 8, 0, -1)]
    >>> longest_quiet(hourly, now=noon, turn=timedelta(minutes=5)).total_seconds() / 3600
    3.0
    """
    pauses = [(start, end) for start, end in pairwise(arrivals) if end > start]
    if len(pauses) < FEW:
        return UNKNOWN
    near = [end - start for start, end in pauses if is_open_at_this_hour((start, end), now=now)]
    usual = exceeded_by_one_in_twenty(near or [end - start for start, end in pauses])
    return max(LEAST, TURNS * turn, TIMES * usual, *open_at(pauses, now - SEVEN_DAYS))


def is_open_at_this_hour(pause: Pause, *, now: datetime) -> bool:
    """Say whether a pause touches the hour around this time of day on one of the seven days before."""
    half = timedelta(minutes=30)
    times = (now - timedelta(days=days) for days in range(1, 8))
    return any(pause[0] < time + half and pause[1] > time - half for time in times)


def exceeded_by_one_in_twenty(lengths: Iterable[timedelta]) -> timedelta:
    """Give the length that no more than one in twenty exceeds; of fewer than twenty that is the longest.

    >>> exceeded_by_one_in_twenty(timedelta(minutes=minutes) for minutes in range(1, 41)).total_seconds() / 60
    38.0
    """
    upwards = sorted(lengths)
    return upwards[len(upwards) - 1 - len(upwards) // ONE_IN]


def open_at(pauses: Iterable[Pause], time: datetime) -> list[timedelta]:
    """Give the length of the pause that was open at a time, if there was one."""
    return [end - start for start, end in pauses if start <= time < end]
