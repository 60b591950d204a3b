"""Count views and rank stories by them. The formula is printed on the page “Trending”.

score = sum over the last 48 hours of (views in that hour) × 0.5 ^ (age in hours / 6)

A view counts half as much every six hours. Only stories that readers may see are ranked.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from broadsheet.public.models import Card, SiteRecord, StoryViews
from broadsheet.public.tags import changed

HALF_LIFE_HOURS = 6
WINDOW_HOURS = 48
RANKED = 60
SHOWN = 24  # the most that any page but “Trending” looks at


def count_view(story_id: int, *, at: datetime) -> None:
    """Count one view of a story; no reader is recorded."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    row, is_new = StoryViews.objects.get_or_create(story_id=story_id, hour=hour, defaults={"count": 1})
    if not is_new:
        StoryViews.objects.filter(pk=row.pk).update(count=F("count") + 1)


def rank(*, now: datetime | None = None) -> list[tuple[int, int, float]]:
    """Rank stories by decayed views and keep the ranking for every page: story id, views, score."""
    now = now or timezone.now()
    views: dict[int, int] = defaultdict(int)
    scores: dict[int, float] = defaultdict(float)
    for story_id, hour, count in StoryViews.objects.filter(hour__gt=now - timedelta(hours=WINDOW_HOURS)).values_list(
        "story_id", "hour", "count"
    ):
        views[story_id] += count
        scores[story_id] += count * 0.5 ** ((now - hour).total_seconds() / 3600 / HALF_LIFE_HOURS)
    best = sorted(scores, key=lambda story_id: (-scores[story_id], story_id))[: RANKED * 2]
    seen = set(Card.objects.visible(now).filter(pk__in=best).values_list("pk", flat=True))
    ranking = [(pk, views[pk], round(scores[pk], 2)) for pk in best if pk in seen][:RANKED]
    keep_ranking(ranking)
    return ranking


@transaction.atomic
def keep_ranking(ranking: list[tuple[int, int, float]]) -> None:
    """Keep a ranking; its figures change every minute, but pages show only the order, and only of the first."""
    kept = SiteRecord.objects.filter(key="popular").first()
    before = [row[0] for row in kept.value] if kept else []
    SiteRecord.objects.update_or_create(key="popular", defaults={"value": ranking})
    changed("ranking")
    if before[:SHOWN] != [row[0] for row in ranking][:SHOWN]:
        changed("record:popular")


def forget_old_views(*, now: datetime) -> int:
    """Drop the hourly counts of more than 90 days ago."""
    return StoryViews.objects.filter(hour__lt=now - timedelta(days=90)).delete()[0]
