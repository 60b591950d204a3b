"""Rank stories by how much they are read, for the page “Trending”, the region “Popular” and “Most read” on fronts.

The formulas are `statistics.rules`; the page “Trending” prints them. Only stories that readers may see are ranked.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from broadsheet.public.models import Card, SiteRecord
from broadsheet.public.tags import changed
from broadsheet.statistics.errors import StoreGone
from broadsheet.statistics.queries import ranking
from broadsheet.statistics.rules import POPULAR, TRENDING, Formula

RANKED = 60
SHOWN = 24  # the most of “Popular” that any page looks at


def rank(*, now: datetime | None = None) -> None:
    """Rank stories and keep the rankings for every page; without the statistics store they stay as they are."""
    now = now or timezone.now()
    try:
        trending, popular = ranked(TRENDING, now=now), ranked(POPULAR, now=now)
    except StoreGone:  # the log has it, and `broadsheet doctor`
        return
    keep("trending", trending, shown=len(trending) + 1)
    keep("popular", [story_id for story_id, _ in popular], shown=SHOWN)


def ranked(formula: Formula, *, now: datetime) -> list[list[int]]:
    """Give the stories of a ranking that readers may see, best first, each with how often it was read."""
    best = ranking(formula, now=now, limit=RANKED * 2)
    seen = set(Card.objects.visible(now).filter(pk__in=[row.story_id for row in best]).values_list("pk", flat=True))
    return [[row.story_id, row.read] for row in best if row.story_id in seen][:RANKED]


@transaction.atomic
def keep(key: str, value: list[Any], *, shown: int) -> None:
    """Keep a ranking. Pages are made anew only if one of the first places that they show is another's."""
    kept = SiteRecord.objects.filter(key=key).first()
    before = kept.value if kept else []
    if before == value:
        return
    SiteRecord.objects.update_or_create(key=key, defaults={"value": value})
    if before[:shown] != value[:shown]:
        changed(f"record:{key}")
