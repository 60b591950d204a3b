"""Forget what nobody needs any more."""

from datetime import datetime, timedelta

from broadsheet.statistics.models import CountedBatch, HourlyViews
from broadsheet.statistics.rules import KEPT_BATCHES_DAYS, KEPT_DAYS, hour_of
from broadsheet.statistics.store import store


def forget(*, now: datetime) -> int:
    """Drop the hourly counts of more than 90 days ago, and the names of batches nobody sends again."""
    oldest = hour_of(now - timedelta(days=KEPT_DAYS))
    with store():
        CountedBatch.objects.filter(counted_at__lt=now - timedelta(days=KEPT_BATCHES_DAYS)).delete()
        return HourlyViews.objects.filter(hour__lt=oldest).delete()[0]
