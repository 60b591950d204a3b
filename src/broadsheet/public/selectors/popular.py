"""Read what is read most: rankings made every minute from our own counts (`services.popular`)."""

from dataclasses import dataclass
from datetime import datetime

from broadsheet.public.selectors.lists import by_ids, card_view
from broadsheet.public.selectors.site import SiteView
from broadsheet.public.shapes import CardView


@dataclass(frozen=True, slots=True)
class TrendingView:
    """A story in the ranking, with how often it was read."""

    card: CardView
    views: int


def popular_ids(site: SiteView) -> list[int]:
    """Give the ids of the ranking “Popular”, best first."""
    return list(site.records.get("popular", []))


def trending(site: SiteView, *, now: datetime, limit: int) -> tuple[TrendingView, ...]:
    """Read the ranking “Trending” with its figures."""
    rows = site.records.get("trending", [])[: limit * 2]
    found = by_ids((story_id for story_id, _ in rows), now=now)
    ranked = (TrendingView(card_view(found[pk], now=now), views) for pk, views in rows if pk in found)
    return tuple(ranked)[:limit]
