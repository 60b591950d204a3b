"""Fill the archive with stories for load tests."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from django.utils import timezone

from broadsheet.people.models import Contributor
from broadsheet.public.models import Card
from broadsheet.public.services.bulk import BulkWriter
from broadsheet.stories.services.bulk import CHUNK, BulkStory
from broadsheet.taxonomy.models import SectionPage, Topic

SAY_EVERY = 10_000
STREAM_WORDS = 200_000
OLDEST_DAYS, NEWEST_DAYS = 3650, 30
WORDS = re.findall(
    r"\w+",
    "harbour council tram budget vote ferry market school dam bridge court union storm player ward museum rail price "
    "forecast inquiry minister engineer nurse captain reporter witness report figure plan night morning quay station "
    "valley island election payment contract strike festival orchard grain signal network patient trial season coach",
)


class Cast(NamedTuple):
    """Who signs the stories, and what they are about."""

    people: Sequence[Contributor]
    topics: Sequence[Topic]


class Share(NamedTuple):
    """A chunk of what a section gets: where it begins, how many it holds, how many the section gets in all."""

    section: SectionPage
    first: int
    size: int
    share: int


def write_archive(count: int, *, say: Callable[[str], object]) -> None:
    """Write `count` stories over the last ten years, the same number into every section, oldest first."""
    sections = list(SectionPage.objects.filter(live=True).order_by("path"))
    cast = Cast(list(Contributor.objects.select_related("portrait")[:200]), list(Topic.objects.all()[:200]))
    dice = random.Random(count)  # noqa: S311 (load, not secrets)
    start, done, said, now = Card.objects.count(), 0, 0, timezone.now()
    with BulkWriter() as writer:
        for part in chunks(count, sections):
            writer.write(part.section, list(invent(part, start + done, dice, cast, now=now)))
            done += part.size
            if done - said >= SAY_EVERY or done == count:
                said = done
                say(f"  {done} of {count} stories")
    say(f"  No chunk held the database for longer than {writer.longest_seconds:.2f} s.")


def chunks(count: int, sections: Sequence[SectionPage]) -> Iterator[Share]:
    """Divide `count` evenly among the sections, and what each gets into chunks.

    >>> [part.size for part in chunks(1250, ["world", "sports"])]
    [500, 125, 500, 125]
    """
    for number, section in enumerate(sections):
        share = count // len(sections) + (number < count % len(sections))
        for first in range(0, share, CHUNK):
            yield Share(section, first, min(CHUNK, share - first), share)


def invent(part: Share, first: int, dice: random.Random, cast: Cast, *, now: datetime) -> Iterator[BulkStory]:
    """Make stories of plausible length out of the words of the trade; half are signed by somebody with a page."""
    for row in range(part.size):
        number = first + row
        yield BulkStory(
            headline=f"{sentence(dice, 7)} {number}",
            slug=f"archive-{number}",
            published_at=now - age((part.first + row + dice.random()) / part.share),
            standfirst=sentence(dice, 16),
            body=[block(f"<p>{sentence(dice, 40)}.</p>", dice) for _ in range(6)],
            bylines=[dice.choice(cast.people)] if cast.people and number % 2 else ["Staff"],
            topics=[dice.choice(cast.topics)] if cast.topics else [],
        )


def age(part: float) -> timedelta:
    """Give the age of a story that stands so far along its section, from the oldest (0) to the newest (1).

    >>> age(0).days, age(1).days
    (3650, 30)
    """
    return timedelta(days=OLDEST_DAYS - (OLDEST_DAYS - NEWEST_DAYS) * part)


def block(html: str, dice: random.Random) -> dict[str, str]:
    """Make one paragraph as a StreamField stores it."""
    key = f"{dice.getrandbits(128):032x}"
    return {"type": "paragraph", "value": html, "id": f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"}


def sentence(dice: random.Random, length: int) -> str:
    """Make a run of words."""
    first = int(dice.random() * (STREAM_WORDS - length))
    return " ".join(stream()[first : first + length]).capitalize()


@cache
def stream() -> list[str]:
    """Draw words once; to draw them for every sentence takes longer than all that is done with it."""
    return random.Random(STREAM_WORDS).choices(WORDS, k=STREAM_WORDS)  # noqa: S311 (load, not secrets)
