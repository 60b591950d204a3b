"""Add paragraphs of a wire item to a story that is being written, and keep the line between the two."""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from wagtail.blocks import StreamValue

from broadsheet.desk.errors import NoParagraphs, NotYourStory
from broadsheet.desk.services.pickup import find_in, keep_pictures, note_pictures, usable
from broadsheet.desk.wire_pictures import read_picture
from broadsheet.interchange.items import BodyBlock
from broadsheet.people.models import User
from broadsheet.provenance.models import Pickup
from broadsheet.stories.body import raw_blocks
from broadsheet.stories.models import StoryPage
from broadsheet.wire.models import WireItem, WireVersion


def add_to_story(
    story: StoryPage, item: WireItem, version: WireVersion, *, places: Collection[int], by: User
) -> StoryPage:
    """Put the blocks at `places` of a version, all if none is named, at the end of a story's newest draft.

    Gives the draft. Raises ItemCanceled, ItemWithheld, NotYourStory or NoParagraphs.
    """
    usable(item)
    if not story.permissions_for_user(by).can_edit() or story.is_killed:
        raise NotYourStory(story, by)
    blocks = [block for place, block in enumerate(version.news_item.body) if not places or place in places]
    if not blocks:
        raise NoParagraphs(item)
    return append(story, item, version, blocks, by=by)


def append(story: StoryPage, item: WireItem, version: WireVersion, blocks: list[BodyBlock], *, by: User) -> StoryPage:
    """Write the draft with the blocks, its revision and the lineage row."""
    album, _missing = keep_pictures(version.news_item, item, partial(read_picture, item.source))
    with transaction.atomic():
        usable(WireItem.objects.select_for_update(of=("self",)).select_related("latest", "source").get(pk=item.pk))
        standing = StoryPage.objects.select_for_update(of=("self",)).get(pk=story.pk)
        draft: StoryPage = standing.get_latest_revision_as_object()
        added = raw_blocks(blocks, find_in(album))
        draft.body = StreamValue(draft.body.stream_block, [*draft.body.raw_data, *added], is_lazy=True)
        draft.save_revision(user=by, log_action=True)
        ids = [block["id"] for block in added]
        Pickup.objects.create(story=standing, item=item, version=version, block_ids=ids, by=by)
        note_pictures(item, version, album)
    return draft
