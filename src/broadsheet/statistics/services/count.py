"""Count views. Only how often is kept: no reader, no address, no moment finer than the hour."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import connections, transaction
from django.utils import timezone

from broadsheet.statistics.batch import Batch
from broadsheet.statistics.models import CountedBatch
from broadsheet.statistics.router import STORE
from broadsheet.statistics.rules import hour_of
from broadsheet.statistics.store import store

ADD = """
INSERT INTO statistics_hourlyviews (hour, story_id, read, served) VALUES (%s, %s, %s, %s)
ON CONFLICT (hour, story_id) DO UPDATE SET
    read = statistics_hourlyviews.read + excluded.read, served = statistics_hourlyviews.served + excluded.served
"""


def count_view(story_id: int, *, at: datetime) -> None:
    """Count one reading of a story."""
    with store(), transaction.atomic(using=STORE):
        add(read={story_id: 1}, served={}, at=at)


def count_batch(batch: Batch, *, known: set[int], at: datetime) -> bool:
    """Count a batch of the edge's for the stories in `known`; False if it was counted before.

    Name and counts are one transaction, so a batch is in wholly, once, or not at all.
    """
    with store(), transaction.atomic(using=STORE):
        _, is_new = CountedBatch.objects.get_or_create(id=batch.id, defaults={"counted_at": at})
        if is_new:
            add(read=only(batch.read, known), served=only(batch.served, known), at=at)
    return is_new


def only(counts: Mapping[int, int], known: set[int]) -> dict[int, int]:
    """Keep the counts of known stories."""
    return {story_id: count for story_id, count in counts.items() if story_id in known}


def add(*, read: Mapping[int, int], served: Mapping[int, int], at: datetime) -> None:
    """Add to the hour's counts; in the order of the stories, so that two batches never wait for each other."""
    hour = hour_of(at)
    rows = [(hour, pk, read.get(pk, 0), served.get(pk, 0)) for pk in sorted(read.keys() | served.keys())]
    if rows:
        with connections[STORE].cursor() as cursor:
            cursor.executemany(ADD, rows)


def check_writing() -> None:
    """Write a row and take it back; a `StoreGone` says why it cannot be kept."""
    with store(), transaction.atomic(using=STORE):
        CountedBatch.objects.create(id=uuid4(), counted_at=timezone.now())
        transaction.set_rollback(True, using=STORE)
