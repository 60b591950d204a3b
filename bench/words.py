"""Invent the same stories for every site that is measured, so that all of them print the same words."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WORDS = re.findall(
    r"\w+",
    "harbour council tram budget vote ferry market school dam bridge court union storm player ward museum rail price "
    "forecast inquiry minister engineer nurse captain reporter witness report figure plan night morning quay station",
)
PARAGRAPHS = 6
PARAGRAPH_WORDS = 40


@dataclass(frozen=True, slots=True)
class Words:
    """What a story says, and when it came out."""

    headline: str
    slug: str
    standfirst: str
    paragraphs: tuple[str, ...]
    published_at: datetime


def invent(count: int, *, first: int = 0) -> Iterator[Words]:
    """Make `count` stories of the last ten years; the same numbers always give the same words."""
    now = datetime.now(UTC)
    for number in range(first, first + count):
        dice = random.Random(number)
        yield Words(
            headline=f"{sentence(dice, 7)} {number}",
            slug=f"story-{number}",
            standfirst=sentence(dice, 16),
            paragraphs=tuple(f"<p>{sentence(dice, PARAGRAPH_WORDS)}.</p>" for _ in range(PARAGRAPHS)),
            published_at=now - timedelta(seconds=dice.randrange(86_400, 86_400 * 3650)),
        )


def sentence(dice: random.Random, length: int) -> str:
    """Make a run of words."""
    return " ".join(dice.choices(WORDS, k=length)).capitalize()


def shares(count: int, parts: int) -> list[int]:
    """Deal `count` stories out to so many sections.

    >>> shares(7, 3)
    [3, 2, 2]
    """
    return [count // parts + (number < count % parts) for number in range(parts)]
