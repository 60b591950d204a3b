"""Fill the archive with stories for load tests."""

import random
import re
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from broadsheet.public.models import Card
from broadsheet.public.services.bulk import project_bulk
from broadsheet.stories.services.bulk import CHUNK, BulkStory, write_stories
from broadsheet.taxonomy.models import SectionPage

SAY_EVERY = 10_000
WORDS = re.findall(
    r"\w+",
    "harbour council tram budget vote ferry market school dam bridge court union storm player ward museum rail price "
    "forecast inquiry minister engineer nurse captain reporter witness report figure plan night morning quay station "
    "valley island election payment contract strike festival orchard grain signal network patient trial season coach",
)


def write_archive(count: int, *, say: Callable[[str], object]) -> None:
    """Write `count` stories over the last ten years, the same number into every section, a chunk a transaction."""
    sections = list(SectionPage.objects.filter(live=True).order_by("path"))
    dice = random.Random(count)  # noqa: S311 (load, not secrets)
    start, done, said = Card.objects.count(), 0, 0
    for section, size in chunks(count, sections):
        stories = list(invent(size, start + done, dice, now=timezone.now()))
        project_bulk(section, write_stories(section, stories), stories)
        done += size
        time.sleep(0.01)  # lets an editor's publish in between two chunks
        if done - said >= SAY_EVERY or done == count:
            said = done
            say(f"  {done} of {count} stories, {Page.objects.count()} pages")


def chunks(count: int, sections: Sequence[SectionPage]) -> Iterator[tuple[SectionPage, int]]:
    """Divide `count` evenly among the sections, and what each gets into chunks.

    >>> [size for _, size in chunks(2500, ["world", "sports"])]
    [1000, 250, 1000, 250]
    """
    for number, section in enumerate(sections):
        share = count // len(sections) + (number < count % len(sections))
        for first in range(0, share, CHUNK):
            yield section, min(CHUNK, share - first)


def invent(count: int, first: int, dice: random.Random, *, now: datetime) -> Iterator[BulkStory]:
    """Make stories of plausible length out of the words of the trade."""
    for number in range(first, first + count):
        headline = f"{sentence(dice, 7)} {number}"
        yield BulkStory(
            headline=headline,
            slug=f"archive-{number}",
            published_at=now - timedelta(seconds=dice.randrange(86_400 * 30, 86_400 * 3650)),
            standfirst=sentence(dice, 16),
            body=[
                {
                    "type": "paragraph",
                    "value": f"<p>{sentence(dice, 40)}.</p>",
                    "id": str(uuid.UUID(int=dice.getrandbits(128))),
                }
                for _ in range(6)
            ],
        )


def sentence(dice: random.Random, length: int) -> str:
    """Make a run of words."""
    return " ".join(dice.choices(WORDS, k=length)).capitalize()
