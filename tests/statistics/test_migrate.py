"""One `broadsheet migrate` brings both databases up to date and loses no count."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from broadsheet.ops.services.serve import missing_in_store, missing_migrations
from broadsheet.statistics.models import HourlyViews
from broadsheet.statistics.router import STORE
from broadsheet.statistics.rules import hour_of
from broadsheet.statistics.services.bring_in import bring_in

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 23, 18, tzinfo=UTC)


def is_apart() -> bool:
    """Say whether the store under test is another database: on SQLite it is."""
    return connection.vendor == "sqlite"


@pytest.mark.slow
def test_counts_from_before_the_store_are_in_it_after_one_migrate(db: Any) -> None:
    """From the read model's old table, whichever database the store is; what is called `read` now."""
    call_command("migrate", "public", "0001_initial", verbosity=0)
    with connection.cursor() as cursor:
        insert = "INSERT INTO public_storyviews (story_id, hour, count) VALUES (%s, %s, %s)"
        rows = [(number, AT, number + 1) for number in range(3)]
        cursor.executemany(insert, [(pk, connection.ops.adapt_datetimefield_value(at), n) for pk, at, n in rows])

    assert "public.0002_views_to_statistics" in missing_migrations()
    call_command("migrate", verbosity=0)

    kept = HourlyViews.objects.order_by("story_id").values_list("story_id", "hour", "read", "served")
    assert list(kept) == [(number, hour_of(AT), number + 1, 0) for number in range(3)]
    assert HourlyViews.objects.using("default").exists() is not is_apart()
    assert "public_storyviews" not in connection.introspection.table_names()
    assert [*missing_migrations(), *missing_in_store()] == []


def test_a_store_of_its_own_holds_nothing_else() -> None:
    """On SQLite a file of three tables; on PostgreSQL, by default, the main database."""
    tables = set(connections[STORE].introspection.table_names())
    own = {"statistics_hourlyviews", "statistics_countedbatch", "django_migrations"}

    assert tables == own if is_apart() else own < tables
    if is_apart():
        assert {app for app, _ in MigrationRecorder(connections[STORE]).applied_migrations()} == {"statistics"}


def test_counts_in_the_main_database_are_moved_once() -> None:
    """As when the store is placed elsewhere later; where it is the main database, nothing moves and nothing is lost."""
    for number in range(3):
        HourlyViews.objects.using("default").create(story_id=number, hour=1, read=number + 1, served=9)
    if is_apart():  # a move that was cut off between the two databases
        HourlyViews.objects.create(story_id=0, hour=1, read=1, served=9)

    moved = bring_in()

    assert moved == (3 if is_apart() else 0)
    assert bring_in() == 0
    kept = HourlyViews.objects.order_by("story_id").values_list("story_id", "read", "served")
    assert list(kept) == [(0, 1, 9), (1, 2, 9), (2, 3, 9)]
