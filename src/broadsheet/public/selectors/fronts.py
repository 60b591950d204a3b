"""Read a front: the stories an editor placed, then what the query finds, never the same story twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadsheet.public.models import CardLink
from broadsheet.public.pictures import picture_view
from broadsheet.public.selectors.lists import CardRow, ListKey, by_ids, card_view, newest_ids
from broadsheet.public.selectors.popular import popular_ids
from broadsheet.public.selectors.site import SiteView
from broadsheet.public.shapes import CardView, ContainerView

SPARE = 16  # found beyond the size of a container, because some will stand elsewhere or not suit its place
WITHOUT_CARDS = frozenset({"advertisement"})
DEFAULT: list[dict[str, Any]] = [
    {"layout": layout, "title": "", "size": size, "fill_from": None, "url": "", "is_filled": True, "placements": []}
    for layout, size in (("lead", 1), ("deck", 3), ("columns", 8), ("list", 10))
]


def front_containers(
    site: SiteView, record: list[dict[str, Any]] | None, *, now: datetime
) -> tuple[ContainerView, ...]:
    """Fill every container in its order; a container without stories folds away."""
    containers = record or DEFAULT
    placed = [place["story_id"] for container in containers for place in container["placements"]]
    filling = fill_lists(containers, site, now=now)
    known = by_ids({*placed, *(story_id for ids in filling.values() for story_id in ids)}, now=now)
    by_hand = set(placed)
    shown: set[int] = set()
    views = (fill(container, known, filling, by_hand, shown, now=now) for container in containers)
    return tuple(view for view in views if view.cards or view.layout in WITHOUT_CARDS)


def fill_lists(containers: list[dict[str, Any]], site: SiteView, *, now: datetime) -> dict[ListKey, list[int]]:
    """Read the ids each query of the front finds, all in one query."""
    limits: dict[ListKey, int] = {}
    for container in containers:
        if container["is_filled"]:
            key = key_of(container)
            limits[key] = limits.get(key, SPARE) + container["size"]
    popular = limits.pop(POPULAR, 0)
    return newest_ids(limits, now=now) | {POPULAR: popular_ids(site)[:popular]}


POPULAR = ListKey("popular")


def key_of(container: dict[str, Any]) -> ListKey:
    """Name the list a container fills up from."""
    if container["layout"] == "popular":
        return POPULAR
    return ListKey(CardLink.Kind.SECTION, container["fill_from"]) if container["fill_from"] else ListKey()


def fill(
    container: dict[str, Any],
    known: dict[int, CardRow],
    filling: dict[ListKey, list[int]],
    by_hand: set[int],
    shown: set[int],
    *,
    now: datetime,
) -> ContainerView:
    """Fill one container and remember what it shows.

    A story placed by hand anywhere is left for that place; “most read” is a ranking and may repeat what stands above.
    """
    cards: list[CardView] = []
    for card in candidates(container, known, filling, by_hand, now=now):
        if len(cards) == container["size"]:
            break
        if container["layout"] == "popular" or card.story_id not in shown:
            cards.append(card)
            shown.add(card.story_id)
    return ContainerView(container["layout"], tuple(cards), title=container["title"], url=container["url"])


def candidates(
    container: dict[str, Any],
    known: dict[int, CardRow],
    filling: dict[ListKey, list[int]],
    by_hand: set[int],
    *,
    now: datetime,
) -> Iterator[CardView]:
    """Give the placed stories, then those of the query."""
    for place in container["placements"]:
        if card := known.get(place["story_id"]):
            yield overridden(card_view(card, now=now), place, now=now)
    for story_id in filling.get(key_of(container), []) if container["is_filled"] else []:
        if story_id in known and (story_id not in by_hand or container["layout"] == "popular"):
            found = card_view(known[story_id], now=now)
            if suits(container["layout"], found):
                yield found


def suits(layout: str, card: CardView) -> bool:
    """Say whether a query may put a story in a place of this kind: no brief leads, a picture strip shows pictures."""
    if layout == "strip":
        return card.picture is not None
    return layout not in ("lead", "deck") or card.kind != "brief"


def overridden(card: CardView, place: dict[str, Any], *, now: datetime) -> CardView:
    """Put an editor's own words or picture on a card."""
    words = {name: place[name] for name in ("headline", "kicker", "standfirst") if place[name]}
    picture = picture_view(place["picture"], now=now) or card.picture
    return replace(card, picture=picture, **words)
