"""What counts, how long, and for how much. The pages Trending and Privacy print what stands here.

**Only `read` feeds the rankings.** It is counted once for each page that was on somebody's screen, by a script, and
scripts run in readers' browsers. `served` counts answers: robots fetch every page, a page fetched ahead may never be
looked at, and a cache in front of us answers without our knowing. The price is that who reads without scripts, or asks
not to be counted, has no say in the ranking; both stand in `served` at most.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

HOUR_SECONDS = 3600
KEPT_DAYS = 90
KEPT_BATCHES_DAYS = 2  # an edge that waited longer to hear that its counts are in may count them twice


@dataclass(frozen=True, slots=True)
class Formula:
    """A ranking: the sum over `window_hours` of (read in the hour) × 0.5 ^ (age of the hour / `half_life_hours`)."""

    half_life_hours: int
    window_hours: int

    def weight(self, age_hours: int) -> float:
        """Give what one reading counts after whole hours; nothing outside the window.

        >>> Formula(half_life_hours=6, window_hours=48).weight(0)
        1.0
        >>> Formula(half_life_hours=6, window_hours=48).weight(12)
        0.25
        >>> Formula(half_life_hours=6, window_hours=48).weight(48)
        0.0
        """
        return 0.5 ** (age_hours / self.half_life_hours) if 0 <= age_hours < self.window_hours else 0.0


TRENDING = Formula(half_life_hours=6, window_hours=48)  # what is read now
POPULAR = Formula(half_life_hours=48, window_hours=7 * 24)  # what stays read


def hour_of(at: datetime) -> int:
    """Give the hour a moment lies in, counted from 1970 in UTC.

    >>> hour_of(datetime(1970, 1, 2, 1, 59, tzinfo=UTC))
    25
    """
    return int(at.astimezone(UTC).timestamp()) // HOUR_SECONDS
