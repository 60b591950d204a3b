"""Decide which of two versions is newer. The version says so, not the clock: old ones come again with new times."""

import hashlib
import re
from datetime import datetime

from django.utils.translation import gettext as _

from broadsheet.core.text import plain
from broadsheet.interchange.items import NewsItem, PubStatus

UNRANKED = 0
CORRECTS = re.compile(r"\bcorrect(?:s|ed|ion|ing)\b", re.IGNORECASE)  # in a note to editors
CORRECTED = re.compile(r"CORRECT(?:S|ED|ION)\b")  # before a headline
MOST_PICTURES = 40
LONGEST_ADDRESS = 2_000


def rank_of(item: NewsItem) -> int:
    """Give the place of a version among the versions of its item; times count only where versions are no numbers.

    >>> rank_of(NewsItem(guid="a", version="12"))
    12
    """
    if item.version.isdecimal() and len(item.version) < 18:
        return int(item.version)
    moment = item.updated_at or item.created_at
    return int(moment.timestamp()) if moment else UNRANKED


GRAVITY = {"usable": 0, "withheld": 1, "canceled": 2}


def place_of(rank: int, pubstatus: str) -> tuple[int, int]:
    """Give the order of versions: by rank, and of one rank that which takes more back is the newer.

    >>> place_of(3, "usable") > place_of(2, "canceled"), place_of(2, "canceled") > place_of(2, "usable")
    (True, True)
    """
    return rank, GRAVITY[pubstatus]


def name_of_version(item: NewsItem, *, has_versions: bool) -> str:
    """Name a version: as the source does, or by its content where the format knows no versions (feeds)."""
    if has_versions:
        return item.version
    return hashlib.sha256(f"{item.pubstatus} {words_of(item)}".encode()).hexdigest()[:16]


def recall_in(item: NewsItem, *, now: datetime) -> str:
    """Say what a version takes back, by the names of `models.Cause`; nothing if it takes nothing back.

    >>> recall_in(NewsItem(guid="a", ednote="Corrects the name in paragraph 2"), now=datetime.now())
    'correction'
    """
    if item.pubstatus is PubStatus.CANCELED:
        return "kill"
    if item.pubstatus is PubStatus.WITHHELD:
        return "withhold"
    if item.embargoed_until and item.embargoed_until > now:
        return "embargo"
    return "correction" if CORRECTS.search(item.ednote) or CORRECTED.match(item.headline) else ""


def reasons_to_wait(pubstatus: str, embargoed_until: datetime | None, *, now: datetime) -> list[str]:
    """List why copy may not be published without anybody; an empty list means that it may.

    >>> reasons_to_wait("withheld", None, now=datetime.now())
    ['Its source withholds it.']
    """
    reasons = []
    if pubstatus != "usable":
        reasons.append(_("Its source withholds it."))
    if embargoed_until and embargoed_until > now:
        reasons.append(_("It is under embargo until {lifts}.").format(lifts=f"{embargoed_until:%d %B %Y %H:%M %Z}"))
    return reasons


def words_of(item: NewsItem) -> str:
    """Join every word of an item, for comparing and for searching."""
    return "\n".join([item.headline, item.standfirst, item.byline, item.slugline, *(block.html for block in item.body)])


def plain_words_of(item: NewsItem) -> str:
    """Give every word of an item without markup, for searching and for routing."""
    return plain(words_of(item).replace("\n", " \n"))


def pictures_to_fetch(item: NewsItem) -> list[str]:
    """List the web addresses of an item's pictures, each once; pictures sent along have relative ones."""
    in_body = [picture for block in item.body for picture in (block.picture, *block.pictures) if picture]
    named = [picture.href for picture in [*item.pictures, *in_body]]
    absolute = [href for href in dict.fromkeys(named) if href.lower().startswith(("http://", "https://"))]
    return [href for href in absolute if len(href) <= LONGEST_ADDRESS][:MOST_PICTURES]
