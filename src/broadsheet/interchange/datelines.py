"""Tell a dateline from a programme or section name at the start of a story."""

import re
from typing import NamedTuple

from broadsheet.interchange.limits import names

_DASH = r"(?:—|–|--+|―|-)"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*(?:[ ][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*|[ ](?:de|la|le|du|of|am|on|the|and|upon))*"
_REST = r"(?:[,/ ]\s*[A-Za-zÀ-ÿ0-9.'’ ]{1,30}){0,4}?"
_OPENING = re.compile(
    rf"(?P<place>{_CAPITALS}{_REST}|[A-Z][\w.'’ \-]{{1,40}}(?:,\s*[\w.'’ ]{{1,30}}){{0,3}}(?=\s*\())"
    rf"\s*(?P<agency>\((?:[A-Z][\w.&/ \-]{{1,40}})\))?\s*{_DASH}(?=\s|$)\s*(?=[A-ZÀ-Þ0-9“‘\"'«„¿¡(]|$)"
)

# Words that name a programme, a section or a label on a story; no place bears them.
LABELS = names("""
    AT FIVE SIX SEVEN EIGHT NINE TEN NOON MIDDAY MIDNIGHT DAILY SUNDAY SATURDAY
    ADVISORY AGENDA ALERT ANALYSIS ARCHIVE ARTS ASK AUDIO BOOKS BREAKING BRIEF BRIEFING BRIEFS BULLETIN BUSINESS
    CALENDAR CAREERS COLUMN COMMENT COMMENTARY CORRECTION CULTURE DAYBREAK DESK DEVELOPING DIARY DOSSIER EDITION
    EDITOR EDITORIAL EDUCATION ENTERTAINMENT ENVIRONMENT EPISODE ESSAY EVENING EXCLUSIVE EXPLAINED EXPLAINER EXTRA
    FACTBOX FASHION FEATURE FILM FLASH FOOD FROM GALLERY GARDENING HEADLINES HEALTH HOUR HOW INSIDE INTERVIEW LATEST
    LETTER LETTERS LIFESTYLE LISTEN LIVE MAGAZINE MONEY MORNING MOTORING MUSIC NEWS NEWSLETTER NEWSROOM NOTE
    NOTEBOOK OBITUARY OP-ED OPED OPINION OUR PERSPECTIVE PHOTO PHOTOS PICTURES PODCAST POLITICS PROFILE PROPERTY
    PUZZLES RECAP RECIPE REPORT REVIEW REVIEWS ROUNDUP SCIENCE SERIES SHOW SPECIAL SPONSORED SPORT SPORTS SPOTLIGHT
    STAGE STYLE SUPPLEMENT TECH TECHNOLOGY TODAY TONIGHT TRAVEL TV UPDATE UPDATED URGENT VIDEO VIEWPOINT WATCH
    WEATHER WEEKEND WHAT WHAT'S WHAT’S WHO WHY WITH WORLD WRAP YOUR
""")
# What stands in capitals before a dash and is neither a place nor a programme.
ORGANISATIONS = names("AIDS COVID EU FIFA NASA NATO OPEC UEFA UN UNESCO UNICEF WHO")
# Titles begin with “The”; these few places do, too.
ARTICLED = names("THE HAGUE THE BRONX THE DALLES THE VALLEY THE BAHAMAS THE GAMBIA") - {"THE"}
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
    first, _, rest = place.upper().partition(" ")
    if first == "THE" and rest.partition(",")[0].strip() not in ARTICLED:
        return True
    return place.upper() in PROGRAMMES or bool(LABELS & {word.strip(".,:") for word in place.upper().split()})
