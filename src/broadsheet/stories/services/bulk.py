"""Write many published stories at once, in chunks short enough that no editor waits for the database.

What a single publish does for each (revision, audit log) is left out; the pages can be opened, edited and published
like any other afterwards, and editors find them by their titles. The tree is valid after every chunk.
"""

import json
import os
import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page

from broadsheet.basepage.search import enter_many
from broadsheet.core.errors import Refusal
from broadsheet.core.rows import next_ids, write_rows
from broadsheet.media.models import Picture
from broadsheet.people.models import Contributor
from broadsheet.stories import rules
from broadsheet.stories.body import words_of
from broadsheet.stories.models import Byline, PublicVersion, StoryPage
from broadsheet.taxonomy.models import SectionPage, Topic

CHUNK = 500  # on a machine with three other busy processes it holds SQLite for half a second
_number = count()


def new_key() -> uuid.UUID:
    """Make a UUID of version 7 (RFC 9562): keys made one after the other stand side by side in an index.

    >>> new_key().version, new_key() < new_key()
    (7, True)
    """
    moment, within = time.time_ns() // 1_000_000, next(_number) & 0xFFF
    value = moment << 80 | 0x7 << 76 | within << 64 | 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2
    return uuid.UUID(int=value)


@dataclass(frozen=True, slots=True)
class BulkStory:
    """A story to be written: `body` as a StreamField stores it, `bylines` as names or contributors.

    `stored` is its body as the database keeps it, `shown` the words of its first public version.
    """

    headline: str
    slug: str
    published_at: datetime
    body: Sequence[dict[str, Any]]
    standfirst: str = ""
    kind: str = "news"
    bylines: Sequence[str | Contributor] = field(default=("Staff",))
    topics: Sequence[Topic] = ()
    lead_picture: Picture | None = None
    key: uuid.UUID = field(default_factory=new_key)
    words: Sequence[str] = field(init=False)
    stored: str = field(init=False)
    shown: str = field(init=False)

    def __post_init__(self) -> None:
        """Read the plain words of each block once, and write what is kept as JSON, while nobody waits for us."""
        words = [words_of(raw) for raw in self.body]
        shown = [[raw["id"], raw["type"], said] for raw, said in zip(self.body, words, strict=True)]
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "stored", json.dumps(list(self.body)))
        object.__setattr__(self, "shown", json.dumps(shown))


def reasons_to_hold(story: BulkStory) -> list[Refusal]:
    """Ask the rules whether a story may go out; the writer itself does not."""
    picture = story.lead_picture
    facts = rules.StoryFacts(
        headline=story.headline,
        bylines=[str(who) for who in story.bylines],
        has_body=bool(story.body),
        has_lead_picture=picture is not None,
        lead_alternative_text=picture.alternative_text if picture else "",
        lead_rights_expire_at=picture.rights_expire_at if picture else None,
    )
    return rules.reasons_to_hold(facts, now=timezone.now())


@transaction.atomic
def write_stories(section: SectionPage, stories: Sequence[BulkStory]) -> list[int]:
    """Append stories to a section, live, and give their ids. Call it with at most CHUNK of them."""
    parent = Page.objects.select_for_update().get(pk=section.pk)
    ids = next_ids(Page, len(stories))
    write_pages(parent, ids, stories)
    write_rows(
        StoryPage,
        len(ids),
        page_ptr_id=ids,
        kind=[story.kind for story in stories],
        standfirst=[story.standfirst for story in stories],
        body=[story.stored for story in stories],
        lead_picture_id=[story.lead_picture.pk if story.lead_picture else None for story in stories],
    )
    write_bylines(ids, stories)
    write_topics(ids, stories)
    write_first_versions(ids, stories)
    headlines, standfirsts = [story.headline for story in stories], [story.standfirst for story in stories]
    enter_many(StoryPage, ids, title=headlines, standfirst=standfirsts, slugline=[""] * len(ids))
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(ids))
    return ids


def write_pages(parent: Page, ids: list[int], stories: Sequence[BulkStory]) -> None:
    """Write what every page has, in the places that come next below `parent`."""
    first, depth, times = next_place(parent), parent.depth + 1, [story.published_at for story in stories]
    headlines = [story.headline for story in stories]
    write_rows(
        Page,
        len(ids),
        id=ids,
        path=[Page._get_path(parent.path, depth, place) for place in range(first, first + len(ids))],
        depth=depth,
        numchild=0,
        title=headlines,
        draft_title=headlines,
        slug=[story.slug for story in stories],
        url_path=[f"{parent.url_path}{story.slug}/" for story in stories],
        translation_key=[story.key for story in stories],
        live=True,
        first_published_at=times,
        last_published_at=times,
        latest_revision_created_at=times,
        show_in_menus=StoryPage.show_in_menus_default,
        locale_id=Locale.get_default().pk,
        content_type_id=ContentType.objects.get_for_model(StoryPage).pk,
    )


def next_place(parent: Page) -> int:
    """Give the number of the next child in the tree."""
    last = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("-path").first()
    return Page._str2int(last.path[-Page.steplen :]) + 1 if last else 1


def write_bylines(ids: Iterable[int], stories: Iterable[BulkStory]) -> None:
    """Sign the stories."""
    lines = [(pk, n, who) for pk, story in zip(ids, stories, strict=True) for n, who in enumerate(story.bylines)]
    write_rows(
        Byline,
        len(lines),
        story_id=[pk for pk, _, _ in lines],
        sort_order=[number for _, number, _ in lines],
        name=[who if isinstance(who, str) else "" for *_, who in lines],
        contributor_id=[None if isinstance(who, str) else who.pk for *_, who in lines],
    )


def write_topics(ids: Iterable[int], stories: Iterable[BulkStory]) -> None:
    """Tie the stories to their topics."""
    pairs = [(pk, topic.pk) for pk, story in zip(ids, stories, strict=True) for topic in story.topics]
    through: Any = StoryPage.topics.through
    write_rows(through, len(pairs), storypage_id=[pk for pk, _ in pairs], topic_id=[topic for _, topic in pairs])


def write_first_versions(ids: list[int], stories: Sequence[BulkStory]) -> None:
    """Record what readers see."""
    write_rows(
        PublicVersion,
        len(ids),
        story_id=ids,
        number=1,
        kind=PublicVersion.Kind.INITIAL,
        is_substantive=True,
        headline=[story.headline for story in stories],
        standfirst=[story.standfirst for story in stories],
        blocks=[story.shown for story in stories],
        published_at=[story.published_at for story in stories],
    )
