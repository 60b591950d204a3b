"""Read a batch of counts at the door: what the edge sends every two seconds."""

import json
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from broadsheet.statistics.errors import BadBatch

MOST = 100_000_000  # of one story in one batch; 1,800 such an hour, for 90 days, still fit the column
LONGEST_ID = 15


@dataclass(frozen=True, slots=True)
class Batch:
    """What the edge counted: views by story, and the name by which a batch sent twice is known."""

    id: UUID
    read: dict[int, int]
    served: dict[int, int]

    @classmethod
    def parse(cls, *, name: str, body: bytes) -> Self:
        """Read a batch. A line that no honest edge could send is left out, so that it cannot hold up the others.

        >>> Batch.parse(name="0" * 32, body=b'{"read": {"12": 3, "13": -1, "x": 1}}').read
        {12: 3}
        """
        try:
            given = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise BadBatch("a body that is not JSON") from error
        if not isinstance(given, dict) or not {"read", "served"} & given.keys():
            raise BadBatch("neither “read” nor “served”")
        return cls(name_of(name), counts_of(given.get("read")), counts_of(given.get("served")))

    @property
    def stories(self) -> set[int]:
        """Name every story in it."""
        return self.read.keys() | self.served.keys()


def name_of(text: str) -> UUID:
    """Read the batch's name."""
    try:
        return UUID(text)
    except ValueError as error:
        raise BadBatch("no name that is a UUID") from error


def counts_of(given: Any) -> dict[int, int]:
    """Keep the lines that say how often a story was seen."""
    rows = given.items() if isinstance(given, dict) else ()
    return {int(key): count for key, count in rows if is_story_id(key) and is_count(count)}


def is_story_id(text: str) -> bool:
    """Say whether a text could be the id of a story.

    >>> is_story_id("12"), is_story_id("-1"), is_story_id("1" * 40), is_story_id("١٢")
    (True, False, False, False)
    """
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID


def is_count(value: Any) -> bool:
    """Say whether a value could be a number of views."""
    return type(value) is int and 0 < value <= MOST
