"""Move counts into the store that lie in the main database, because the store lay there before."""

from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from broadsheet.statistics.models import CountedBatch, HourlyViews
from broadsheet.statistics.router import STORE

CHUNK = 2_000


def bring_in() -> int:
    """Move counts from the main database into a store of its own; give how many rows were moved.

    Safe to run again after it was cut off: a row that is in the store already is not added to it.
    """
    lying = HourlyViews.objects.using(DEFAULT_DB_ALIAS)
    if not lying.exists() or is_main_database():
        return 0
    moved = 0
    while rows := list(lying.order_by("pk")[:CHUNK]):
        theirs = [HourlyViews(story_id=row.story_id, hour=row.hour, read=row.read, served=row.served) for row in rows]
        HourlyViews.objects.using(STORE).bulk_create(theirs, ignore_conflicts=True)
        moved += lying.filter(pk__in=[row.pk for row in rows]).delete()[0]
    return moved


def is_main_database() -> bool:
    """Say whether the store is the main database by another name: what is written by one is read by the other.

    Addresses would not tell: `localhost` and 127.0.0.1 are two, and one server.
    """
    probe = CountedBatch.objects.using(STORE).create(id=uuid4(), counted_at=timezone.now())
    try:
        return CountedBatch.objects.using(DEFAULT_DB_ALIAS).filter(pk=probe.pk).exists()
    finally:
        probe.delete()
