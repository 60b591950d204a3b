"""Say what a change to one story changed for readers: its own page, lists it came into or left, its neighbours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from broadsheet.fronts.services.breaking import lower_breaking
from broadsheet.public.live import ALL_STORIES, section_channel, story_channel, tell
from broadsheet.public.models import Card, CardBody, CardLink
from broadsheet.public.selectors.archive import DAY, TOLD, local_day
from broadsheet.public.selectors.lists import CardRow, ListKey, beside
from broadsheet.public.services.counts import count_move, day_of
from broadsheet.public.tags import changed, gathering
from broadsheet.stories.models import PublicVersion

UNSEEN = frozenset({"changed_at", "related_ids"})
NEWS_FOR = timedelta(days=1)  # a story that comes back after that is no news to a page that lay open
TICK = timedelta(microseconds=1)
Listed = tuple[str, int, datetime]


@dataclass(frozen=True)
class Seen:
    """What readers could see of a story at one moment."""

    all: dict[str, Any] = field(default_factory=dict)
    card: tuple[Any, ...] = ()
    lists: frozenset[Listed] = frozenset()
    beside: frozenset[int] = frozenset()
    changed_at: datetime | None = None
    day: date | None = None


@contextmanager
def telling_changes(story_id: int) -> Iterator[None]:
    """Compare what readers could see of a story before and after, and say what changed, to caches and to open pages."""
    with transaction.atomic(savepoint=False), gathering():
        before = seen(story_id)
        yield
        after = seen(story_id)
        if before.all == after.all and before.changed_at:  # it was only projected again
            Card.objects.filter(pk=story_id).update(changed_at=before.changed_at)
        count_move(before.day, after.day)
        changed(*tags_between(story_id, before, after), gone=bool(before.card and not after.card))
        tell_open_pages(story_id, before, after)


def seen(story_id: int) -> Seen:
    """Read what readers can see of a story; of one that is not to be seen, only what its own page says.

    Nobody else projects it until we are done. Whether its time has run out is not asked: a page that is kept may still
    show it when the scheduler withdraws it.
    """
    now = timezone.now()
    card = Card.objects.select_for_update().filter(pk=story_id).first()
    if card is None:
        return Seen()
    body = CardBody.objects.filter(pk=story_id).values_list("blocks", flat=True).first()
    everything = {f.attname: getattr(card, f.attname) for f in Card._meta.concrete_fields if f.attname not in UNSEEN}
    everything["blocks"] = body
    if not is_listed(card, now=now):
        return Seen(everything, changed_at=card.changed_at, day=day_of(card))
    links = CardLink.objects.filter(card=card, is_visible=True).values_list("kind", "target_id", "published_at")
    lists = frozenset({*links, ("", 0, card.published_at)})
    row = tuple(getattr(card, name) for name in CardRow._fields)
    return Seen(everything, row, lists, neighbours_of(card, now=now), card.changed_at, day_of(card))


def is_listed(card: Card, *, now: datetime) -> bool:
    """Say whether lists that were kept may hold a story."""
    return card.is_visible(now) or (card.expires_at is not None and card.is_visible(min(now, card.expires_at - TICK)))


def neighbours_of(card: Card, *, now: datetime) -> frozenset[int]:
    """List the stories that stand just before or after a story in any of its sections."""
    keys = (ListKey(CardLink.Kind.SECTION, row[0]) for row in card.sections)
    return frozenset(pk for key in keys for pk in beside(key, card, now=now))


def tags_between(story_id: int, before: Seen, after: Seen) -> set[str]:
    """Name what differs between two moments of a story."""
    tags = set()
    if before.all != after.all:
        tags |= {f"story:{story_id}", "stories", *(TOLD.format(day) for day in (before.day, after.day) if day)}
    if before.card != after.card:
        tags.add(f"card:{story_id}")
    tags |= {f"list:{kind}:{target}" for kind, target, _ in before.lists ^ after.lists}
    tags |= {DAY.format(local_day(moment)) for kind, _, moment in before.lists ^ after.lists if not kind}
    if before.lists != after.lists:
        tags |= {f"next:{other}" for other in {story_id} | before.beside | after.beside}
    return tags


def tell_open_pages(story_id: int, before: Seen, after: Seen) -> None:
    """Tell the pages that are open in browsers what a reader should hear of; a change of style is nothing to hear."""
    if before.card and not after.card:
        tell(story_channel(story_id), "gone")
        lower_breaking(by=None, about=story_id)  # as when its section is hidden; a kill has lowered it already
    elif before.card and before.all["updated_at"] != after.all["updated_at"]:
        tell(story_channel(story_id), "changed", what=kind_of_change(story_id))
    elif after.card and not before.card and timezone.now() - after.all["published_at"] < NEWS_FOR:
        about = {"id": story_id, "headline": after.all["headline"], "url": after.all["path"]}
        for channel in channels_of(after):
            tell(channel, "stories", **about)


def kind_of_change(story_id: int) -> str:
    """Say whether the newest version of a story corrects it or adds to it."""
    last = PublicVersion.objects.filter(story_id=story_id, is_substantive=True).order_by("-number").first()
    return "correction" if last and last.kind == PublicVersion.Kind.CORRECTION else "update"


def channels_of(story: Seen) -> list[str]:
    """Name the channels of the fronts on which a story is new: that of everything, and those of its sections."""
    sections = sorted(target for kind, target, _ in story.lists if kind == CardLink.Kind.SECTION)
    return [ALL_STORIES, *map(section_channel, sections)]
