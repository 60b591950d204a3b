"""Tell a dateline from a programme or section name at the start of a story."""

import re
from typing import NamedTuple

_DASH = r"(?:—|–|--+|―|-)"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*(?:[ ][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*|[ ](?:de|la|le|du|of|am|on|the|and|upon))*"
_REST = r"(?:[,/ ]\s*[A-Za-zÀ-ÿ0-9.'’ ]{1,30}){0,4}?"
_OPENING = re.compile(
    rf"(?P<place>{_CAPITALS}{_REST}|[A-Z][\w.'’ \-]{{1,40}}(?:,\s*[\w.'’ ]{{1,30}}){{0,3}}(?=\s*\())"
    rf"\s*(?P<agency>\((?:[A-Z][\w.&/ \-]{{1,40}})\))?\s*{_DASH}(?=\s|$)\s*(?=[A-ZÀ-Þ0-9“‘\"'«„¿¡(]|$)"
)

# Words that name a programme, a section or a label on a story; no place bears them.
LABELS = frozenset(
    (
        "ANALYSIS",
        "AUDIO",
        "BREAKING",
        "BRIEFING",
        "BULLETIN",
        "BUSINESS",
        "COLUMN",
        "COMMENT",
        "COMMENTARY",
        "CORRECTION",
        "CULTURE",
        "DAYBREAK",
        "DESK",
        "DEVELOPING",
        "EDITION",
        "EDITOR",
        "EDITORIAL",
        "ENTERTAINMENT",
        "EXCLUSIVE",
        "EXPLAINED",
        "EXPLAINER",
        "FACTBOX",
        "FEATURE",
        "GALLERY",
        "HEADLINES",
        "HEALTH",
        "HOUR",
        "INTERVIEW",
        "LETTER",
        "LETTERS",
        "LIFESTYLE",
        "LISTEN",
        "LIVE",
        "MONEY",
        "MORNING",
        "NEWS",
        "NEWSLETTER",
        "NEWSROOM",
        "NOTE",
        "OBITUARY",
        "OPINION",
        "PERSPECTIVE",
        "PHOTO",
        "PHOTOS",
        "PICTURES",
        "PODCAST",
        "POLITICS",
        "PROFILE",
        "RECAP",
        "REPORT",
        "REVIEW",
        "ROUNDUP",
        "SHOW",
        "SPORT",
        "SPORTS",
        "SPONSORED",
        "TECH",
        "TECHNOLOGY",
        "TODAY",
        "TONIGHT",
        "UPDATE",
        "UPDATED",
        "URGENT",
        "VIDEO",
        "VIEWPOINT",
        "WATCH",
        "WEATHER",
        "WEEKEND",
        "WORLD",
    )
)
# What stands in capitals before a dash and is neither a place nor a programme.
ORGANISATIONS = frozenset(
    ("AIDS", "COVID", "EU", "FIFA", "NASA", "NATO", "OPEC", "UEFA", "UN", "UNESCO", "UNICEF", "WHO")
)
PROGRAMMES = frozenset(("ALL THINGS CONSIDERED", "FRESH AIR", "MARKETPLACE", "HERE & NOW", "HERE AND NOW"))
LONGEST = 90


class Opening(NamedTuple):
    """What stands before the first dash of a story: the words, how far they reach, and whether they name a place."""

    words: str
    length: int
    is_dateline: bool


def opening_of(text: str) -> Opening | None:
    """Find a dateline or a programme name at the start of a paragraph.

    >>> opening_of("ALDERMERE, Nov 23 (NPA) — The budget passed.").words
    'ALDERMERE, Nov 23 (NPA)'
    >>> opening_of("MORNING EDITION — The budget passed.").is_dateline
    False
    >>> opening_of("The budget — all of it — passed.") is None
    True
    """
    found = _OPENING.match(text[: LONGEST + 2])
    if not found:
        return None
    place = found["place"].strip()
    words = text[: found.end("agency") if found["agency"] else found.end("place")].strip()
    if _is_programme(place):
        return Opening(words, found.end(), is_dateline=False)
    if not found["agency"] and not _may_be_place(place.partition(",")[0]):
        return None
    return Opening(words, found.end(), is_dateline=True)


def _may_be_place(name: str) -> bool:
    """Leave out abbreviations and single letters: NATO, U.S. and “A” open sentences, not stories."""
    is_abbreviation = re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]{1,2}|[B-DF-HJ-NP-TV-XZ]+", name)
    return name not in ORGANISATIONS and not is_abbreviation


def _is_programme(place: str) -> bool:
    return place.upper() in PROGRAMMES or bool(LABELS & set(re.findall(r"[A-Z]+", place.upper())))
