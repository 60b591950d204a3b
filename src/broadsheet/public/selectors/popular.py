"""Read what is read most: a ranking made every minute from our own counts (`services.popular`)."""

from dataclasses import dataclass
from datetime import datetime

from broadsheet.public.selectors.lists import by_ids, card_view
from broadsheet.public.selectors.site import SiteView
from broadsheet.public.shapes import CardView
from broadsheet.public.tags import shown


@dataclass(frozen=True, slots=True)
class TrendingView:
    """A story in the ranking, with the figures it stands there for."""

    card: CardView
    views: int
    score: float


def popular_ids(site: SiteView) -> list[int]:
    """Give the ids of the ranking, best first."""
    return [row[0] for row in site.records.get("popular", [])]


def trending(site: SiteView, *, now: datetime, limit: int) -> tuple[TrendingView, ...]:
    """Read the ranking with its figures."""
    shown("ranking")
    rows = site.records.get("popular", [])[: limit * 2]
    found = by_ids((row[0] for row in rows), now=now)
    ranked = (TrendingView(card_view(found[pk], now=now), views, score) for pk, views, score in rows if pk in found)
    return tuple(ranked)[:limit]
