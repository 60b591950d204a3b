"""Set words and times as a compositor would: proper quotes and dashes, bound words, the publication's clock."""

import re
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

NO_BREAK = "\u00a0"
FRACTIONS = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
FRACTION = re.compile(r"(?<![\d/])(1/2|1/4|3/4)(?![\d/])")
UNITS = "per cent|percent|million|billion|trillion|crowns?|cr|km|kg|cm|mm|m|g|am|pm|a\\.m\\.|p\\.m\\."
TITLES = "Mr|Mrs|Ms|Dr|Prof|St|Sir|Lord|Lady|No\\."

SETTINGS_FOR_ALL = [
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"\s+[-–—]\s+"), f"{NO_BREAK}– "),
    (re.compile(r"(?<=\d)-(?=\d)"), "–"),
    (re.compile(rf"(\d) (?=(?:{UNITS})\b)"), rf"\1{NO_BREAK}"),
    (re.compile(rf"\b({TITLES}) (?=[A-Z])"), rf"\1{NO_BREAK}"),
]
SETTINGS_FOR_ENGLISH = [
    (re.compile(r"(^|[\s(\[–—‘])\""), r"\1“"),
    (re.compile(r"\""), "”"),
    (re.compile(r"(^|[\s(\[–—“])'(?=\d\ds?\b)"), r"\1’"),
    (re.compile(r"(^|[\s(\[–—“])'"), r"\1‘"),
    (re.compile(r"'"), "’"),
]


def typeset(text: str, language: str = "en") -> str:
    """Give `text` its dashes, ellipses, fractions and bound words; in English its quotes too.

    Other languages keep the quotes they came with: «so» and „so“ are theirs to choose.

    >>> typeset('"It\\'s over" - 1/2 of Mr Averin\\'s 40 million crowns...').replace(NO_BREAK, "~")
    '“It’s over”~– ½ of Mr~Averin’s 40~million crowns…'
    """
    return set_words(str(text or ""), (language or "en").startswith("en"))


@lru_cache(maxsize=4096)
def set_words(text: str, is_english: bool) -> str:
    """Set `text`; the same headline stands in many places, so the last few thousand are kept."""
    for pattern, replacement in SETTINGS_FOR_ALL + (SETTINGS_FOR_ENGLISH if is_english else []):
        text = pattern.sub(replacement, text)
    return FRACTION.sub(lambda found: FRACTIONS[found[0]], text)


def bind(text: str, language: str = "en") -> str:
    """Typeset a headline and keep its last two words together when both are short, so that none stands alone.

    >>> bind("The strait is open again").replace(NO_BREAK, "~")
    'The strait is open~again'
    """
    words = typeset(text, language).rsplit(" ", 2)
    if len(words) == 3 and len(words[1]) + len(words[2]) <= 14:
        return f"{words[0]} {words[1]}{NO_BREAK}{words[2]}"
    return " ".join(words)


def zone_of(moment: datetime) -> str:
    """Name the zone plainly: “GMT”, “CET”, or “UTC+3” where the zone has no letters of its own."""
    name = moment.tzname() or "UTC"
    return f"UTC{name[0]}{name[1:].lstrip('0') or '0'}" if name[0] in "+-" else name


def day_in_words(day: date, *, short: bool = False) -> str:
    """Say a day as the interface's language says it: 23 November 2026, 23 Nov, 23 de noviembre de 2026."""
    return said_in(get_language() or "en", date(day.year, day.month, day.day), short)


@lru_cache(maxsize=1024)
def said_in(language: str, day: date, short: bool) -> str:
    """Say a day in a language; the same few days stand on every page."""
    if language.startswith("es"):
        return date_format(day, r"j \d\e M" if short else r"j \d\e F \d\e Y")
    return date_format(day, "j M" if short else "j F Y")


def news_time(moment: datetime, after: datetime | None = None) -> str:
    """Say when, in full, on the publication's clock and with its zone: 23 November 2026, 18:40 GMT.

    When `after` was said just before and is of the same day, the day is not said again: 19:05 GMT.
    """
    there = timezone.localtime(moment)
    hour = f"{there:%H:%M} {zone_of(there)}"
    if after and timezone.localtime(after).date() == there.date():
        return hour.replace(" ", NO_BREAK)
    return f"{day_in_words(there)}, {hour}".replace(" ", NO_BREAK, 1)


def card_time(moment: datetime) -> str:
    """Say when, short enough for a card: 23 Nov, 18:40 GMT. A script may bring it closer: “12 min ago”."""
    there = timezone.localtime(moment)
    return f"{day_in_words(there, short=True)}, {there:%H:%M} {zone_of(there)}".replace(" ", NO_BREAK)


def clock(moment: datetime) -> str:
    """Say the time of day on the publication's clock, for lists that already stand under their day."""
    return f"{timezone.localtime(moment):%H:%M}"


def long_day(day: date) -> str:
    """Say a day with its weekday: Monday, 23 November 2026."""
    day = timezone.localtime(day) if isinstance(day, datetime) else day
    return f"{date_format(day, 'l')}, {day_in_words(day)}"


def iso(moment: date) -> str:
    """Write a moment or a day as machines read it, for the `datetime` attribute."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).isoformat(timespec="seconds")
    return moment.isoformat()


def zone_name(moment: datetime) -> str:
    """Name the publication's zone as browsers know it, such as Europe/Oslo."""
    zone = timezone.localtime(moment).tzinfo
    return str(getattr(zone, "key", "UTC"))


def is_later(moment: datetime | None, than: datetime) -> bool:
    """Tell whether `moment` is at least a minute after `than`; an update in the same minute is none to a reader."""
    return moment is not None and (moment - than).total_seconds() >= 60


def inside_script(json_text: str) -> str:
    """Let JSON stand inside a script element: no `<`, `>` or `&` that could end it or be read as markup."""
    for character in "<>&":
        json_text = json_text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(json_text)  # the three characters that matter are escaped above
