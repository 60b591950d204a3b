"""Promises of queries that are compiled once: they answer what the queryset would, whatever fills their blanks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from broadsheet.core.prepared import Blanks, Prepared, blank
from broadsheet.public.models import Address, SiteRecord

pytestmark = pytest.mark.django_db
HOUR = datetime(2026, 11, 23, 18, tzinfo=UTC)


def test_it_answers_what_the_queryset_would_with_times_and_numbers_filled_in():
    for number in range(4):
        Address.objects.create(path=f"/{number}/", kind=Address.Kind.STORY, target_id=number)
        Address.objects.filter(target_id=number).update(updated_at=HOUR + timedelta(hours=number))
    ask = Prepared(
        lambda: (
            Address.objects.filter(updated_at__gte=blank("since"), target_id__lt=blank("most"))
            .order_by("-updated_at")
            .values_list("target_id", "updated_at")
        ),
        lambda target_id, updated_at: (target_id, updated_at),
    )

    assert ask.all(since=HOUR + timedelta(hours=1), most=3) == [
        (2, HOUR + timedelta(hours=2)),
        (1, HOUR + timedelta(hours=1)),
    ]
    assert ask.first(since=HOUR, most=1) == (0, HOUR)
    assert ask.first(since=HOUR, most=0) is None


@pytest.mark.parametrize(
    "paths", [(), ("/a/",), ("/a/", "/c/", "/a/", 'it\'s "quoted"'), [f"/{n}/" for n in range(500)]]
)
def test_a_list_of_any_length_is_one_parameter(paths):
    for path in ("/a/", "/b/", "/c/", 'it\'s "quoted"'):
        Address.objects.create(path=path, kind=Address.Kind.STORY, target_id=1)
    ask = Prepared(
        lambda: Address.objects.filter(path__in=Blanks("paths", "text")).values_list("path"), lambda path: path
    )

    assert sorted(ask.all(paths=paths)) == sorted({"/a/", "/c/", 'it\'s "quoted"', "/b/"} & set(paths))


def test_columns_become_pythons_values():
    SiteRecord.objects.create(key="popular", value=[[1, 2.5], {"a": None}])
    ask = Prepared(lambda: SiteRecord.objects.values_list("value", "updated_at"), lambda *row: row)

    value, updated_at = ask.all()[0]

    assert value == [[1, 2.5], {"a": None}]
    assert updated_at.utcoffset() == timedelta(0)


def test_each_run_is_one_query_that_is_counted():
    ask = Prepared(lambda: Address.objects.filter(path=blank("path")).values_list("path"), lambda path: path)

    with CaptureQueriesContext(connection) as asked:
        ask.first(path="/a/")
        ask.first(path="/b/")

    assert len(asked) == 2
