"""Say what a change to one story changed for readers: its own page, lists it came into or left, its neighbours."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from broadsheet.core.prepared import Prepared, blank
from broadsheet.fronts.services.breaking import lower_breaking
from broadsheet.public.live import ALL_STORIES, section_channel, story_channel, tell
from broadsheet.public.models import Card, CardLink
from broadsheet.public.selectors.archive import DAY, TOLD, local_day
from broadsheet.public.selectors.gone import TOLD_GONE
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
        lock(story_id)
        before = seen(story_id)
        yield
        after = seen(story_id, before)
        if before.all == after.all and before.changed_at:  # it was only projected again
            Card.objects.filter(pk=story_id).update(changed_at=before.changed_at)
        count_move(before.day, after.day)
        changed(*tags_between(story_id, before, after), gone=bool(before.card and not after.card))
        tell_open_pages(story_id, before, after)


def lock(story_id: int) -> None:
    """See that nobody else projects the story until we are done; SQLite has one writer anyway."""
    if connection.features.has_select_for_update:
        Card.objects.select_for_update().filter(pk=story_id).values_list("pk").first()


def seen(story_id: int, before: Seen = Seen()) -> Seen:
    """Read what readers can see of a story; of one that is not to be seen, only what its own page says.

    In the lists in which it was `before` its neighbours are the same. Whether its time has run out is not asked: a page
    that is kept may still show it when the scheduler withdraws it.
    """
    now = timezone.now()
    everything = ALL_OF_A_STORY.first(pk=story_id)
    if everything is None:
        return Seen()
    changed_at = everything.pop("changed_at")
    card = Card(**{name: value for name, value in everything.items() if name != "blocks"})
    if not is_listed(card, now=now):
        return Seen(everything, changed_at=changed_at, day=day_of(card))
    lists = frozenset({*LISTS_OF_A_STORY.all(pk=story_id), ("", 0, card.published_at)})
    row = tuple(everything[name] for name in CardRow._fields)
    beside = before.beside if lists == before.lists else neighbours_of(card, now=now)
    return Seen(everything, row, lists, beside, changed_at, day_of(card))


COLUMNS = [field.attname for field in Card._meta.concrete_fields if field.attname not in UNSEEN]
ALL_OF_A_STORY: Prepared[dict[str, Any]] = Prepared(
    lambda: Card.objects.filter(pk=blank("pk")).values_list(*COLUMNS, "changed_at", "body__blocks"),
    lambda *row: dict(zip([*COLUMNS, "changed_at", "blocks"], row, strict=True)),
)
LISTS_OF_A_STORY: Prepared[Listed] = Prepared(
    lambda: CardLink.objects.filter(card_id=blank("pk"), is_visible=True).values_list(
        "kind", "target_id", "published_at"
    ),
    lambda *row: row,
)


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
        tags |= set() if before.card or after.card else {TOLD_GONE}  # of a hidden section, and killed: no list has it
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
    return "correction" if LAST_KIND.first(pk=story_id) == PublicVersion.Kind.CORRECTION else "update"


LAST_KIND: Prepared[str] = Prepared(
    lambda: (
        PublicVersion.objects.filter(story_id=blank("pk"), is_substantive=True)
        .order_by("-number")
        .values_list("kind")[:1]
    ),
    str,
)


def channels_of(story: Seen) -> list[str]:
    """Name the channels of the fronts on which a story is new: that of everything, and those of its sections."""
    sections = sorted(target for kind, target, _ in story.lists if kind == CardLink.Kind.SECTION)
    return [ALL_STORIES, *map(section_channel, sections)]
