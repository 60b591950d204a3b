"""Decide, from values alone, how wire copy reads as a story of ours."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.text import slugify

from broadsheet.interchange.items import NewsItem, Picture

LEADING_BY = re.compile(r"^\s*(?:by|von|por|par)\s+", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r"\s*(?:;|,|\s&\s|\s(?i:and)\s|\sy\s|\set\s|\sund\s|/|\|)\s*")
LEAST_URGENT, ORDINARY = 9, 5


def names_in(byline: str) -> list[str]:
    """List the names in a byline as a wire writes it; a title in small letters is no name.

    >>> names_in("By Ada Lind, chief correspondent, and Ben Moss")
    ['Ada Lind', 'Ben Moss']
    """
    parts = BETWEEN_NAMES.split(LEADING_BY.sub("", byline.strip()))
    parts = [re.sub(r"^and\s+", "", part.strip(" .—–-")) for part in parts]
    return list(dict.fromkeys(part[:120] for part in parts if part and not part[0].islower()))


def urgency_of(urgency: int | None) -> int:
    """Give an IPTC urgency, 1 to 9; ordinary if the source gave none or nonsense."""
    return urgency if urgency and 1 <= urgency <= LEAST_URGENT else ORDINARY


def terms_of(item: NewsItem) -> tuple[list[str], list[str]]:
    """List what an item says it is about, as slugs: subjects, people, organisations and keywords; then places."""
    about = [term.name for term in (*item.subjects, *item.people, *item.organisations)]
    return slugs([*about, *item.keywords]), slugs([term.name for term in item.places])


def slugs(names: Sequence[str]) -> list[str]:
    """Give the slug of each name, once."""
    return list(dict.fromkeys(slug for name in names if (slug := slugify(name))))


def pictures_of(item: NewsItem) -> list[Picture]:
    """List every picture an item names, the lead first, each once."""
    in_body = [picture for block in item.body for picture in (block.picture, *block.pictures) if picture]
    return list({picture.href: picture for picture in [*in_body, *item.pictures] if picture.href}.values())


def lead_of(item: NewsItem) -> Picture | None:
    """Give the picture that leads: the first the item lists, else the first in its text."""
    return next(iter([*item.pictures, *pictures_of(item)]), None)


def plan_for(embargoed_until: datetime | None, *, now: datetime) -> datetime | None:
    """Say when a story may go live: when its embargo lifts, if that is still ahead."""
    return embargoed_until if embargoed_until and embargoed_until > now else None
