"""Read how many stories years, months and days have, and what lies in a part of a month.

The counts are kept (`public.services.counts`), so nothing is counted here. A page of the archive, and a part of a
month's sitemap, bear these tags besides those of the stories they print:

    years                which years have stories
    year:2026            how many stories the months of a year have
    month:2026-11        how many stories the days of a month have
    day:2026-11-27       which stories a day holds, in which order
    told:2026-11-27      anything of a story of that day
    sitemap              into how many parts the months are divided
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from broadsheet.public.models import Card, StoryCount
from broadsheet.public.selectors.lists import CardRow, Cursor, ListPage, card_view
from broadsheet.public.tags import shown

YEARS, YEAR, MONTH, DAY, TOLD = "years", "year:{:%Y}", "month:{:%Y-%m}", "day:{:%Y-%m-%d}", "told:{:%Y-%m-%d}"
PART_SIZE = 1000  # addresses in a part of a month's sitemap


TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class DayPage(ListPage):
    """Some stories of a day, and also where the newer ones begin; the newest begin nowhere."""

    newer: Cursor | None = None


def stories_of_day(day: date, *, now: datetime, limit: int, before: Cursor | None = None) -> DayPage:
    """Read up to `limit` visible stories of a day, newest first, older than `before`."""
    shown(DAY.format(day))
    start, end = midnight(day), midnight(day + timedelta(days=1)) - TICK
    until = min(end, now, before.published_at if before else now)
    rows = [
        CardRow(*row) for row in older_rows(start, until, before, now=now).values_list(*CardRow._fields)[: limit + 1]
    ]
    shown(*(f"card:{row.story_id}" for row in rows[:limit]))
    last = rows[limit - 1] if len(rows) > limit else None
    return DayPage(
        cards=tuple(card_view(row, now=now) for row in rows[:limit]),
        older=Cursor(last.published_at, last.story_id) if last else None,
        newer=place_before(before, min(end, now), now=now, limit=limit) if before else None,
    )


def older_rows(start: datetime, until: datetime, before: Cursor | None, *, now: datetime) -> QuerySet[Card]:
    """Give the query of what was published between two moments, newest first, and after `before` in that order."""
    older = Q(published_at__lt=before.published_at) | Q(story_id__lt=before.story_id) if before else Q()
    return Card.objects.visible(now, until=until).filter(older, published_at__gte=start).newest_first()


def place_before(here: Cursor, until: datetime, *, now: datetime, limit: int) -> Cursor | None:
    """Find where the part that ends with `here` begins; None if it begins with the newest story."""
    newer = Q(published_at__gt=here.published_at) | Q(story_id__gte=here.story_id)
    rows = Card.objects.visible(now, until=until).filter(newer, published_at__gte=here.published_at)
    found = rows.order_by("published_at", "story_id").values_list("published_at", "story_id")[limit : limit + 1]
    return next((Cursor(*row) for row in found), None)


def stories_of_slice(month: date, part: int, *, now: datetime) -> QuerySet[Card] | None:
    """Give the query of a part of a month's stories, oldest first; None if there is no such part."""
    place = place_of_slice(month, part)
    if place is None:
        return None
    day, skipped = place
    end = midnight(last_day(month) + timedelta(days=1)) - TICK
    rows = Card.objects.visible(now, until=min(end, now)).filter(published_at__gte=midnight(day))
    return rows.order_by("published_at", "story_id")[skipped : skipped + PART_SIZE]


def parts_of(stories: int) -> int:
    """Say into how many parts the sitemap of a month with so many stories is divided.

    >>> [parts_of(count) for count in (0, 1, 1000, 1001)]
    [0, 1, 1, 2]
    """
    return -(-stories // PART_SIZE)


def counted(span: str, first: date, last: date) -> list[tuple[date, int]]:
    """Read the counts of the spans that begin on these days or between; those without stories are left out."""
    rows = StoryCount.objects.filter(span=span, start__range=(first, last), stories__gt=0)
    return list(rows.order_by("start").values_list("start", "stories"))


def first_year(*, now: datetime) -> int:
    """Give the year of the oldest story; this year if there is none."""
    shown(YEARS)
    years = StoryCount.objects.filter(span=StoryCount.Span.YEAR, stories__gt=0).order_by("start")
    oldest, today = years.values_list("start", flat=True).first(), local_day(now)
    return min(oldest or today, today).year


def months_of_year(year: int, *, now: datetime) -> list[tuple[date, int]]:
    """Give how many stories the months of a year have, up to this month; months without any are left out."""
    start = date(year, 1, 1)
    shown(YEAR.format(start))
    return counted(StoryCount.Span.MONTH, start, min(date(year, 12, 1), local_day(now)))


def days_of_month(month: date, *, now: datetime) -> dict[int, int]:
    """Give how many stories the days of a month have, up to today."""
    shown(MONTH.format(month))
    found = counted(StoryCount.Span.DAY, month.replace(day=1), min(last_day(month), local_day(now)))
    return {day.day: stories for day, stories in found}


def months_with_parts(*, now: datetime) -> list[tuple[date, int]]:
    """List the months that have stories, newest first, each with the number of its sitemap's parts."""
    shown("sitemap")
    found = counted(StoryCount.Span.MONTH, date.min, local_day(now))
    return [(month, parts_of(stories)) for month, stories in reversed(found)]


def place_of_slice(month: date, part: int) -> tuple[date, int] | None:
    """Find where a part of a month begins, oldest first: the day, and how many stories of that day are before it.

    None if the month has no such part. So no more than one day's stories are ever passed over.
    """
    before, wanted, last = 0, (part - 1) * PART_SIZE, last_day(month)
    found = counted(StoryCount.Span.DAY, month, last)
    place = (month, 0) if part == 1 else None
    for day, stories in found:
        if place is None and before <= wanted < before + stories:
            place = day, wanted - before
        before += stories
        if before >= wanted + PART_SIZE:
            last = day
            break
    show_slice(month, place[0] if place else last, last)
    return place


def show_slice(month: date, first: date, last: date) -> None:
    """Say what a part of a sitemap was made of: where the days before it end, and all that its own days hold."""
    days = list(days_between(month, last))
    shown(*(DAY.format(day) for day in days), *(TOLD.format(day) for day in days if day >= first))


def days_between(first: date, last: date) -> Iterator[date]:
    """Walk through days, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def last_day(month: date) -> date:
    """Give the last day of a month.

    >>> last_day(date(2024, 2, 1))
    datetime.date(2024, 2, 29)
    """
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def local_day(moment: datetime) -> date:
    """Give the day of a moment in the publication's time zone; an editor may have chosen another for the desk."""
    return timezone.localdate(moment, timezone.get_default_timezone())


def midnight(day: date) -> datetime:
    """Give the first moment of a day in the publication's time zone."""
    return datetime.combine(day, time(), timezone.get_default_timezone())
