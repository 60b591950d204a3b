"""Write many published stories at once, in chunks short enough that no editor waits for the database.

What a single publish does for each (revision, audit log, editors' search) is left out; the pages can be opened, edited
and published like any other afterwards. The tree is valid after every chunk.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page

from broadsheet.stories.body import words_of
from broadsheet.stories.models import Byline, PublicVersion, StoryPage
from broadsheet.taxonomy.models import SectionPage

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class BulkStory:
    """A story to be written: `body` as a StreamField stores it, `bylines` as names."""

    headline: str
    slug: str
    published_at: datetime
    body: Sequence[dict[str, Any]]
    standfirst: str = ""
    kind: str = "news"
    bylines: Sequence[str] = field(default=("Staff",))


@transaction.atomic
def write_stories(section: SectionPage, stories: Sequence[BulkStory]) -> list[int]:
    """Append stories to a section, live, and give their ids. Call it with at most CHUNK of them."""
    parent = Page.objects.select_for_update().get(pk=section.pk)
    shared = {"locale": Locale.get_default(), "content_type": ContentType.objects.get_for_model(StoryPage)}
    rows = [page_row(parent, story, place, shared) for place, story in enumerate(stories, next_place(parent))]
    Page.objects.bulk_create(rows)
    made = [story_row(row, story) for row, story in zip(rows, stories, strict=True)]
    fields = [f for f in StoryPage._meta.local_concrete_fields if not getattr(f, "generated", False)]
    # Django will not bulk_create a child of a multi-table parent; this private method inserts the child's own columns.
    StoryPage._base_manager.get_queryset()._batched_insert(made, fields, batch_size=None)
    Byline.objects.bulk_create(
        Byline(story_id=row.pk, name=name, sort_order=number)
        for row, story in zip(rows, stories, strict=True)
        for number, name in enumerate(story.bylines)
    )
    PublicVersion.objects.bulk_create(first_version(row, story) for row, story in zip(rows, stories, strict=True))
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(rows))
    return [row.pk for row in rows]


def next_place(parent: Page) -> int:
    """Give the number of the next child in the tree."""
    last = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("-path").first()
    return Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1


def page_row(parent: Page, story: BulkStory, place: int, shared: Mapping[str, Any]) -> Page:
    """Fill the columns every page has."""
    return Page(
        title=story.headline,
        draft_title=story.headline,
        slug=story.slug,
        path=Page._get_path(parent.path, parent.depth + 1, place),
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}{story.slug}/",
        translation_key=uuid.uuid4(),
        live=True,
        first_published_at=story.published_at,
        last_published_at=story.published_at,
        latest_revision_created_at=story.published_at,
        **shared,
    )


def story_row(row: Page, story: BulkStory) -> StoryPage:
    """Fill the columns a story has."""
    made = StoryPage(page_ptr_id=row.pk, kind=story.kind, standfirst=story.standfirst)
    stream = StoryPage._meta.get_field("body")
    made.body = stream.stream_block.to_python(list(story.body))
    return made


def first_version(row: Page, story: BulkStory) -> PublicVersion:
    """Record what readers see."""
    return PublicVersion(
        story_id=row.pk,
        number=1,
        kind=PublicVersion.Kind.INITIAL,
        is_substantive=True,
        headline=story.headline,
        standfirst=story.standfirst,
        blocks=[[raw["id"], raw["type"], words_of(raw)] for raw in story.body],
        published_at=story.published_at,
    )
