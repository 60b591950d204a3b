"""What reading a payload gives: items, the feed they came in, and what had to be refused."""

from dataclasses import dataclass

from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """What a feed says of itself; `ttl_minutes` is how long it asks to be left alone."""

    title: str = ""
    home: str = ""
    language: str = ""
    description: str = ""
    ttl_minutes: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one payload gave; one bad item never costs the others, it is listed in `refusals`."""

    format: str
    items: tuple[NewsItem, ...] = ()
    feed: FeedInfo | None = None
    refusals: tuple[Unreadable, ...] = ()
    notes: tuple[str, ...] = ()
