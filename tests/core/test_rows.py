"""Rows written many at once are the rows Django would write, whatever stands in them; PostgreSQL gets them by COPY."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from broadsheet.core.rows import next_ids, write_rows
from broadsheet.public.models import PageChange
from broadsheet.taxonomy.models import Topic

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)
AWKWARD = ["plain", "tab\tand\nline", "back\\slash \\N \\.", "quote \" ' %s %", "Ünïcødé 🗞", "", "NULL", "a,b;c"]


def statements() -> Any:
    """Collect what is sent, except by COPY, which has no statement of its own for each row."""
    sent: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    return sent, connection.execute_wrapper(watch)


def test_whatever_stands_in_a_row_comes_back(db: None) -> None:
    sent, watching = statements()
    slugs = [f"slug-{number}" for number in range(len(AWKWARD))]

    with watching:
        write_rows(Topic, len(AWKWARD), name=AWKWARD, slug=slugs, description="one for all\t\\N", updated_at=NOW)

    rows = Topic.objects.filter(slug__in=slugs).order_by("slug").values_list("name", "description")
    assert list(rows) == [(name, "one for all\t\\N") for name in AWKWARD]
    inserts = [sql for sql in sent if sql.startswith("INSERT")]
    assert len(inserts) == (0 if connection.vendor == "postgresql" else 1)


def test_rows_that_break_a_rule_are_all_refused(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(Topic, 3, name="Trams", slug=["a", "b", "a"], updated_at=NOW)

    assert not Topic.objects.exists()


def test_numbers_taken_are_given_to_nobody_else(db: None) -> None:
    first = Topic.objects.create(name="First", slug="first")

    ids = next_ids(Topic, 3)
    write_rows(Topic, 3, id=ids, name="Taken", slug=["x", "y", "z"], updated_at=NOW)
    later = Topic.objects.create(name="Later", slug="later")

    assert first.pk < ids[0] < ids[1] < ids[2] < later.pk


def test_times_of_any_zone_and_json_are_kept_as_django_keeps_them(db: None) -> None:
    """Also a list that stands in two columns, and a value that stands for all rows."""
    moment = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    zones = [moment, moment.astimezone(timezone(timedelta(hours=-5)))]
    tags = [json.dumps(["story:1", "back\\slash\ttab"]), json.dumps([])]

    write_rows(PageChange, 2, tags=tags, gone=tags, events={"live": "told"}, made_at=zones)

    rows = list(PageChange.objects.order_by("pk"))
    assert [row.made_at for row in rows] == [moment, moment]
    assert [row.tags for row in rows] == [row.gone for row in rows] == [["story:1", "back\\slash\ttab"], []]
    assert PageChange.objects.filter(made_at=moment, events={"live": "told"}).count() == 2
