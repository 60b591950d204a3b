"""Read what a story may have words of, as the rules take it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from broadsheet.interchange.items import NewsItem
from broadsheet.people.models import Contributor
from broadsheet.provenance import rules
from broadsheet.provenance.models import BlockProvenance, Pickup
from broadsheet.stories.body import RawBlock, raw_blocks, words_of
from broadsheet.wire.models import Source, WireVersion

MOST_VERSIONS = 50
NOT_TEXT = frozenset({"related", "divider"})


@dataclass(frozen=True)
class Lineage:
    """The pickups of a story, and the versions its words may stand in: those taken first, then the newest."""

    pickups: list[Pickup]
    versions: list[WireVersion]

    @cached_property
    def originals(self) -> list[rules.Original]:
        """The versions as they are compared."""
        return [rules.Original(version.pk, tuple(paragraphs_of(version.news_item))) for version in self.versions]

    @cached_property
    def names(self) -> dict[int, str]:
        """How each version's source is named to readers; what needs no credit is not there."""
        named = {version.pk: name_to_credit(version.item.source, version.news_item) for version in self.versions}
        return {pk: name for pk, name in named.items() if name}

    def versions_of(self, item_id: int) -> set[int]:
        """List the versions of one item."""
        return {version.pk for version in self.versions if version.item_id == item_id}

    def trace(self, passages: Iterable[rules.Passage]) -> list[rules.Trace]:
        """Compare a text with all of them."""
        return rules.trace(passages, self.originals)


def lineage_of(story_id: int) -> Lineage | None:
    """Gather what a story may have words of; None if nothing was ever picked up into it."""
    pickups = list(Pickup.objects.filter(story_id=story_id).select_related("item").order_by("pk"))
    return Lineage(pickups, versions_for(pickups)) if pickups else None


def versions_for(pickups: Iterable[Pickup]) -> list[WireVersion]:
    """Give the versions of the items that were taken, at most `MOST_VERSIONS`."""
    taken = list(dict.fromkeys(pickup.version_id for pickup in pickups))[:MOST_VERSIONS]
    versions = WireVersion.objects.select_related("item__source")
    found = versions.in_bulk(taken)
    others = versions.filter(item__in={pickup.item_id for pickup in pickups}).exclude(pk__in=taken).order_by("-pk")
    return [*(found[pk] for pk in taken), *others[: MOST_VERSIONS - len(taken)]]


def paragraphs_of(content: NewsItem) -> list[str]:
    """List the paragraphs of a version, read as the blocks of a story are."""
    blocks = raw_blocks(content.body, lambda _picture: 1)
    return [words for words in (content.headline, content.standfirst, *map(words_of, blocks)) if words]


def passages_of(body: Iterable[RawBlock]) -> list[rules.Passage]:
    """List the blocks of a stored body that hold words of the text."""
    return passages([raw.get("id") or "", raw["type"], words_of(raw)] for raw in body)


def passages(blocks: Iterable[list[Any]]) -> list[rules.Passage]:
    """List the blocks of a public version, `[id, kind, words]`, that hold words of the text."""
    return [rules.Passage(*block) for block in blocks if block[1] not in NOT_TEXT and block[2].strip()]


def name_to_credit(source: Source, content: NewsItem) -> str:
    """Say who is named to readers for a version: whom it credits itself, else its source; nobody for our own."""
    if content.source_credit:
        return content.source_credit.name
    return "" if source.is_home else source.credit or source.name


def is_staff(contributor: Contributor | None) -> bool:
    """Say whether somebody is of our own staff: with a login, or on the staff list."""
    return contributor is not None and (contributor.user_id is not None or contributor.on_masthead)


def draft_lines(story_id: int) -> list[BlockProvenance]:
    """Give what the blocks of a story's newest draft have from the wire, as it was last traced."""
    lines = BlockProvenance.objects.filter(story_id=story_id, public_version=None)
    return list(lines.order_by("pk"))
