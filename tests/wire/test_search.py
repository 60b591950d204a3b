"""Words of wire items are found by index, however many items there are and whatever happens to them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from broadsheet.basepage.statistics import gather_statistics
from broadsheet.desk.queries import inbox
from broadsheet.wire import search
from broadsheet.wire.models import Source, WireItem
from tests import factories

ITEMS = 6_000
pytestmark = pytest.mark.django_db


def keep(source: Source, text: str) -> WireItem:
    """Keep an item of these words alone."""
    return WireItem.objects.create(source=source, guid=text[:80], headline=text[:80], text=text)


def found(asked: str) -> list[str]:
    """Give the headlines of the inbox, searched."""
    return [item.headline for item in inbox({"q": asked})]


def items_read(asked: str) -> int:
    """Search, and say how many items were looked at that the index did not name."""
    if connection.vendor == "postgresql":
        before = rows_of("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'wire_wireitem'")
        found(asked)
        after = rows_of("SELECT seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'wire_wireitem'")
        return after[0][0] - before[0][0]
    sql, parameters = inbox({"q": asked})[:51].query.sql_with_params()
    plan = [row[-1] for row in rows_of(f"EXPLAIN QUERY PLAN {sql}", parameters)]
    assert any("SCAN wire_item_words VIRTUAL TABLE INDEX" in line for line in plan), plan
    return sum("SCAN wire_wireitem" in line for line in plan) * WireItem.objects.count()


def rows_of(sql: str, parameters: Any = ()) -> list[Any]:
    """Ask the database directly."""
    with connection.cursor() as cursor:
        cursor.cursor.execute(sql, parameters)
        return list(cursor.cursor.fetchall())


def test_a_search_reads_no_item_that_the_index_does_not_name(wire_source):
    """Words that are nowhere, in one, in some and in all of many items; the planner's statistics are up to date."""
    now = timezone.now()
    WireItem.objects.bulk_create(
        WireItem(
            source=wire_source,
            guid=f"urn:{number}",
            text=f"Council votes on tram {number}. " + "The vote is on Monday. " * 60,
            received_at=now - timedelta(seconds=number),
        )
        for number in range(ITEMS)
    )
    gather_statistics()

    for asked in ("zeppelin", "2999", "coun 29", "council"):
        assert items_read(asked) == 0, asked


def test_the_index_follows_an_item_through_its_life(wire_source):
    item = keep(wire_source, "Ferry delayed")
    assert found("ferry") == ["Ferry delayed"]

    item.headline = item.text = "Ferry on its way"
    item.save()
    assert found("delayed") == []
    assert found("way") == ["Ferry on its way"]

    item.delete()
    assert found("ferry") == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("COUNCIL-TRAMS_2", "trams"),
        ("COUNCIL-TRAMS_2", "council-trams"),
        ("COUNCIL-TRAMS_2", "coun"),
        ("Ærøskøbing, Muñoz", "muñ ærø"),
        ("Совет голосует", "СОВЕТ"),
        ("See https://press.example/north-east?a=1", "example east"),
        ("Down 12.5 to -30", "30 12"),
        ("O’Neill’s “NOT”", "not o'neill"),
        ("Anything", '"*( -:&|!'),
    ],
)
def test_words_are_split_the_same_when_kept_and_when_asked(wire_source, text, asked):
    """On both databases; what is an operator to them is none to an editor."""
    keep(wire_source, text)

    assert found(asked) == [text]


def test_a_very_long_item_can_be_kept_and_found(wire_source):
    """PostgreSQL refuses a text of more than a megabyte of different words."""
    keep(wire_source, "Statute " + " ".join(f"article{number}" for number in range(150_000)))

    assert len(found("statute")) == 1


def test_what_is_missing_of_the_index_is_made_and_filled_after_migrate(wire_source):
    """Django drops triggers when it rebuilds a table on SQLite."""
    drop = f"DROP TRIGGER {search.NAME}_come" if connection.vendor == "sqlite" else f"DROP INDEX {search.NAME}"
    with connection.cursor() as cursor:
        cursor.execute(drop)
    factories.make_item(wire_source, "Unseen")
    connection.check_constraints()  # PostgreSQL makes no index while a constraint waits to be checked
    assert len(search.missing_parts()) == 1
    assert [warning.id for warning in search.check_index(["default"])] == ["broadsheet.W002"]

    search.create_index("default")

    assert search.missing_parts() == []
    assert found("unseen") == ["Unseen"]
