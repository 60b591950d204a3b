"""Keep the counts of years, months and days true: in the transaction that shows or hides a story, or all anew."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db import connection, transaction

from broadsheet.public.models import Card, StoryCount
from broadsheet.public.selectors.archive import DAY, MONTH, YEAR, YEARS, local_day, parts_of
from broadsheet.public.tags import changed

Key = tuple[str, date]
ADD = (
    "INSERT INTO public_storycount (span, start, stories) VALUES {}"
    " ON CONFLICT (span, start) DO UPDATE SET stories = public_storycount.stories + excluded.stories"
    " RETURNING span, start, stories"
)
AT_ONCE = 2000  # rows a statement; SQLite takes no more than 32,766 values


def day_of(card: Card) -> date | None:
    """Give the day a story counts for; none if it is not to be seen."""
    if card.state != Card.State.LIVE or card.is_section_hidden:
        return None
    return local_day(card.published_at)


def count_move(before: date | None, after: date | None) -> None:
    """Take a story off the day it counted for, and count it for another."""
    if before != after:
        count_days({day: number for day, number in ((before, -1), (after, 1)) if day})


def count_days(days: Mapping[date, int]) -> None:
    """Add to what the days, and their months and years, have; say what that changes."""
    added = {key: number for key, number in spans_of(days).items() if number}
    for (span, start), after in add(added):
        before = after - added[span, start]
        changed(*tags_of(span, start, before, after))


def spans_of(days: Mapping[date, int]) -> Counter[Key]:
    """Sum up days by month and year.

    >>> sorted(spans_of({date(2026, 11, 27): 2, date(2026, 3, 1): 1}).values())
    [1, 1, 2, 2, 3]
    """
    total: Counter[Key] = Counter()
    for day, number in days.items():
        total[StoryCount.Span.DAY, day] += number
        total[StoryCount.Span.MONTH, day.replace(day=1)] += number
        total[StoryCount.Span.YEAR, day.replace(month=1, day=1)] += number
    return total


def tags_of(span: str, start: date, before: int, after: int) -> Iterator[str]:
    """Name what reads a count: the page above it, and what is divided by it."""
    if span == StoryCount.Span.DAY:
        yield MONTH.format(start)
        yield DAY.format(start)
    elif span == StoryCount.Span.MONTH:
        yield YEAR.format(start)
        if parts_of(before) != parts_of(after):
            yield "sitemap"
    elif bool(before) != bool(after):
        yield YEARS


def add(counts: Mapping[Key, int]) -> list[tuple[Key, int]]:
    """Add to the rows, always in the same order so that no two wait for each other; give what they hold then."""
    keys, found = sorted(counts), []
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(ADD.format(", ".join(["(%s, %s, %s)"] * len(some))), flat(some, counts))
            found += [((span, as_day(start)), stories) for span, start, stories in cursor.fetchall()]
    return found


def flat(keys: Iterable[Key], counts: Mapping[Key, int]) -> list[str | int]:
    """Put rows into the order of the marks."""
    return [value for span, start in keys for value in (str(span), start.isoformat(), counts[span, start])]


def as_day(value: date | str) -> date:
    """Read a day as the database gives it: SQLite as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def true_counts(moments: Iterable[datetime]) -> Counter[Key]:
    """Count stories by when they were published."""
    return spans_of(Counter(local_day(moment) for moment in moments))


@transaction.atomic
def recount() -> list[str]:
    """Count all anew; say which counts were not true. It reads every card once, without its words."""
    live = Card.objects.filter(state=Card.State.LIVE, is_section_hidden=False).values_list("published_at", flat=True)
    true = true_counts(live.iterator(chunk_size=10_000))
    kept = Counter({(row.span, row.start): row.stories for row in StoryCount.objects.all()})
    wrong = {key: true[key] - kept[key] for key in sorted(true.keys() | kept.keys()) if true[key] != kept[key]}
    for (span, start), after in add(wrong):
        changed(*tags_of(span, start, kept[span, start], after))
    return [
        f"{span} from {start}: {kept[span, start]} stories, should be {true[span, start]}"
        for span, start in sorted(wrong)
    ]
