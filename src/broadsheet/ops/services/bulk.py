"""Fill the archive with stories for load tests."""

import random
import re
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from broadsheet.public.models import Card
from broadsheet.public.services.bulk import project_bulk
from broadsheet.stories.services.bulk import CHUNK, BulkStory, write_stories
from broadsheet.taxonomy.models import SectionPage

WORDS = re.findall(
    r"\w+",
    "harbour council tram budget vote ferry market school dam bridge court union storm player ward museum rail price "
    "forecast inquiry minister engineer nurse captain reporter witness report figure plan night morning quay station "
    "valley island election payment contract strike festival orchard grain signal network patient trial season coach",
)


def write_archive(count: int, *, say: Callable[[str], object]) -> None:
    """Write `count` stories over the last ten years into all sections in turn, a chunk a transaction."""
    sections = list(SectionPage.objects.filter(live=True).order_by("path"))
    dice = random.Random(count)  # noqa: S311 (load, not secrets)
    start = Card.objects.count()
    done = 0
    while done < count:
        section = sections[(done // CHUNK) % len(sections)]
        stories = list(invent(min(CHUNK, count - done), start + done, dice, now=timezone.now()))
        ids = write_stories(section, stories)
        project_bulk(section, ids, stories)
        done += len(stories)
        time.sleep(0.01)  # lets an editor's publish in between two chunks
        if done % 10_000 == 0 or done == count:
            say(f"  {done} of {count} stories, {Page.objects.count()} pages")


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
