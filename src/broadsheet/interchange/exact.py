"""Say a second time, word for word, what a format's own field bends or has no field for.

Standards leave a door for such things: `itemMetaExtProperty` in NewsML-G2, `meta` in NITF. A writer reads back what it
wrote and says exactly, through that door, what came back otherwise: a version that is no number, a time left empty
where the format demands one. Other readers find the standard fields and pass over ours.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem, SourceCredit
from broadsheet.interchange.limits import names
from broadsheet.interchange.media import address
from broadsheet.interchange.text import one_line
from broadsheet.interchange.times import EXPECTED, read_time

TEXTS = names("""version kind headline slugline standfirst byline dateline language ednote usage_terms
    copyright_notice copyright_holder credit_line provider href""")
TIMES = names("embargoed_until created_at updated_at")
CREDIT = {"source_credit": "name", "source_credit.href": "href", "source_credit.license": "license"}


def said_by(item: NewsItem) -> dict[str, str]:
    """Give every field that can be said exactly, as text."""
    texts = {name: str(getattr(item, name)) for name in sorted(TEXTS)}
    times = {name: moment.isoformat() if (moment := getattr(item, name)) else "" for name in sorted(TIMES)}
    credit = {name: str(getattr(item.source_credit, part, "")) for name, part in CREDIT.items()}
    return {**texts, **times, **credit}


def bent(item: NewsItem, *, read: NewsItem) -> dict[str, str]:
    """Give the fields that came back otherwise than they were written, as they should have been."""
    meant, found = said_by(item), said_by(read)
    return {name: said for name, said in meant.items() if not _is_same(name, said, found[name])}


def _is_same(name: str, one: str, other: str) -> bool:
    return read_time(one) == read_time(other) if name in TIMES else one == other


def with_exact(item: NewsItem, said: Mapping[str, str], *, line: int | None) -> NewsItem:
    """Put what was said exactly in the place of what the fields of the format say; `line` is where the item starts."""
    texts: dict[str, Any] = {name: one_line(said[name]) for name in sorted(TEXTS & said.keys())}
    if "href" in texts:
        texts["href"] = address(texts["href"])
    times: dict[str, Any] = {name: _time(name, said[name], item, line) for name in sorted(TIMES & said.keys())}
    return replace(item, **texts, **times, source_credit=_credit(item.source_credit, said))


def _time(name: str, said: str, item: NewsItem, line: int | None) -> datetime | None:
    """A time that cannot be read is never guessed: the item is refused until somebody has looked at it."""
    found = read_time(said) if said else None
    if said and found is None:
        reason = f"The time “{said[:40]}” for {name} in item {item.guid} cannot be read. {EXPECTED}"
        raise Unreadable(reason, line=line)
    return found


def _credit(known: SourceCredit | None, said: Mapping[str, str]) -> SourceCredit | None:
    parts = {part: one_line(said[name]) for name, part in CREDIT.items() if name in said}
    if "href" in parts:
        parts["href"] = address(parts["href"])
    return replace(known or SourceCredit(""), **parts) if any(parts.values()) else known
