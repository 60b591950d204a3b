"""The alarm that sets itself: quiet for longer than is usual at this hour of day."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from broadsheet.wire import idle
from broadsheet.wire.idle import longest_quiet
from broadsheet.wire.models import Source, WireItem
from broadsheet.wire.queries import is_quiet, quiet_sources
from tests import factories

MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUNDAY_NOON = MONDAY_NOON - timedelta(days=1)
FIVE = timedelta(minutes=5)


def hours(found: timedelta) -> float:
    return found.total_seconds() / 3600


def every(step: timedelta, *, until: datetime, days: int = 8) -> list[datetime]:
    """Arrivals at even steps."""
    count = int(timedelta(days=days) / step)
    return [until - number * step for number in range(count, -1, -1)]


def office(until: datetime, *, weekdays: int = 5, opens: int = 8, closes: int = 18) -> Iterator[datetime]:
    """Arrivals every ten minutes in office hours, for nine days."""
    for time in every(timedelta(minutes=10), until=until, days=9):
        if time.weekday() < weekdays and opens <= time.hour < closes:
            yield time


@pytest.mark.parametrize(
    ("step", "alarm"),
    [
        (timedelta(minutes=1), timedelta(minutes=15)),
        (timedelta(minutes=10), timedelta(minutes=30)),
        (timedelta(hours=8), timedelta(hours=24)),
        (timedelta(days=1), timedelta(days=3)),
    ],
)
def test_a_steady_source_is_missed_after_three_of_its_pauses(step, alarm):
    assert longest_quiet(every(step, until=MONDAY_NOON - step), now=MONDAY_NOON, turn=FIVE) == alarm


def test_a_source_asked_seldom_has_three_turns():
    arrivals = every(timedelta(minutes=1), until=MONDAY_NOON)

    assert longest_quiet(arrivals, now=MONDAY_NOON, turn=timedelta(hours=1)) == timedelta(hours=3)


def test_nights_are_quiet_and_days_are_not():
    noon, night = MONDAY_NOON - timedelta(days=3), MONDAY_NOON - timedelta(days=3, hours=9)

    assert hours(longest_quiet(list(office(noon)), now=noon, turn=FIVE)) == 0.5
    assert hours(longest_quiet(list(office(night)), now=night, turn=FIVE)) > 14


def test_a_source_that_rests_at_weekends_is_not_missed_then():
    """The pause that was open on Sunday noon a week ago lasted from Friday to Monday."""
    friday = SUNDAY_NOON - timedelta(days=2) + timedelta(hours=5, minutes=50)

    sunday = longest_quiet([time for time in office(SUNDAY_NOON) if time <= friday], now=SUNDAY_NOON, turn=FIVE)
    monday = longest_quiet([time for time in office(MONDAY_NOON) if time <= friday], now=MONDAY_NOON, turn=FIVE)

    assert hours(sunday) > 62
    assert hours(monday) == 0.5


def test_one_long_pause_among_many_changes_nothing():
    arrivals = every(timedelta(minutes=10), until=MONDAY_NOON)
    outage = MONDAY_NOON - timedelta(days=2)
    with_outage = [time for time in arrivals if not outage - timedelta(hours=3) < time < outage + timedelta(hours=3)]

    assert longest_quiet(with_outage, now=MONDAY_NOON, turn=FIVE) == timedelta(minutes=30)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_source_nobody_knows_yet_has_a_day(count):
    arrivals = [MONDAY_NOON - timedelta(minutes=number) for number in range(count, 0, -1)]

    assert longest_quiet(arrivals, now=MONDAY_NOON, turn=FIVE) == idle.UNKNOWN


def test_a_batch_is_one_arrival():
    """A feed brings sixty items at one moment; fifty-nine pauses of nothing would hide all others."""
    arrivals = [time for time in every(timedelta(hours=1), until=MONDAY_NOON - timedelta(hours=1)) for _ in range(60)]

    assert longest_quiet(arrivals, now=MONDAY_NOON, turn=FIVE) == timedelta(hours=3)


def make_feed(step: timedelta, **fields: int) -> Source:
    """A feed that sent at even steps until some time ago."""
    source = factories.make_source("NPA", connector=Source.Connector.FEED, last_item_at=MONDAY_NOON, **fields)
    WireItem.objects.bulk_create(
        WireItem(source=source, guid=str(number), received_at=time)
        for number, time in enumerate(every(step, until=MONDAY_NOON))
    )
    return source


@pytest.mark.parametrize(("minutes", "is_missed"), [(89, False), (91, True)])
def test_the_alarm_goes_by_what_came(minutes, is_missed, db):
    source = make_feed(timedelta(minutes=30))
    now = MONDAY_NOON + timedelta(minutes=minutes)

    assert is_quiet(source, now=now) is is_missed
    assert len(quiet_sources(now)) == is_missed


def test_minutes_that_were_entered_bind(db):
    source = make_feed(timedelta(minutes=30), idle_after_minutes=600)

    assert not is_quiet(source, now=MONDAY_NOON + timedelta(minutes=599))
    assert is_quiet(source, now=MONDAY_NOON + timedelta(minutes=601))


def test_a_source_that_sent_just_now_costs_no_query(db, django_assert_num_queries):
    source = make_feed(timedelta(minutes=30))

    with django_assert_num_queries(0):
        assert not is_quiet(source, now=MONDAY_NOON + timedelta(minutes=15))
