"""Find what an item is like, in the transaction that shows it; either version of either may come first."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from broadsheet.core.prepared import Blanks, Prepared
from broadsheet.wire import rules
from broadsheet.wire.likeness import Runs, marks_of, runs_in, shares
from broadsheet.wire.models import Likeness, WireItem, WireMark
from broadsheet.wire.queries import newest_standing

MOST_COMPARED = 8
FEWEST_RUNS = 20  # a shorter text is a headline, a score, a price


def liken(item: WireItem, *, is_first: bool) -> None:
    """Compare an item's words with those of the items that share most marks with it; `is_first` if it is new."""
    if not is_first:
        Likeness.objects.filter(Q(first=item) | Q(second=item)).delete()
        WireMark.objects.filter(item=item).delete()
    runs = runs_in(words_of(item))
    if len(runs) < FEWEST_RUNS:
        return
    marks = marks_of(runs)
    Likeness.objects.bulk_create(pairs(item, runs, sharing(marks)))
    leave(item, marks)


def words_of(item: WireItem) -> str:
    """Give the words of an item; of a killed one those it had before, so that what is like it is known."""
    if item.pubstatus != "canceled":
        return item.text
    standing = newest_standing(item)
    return rules.plain_words_of(standing.news_item) if standing else ""


def leave(item: WireItem, marks: Iterable[int]) -> None:
    """Leave an item's marks for those that come after it; in a slot that is taken it takes the place."""
    with connection.cursor() as cursor:
        cursor.execute(LEAVE[connection.vendor], [item.pk % WireMark.SLOTS, item.pk, values_for(marks)])


# Sixteen rows and more for each item: to make them one by one costs ten times what the database needs.
LEAVE = {
    "sqlite": "INSERT INTO wire_wiremark (mark, slot, item_id) SELECT value, %s, %s FROM json_each(%s) WHERE true "
    "ON CONFLICT (mark, slot) DO UPDATE SET item_id = excluded.item_id",
    "postgresql": "INSERT INTO wire_wiremark (slot, item_id, mark) SELECT %s, %s, unnest(%s::bigint[]) "
    "ON CONFLICT (mark, slot) DO UPDATE SET item_id = excluded.item_id",
}


def values_for(marks: Iterable[int]) -> Any:
    """Give numbers as one parameter."""
    return json.dumps(list(marks)) if connection.vendor == "sqlite" else list(marks)


SHARING = Prepared(
    lambda: (
        WireMark.objects.filter(mark__in=Blanks("marks"))
        .order_by()
        .values("item")
        .annotate(common=Count("pk"))
        .order_by("-common", "-item")
        .values_list("item", "common")[:MOST_COMPARED]
    ),
    lambda item, _common: item,
)


def sharing(marks: list[int]) -> list[WireItem]:
    """Give the items that share most of these marks, eight at most."""
    likely = SHARING.all(marks=marks) if marks else []
    return list(WireItem.objects.filter(pk__in=likely)) if likely else []


def pairs(item: WireItem, runs: Runs, others: Iterable[WireItem]) -> list[Likeness]:
    """Say how an item and others are alike, where they are."""
    found = []
    for other in others:
        first, second = sorted((item, other), key=lambda either: either.pk)
        theirs = runs_in(words_of(other))
        share = shares(*((runs, theirs) if first is item else (theirs, runs)))
        if kind := share.kind:
            found.append(
                Likeness(
                    first=first,
                    second=second,
                    kind=kind.value,
                    share_of_first=share.of_first,
                    share_of_second=share.of_second,
                )
            )
    return found
