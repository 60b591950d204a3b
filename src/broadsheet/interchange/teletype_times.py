"""Read the times of teletype copy: the one behind each message, and those that embargo lines name in words.

What could be read in two ways is not read: 01-02-26 has an order only where one of the numbers is no month.
"""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadsheet.interchange.guesses import noted_time

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ZONES = {
    "GMT": "+00:00",
    "UTC": "+00:00",
    "Z": "+00:00",
    "BST": "+01:00",
    "CET": "+01:00",
    "MEZ": "+01:00",
    "CEST": "+02:00",
    "MESZ": "+02:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
}
# Wires write “ET” all year round; the day says which of the two it is.
REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
SMALL_WORDS = ("", "AND", "AT", "FOR", "IN", "OF", "ON", "OR", "THE", "TO")
CENTURY_TURNS = 70
BEHIND = "the line behind the text"

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_GROUP = re.compile(
    rf"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s?(?P<zone>[a-z]{{1,4}})?\s+(?P<month>{_MONTH})\.?\s+"
    r"(?P<year>\d{4}|\d\d)(?!\d)(?:\s+(?P<zone_after>[a-z]{1,4})\b)?",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<!\d)(?P<one>\d{1,2})-(?P<two>\d{1,2})-(?P<year>\d{4}|\d\d)(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d\d)[:-]?(?P<minute>\d\d)(?:[:-]\d\d)?\s?(?P<zone>[A-Za-z]{1,4})?(?![\w-])")
_AGENCY = re.compile(r"\s*[A-Z]{2,3}-[A-Z]{2,3}-", re.IGNORECASE)

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DAY = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<month>{_MONTH})|(?P<month_first>{_MONTH})\.?\s+"
    r"(?P<day_last>\d{1,2})(?:st|nd|rd|th)?)\b(?!:)\.?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\d.:])(?:(?P<hour>\d{1,2})[:.](?P<minute>\d\d)|(?P<compact>\d{4})|(?P<bare>\d{1,2})(?=\s?[ap]\.?\s?m\b))"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?(?:hrs|hours|h|uhr)\b)?(?:\s?(?P<zone>[A-Z]{1,4})\b)?",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(r"\b(?:midnight|noon|local)\b", re.IGNORECASE)


class Sent(NamedTuple):
    """When a message was sent, and the day as a name: the date, or its numbers where they have no certain order."""

    moment: datetime | None
    day: str


def sent_at(text: str, notes: list[str]) -> Sent:
    """Read what stands behind the end of a text; what is missing is missing.

    >>> sent_at("310001Z DEC 26", []).moment.isoformat()
    '2026-12-31T00:01:00+00:00'
    >>> sent_at("AP-NY-12-01-26 0635EST<", []).moment.isoformat()
    '2026-12-01T06:35:00-05:00'
    >>> sent_at("16:35GMT 01-02-26", [])
    Sent(moment=None, day='01-02-26')
    """
    group = _GROUP.search(text)
    if group:
        month = MONTHS.index(group["month"][:3].lower()) + 1
        day = f"{_year(group['year'])}-{month:02}-{group['day']}"
        zone = group["zone"] or group["zone_after"] or ""
        return Sent(_noted(day, f"{group['hour']}:{group['minute']}", zone, notes), day)
    numbers = _NUMBERS.search(text)
    return _numbered(text, numbers, notes) if numbers else Sent(None, "")


def _numbered(text: str, found: re.Match[str], notes: list[str]) -> Sent:
    """Read a day in numbers: behind the codes of agency and bureau the month comes first, as the format has it."""
    one, two = int(found["one"]), int(found["two"])
    is_certain = bool(_AGENCY.match(text)) or one > 12 or two > 12 or one == two
    if not is_certain:
        notes.append(f"The day “{found[0]}” behind the text can be read in two ways; the time was left out.")
        return Sent(None, found[0])
    month, day = (two, one) if one > 12 else (one, two)
    name = f"{_year(found['year'])}-{month:02}-{day:02}"
    clock = _CLOCK.search(f"{text[: found.start()]} {text[found.end() :]}")
    if not clock:
        return Sent(None, name)
    return Sent(_noted(name, f"{clock['hour']}:{clock['minute']}", clock["zone"] or "", notes), name)


def _year(said: str) -> int:
    """Give the year in full; the formats are of 1979, so 70 and above is the last century."""
    year = int(said)
    return year if year > 99 else year + (1900 if year >= CENTURY_TURNS else 2000)


def _noted(
    day: str, clock: str, zone: str, notes: list[str], name: str = "the line behind the text"
) -> datetime | None:
    """Put a time together; a zone we do not know is none, and notes say how it was read."""
    if zone and zone.upper() not in (*ZONES, *REGIONS):
        notes.append(f"The zone “{zone}” in {name} is not known.")
    return noted_time(f"{day}T{clock}{_offset(day, clock, zone.upper())}", name, notes)


def _offset(day: str, clock: str, zone: str) -> str:
    """Give the offset of a zone on that day as ISO writes it, or nothing for one that we do not know."""
    if zone not in REGIONS:
        return ZONES.get(zone, "")
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(REGIONS[zone]))
    except (ValueError, ZoneInfoNotFoundError):
        return ""
    offset = moment.utcoffset() or timedelta()
    return f"-{-offset // timedelta(hours=1):02}:00"


def embargo_in(text: str, *, sent: datetime | None, notes: list[str]) -> datetime | None:
    """Read until when a line holds copy back; only one day, with a year or near the day of sending, counts as said.

    A line without a time of day means the beginning of that day, as everywhere else. A weekday alone, “midnight”,
    a zone we do not know, and a line that names two days give nothing: who reads it must hold the item back.
    """
    iso = _ISO.findall(text)
    if len(iso) == 1:
        return noted_time(iso[0].replace(" ", "T"), "the embargo line", notes)
    days = list(_DAY.finditer(text))
    if len(days) != 1 or _UNCERTAIN.search(text):
        return None
    day = _day_in(days[0], sent)
    hours = list(_HOUR.finditer(f"{text[: days[0].start()]} | {text[days[0].end() :]}"))
    if day is None or len(hours) > 1:
        return None
    if not hours:
        return noted_time(day.isoformat(), "the embargo line", notes)
    clock, zone = _clock(hours[0]), (hours[0]["zone"] or "").upper()
    if not clock or zone not in (*ZONES, *REGIONS, *SMALL_WORDS):
        return None
    return _noted(day.isoformat(), clock, "" if zone in SMALL_WORDS else zone, notes, "the embargo line")


def _day_in(found: re.Match[str], sent: datetime | None) -> date | None:
    """Give the day; without a year, it is the one nearest to the day of sending."""
    month = MONTHS.index((found["month"] or found["month_first"])[:3].lower()) + 1
    number = int(found["day"] or found["day_last"])
    years = [int(found["year"])] if found["year"] else [sent.year + more for more in (-1, 0, 1)] if sent else []
    days = [day for day in (_date(year, month, number) for year in years) if day]
    return min(days, key=lambda day: abs(day - sent.date()) if sent else timedelta(), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    """Give a day, or nothing if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> str:
    """Give a time of day as 24 hours, or nothing if there is none such."""
    hour, minute = (
        int(found["hour"] or found["bare"] or found["compact"][:2]),
        found["minute"] or found["compact"] or "00",
    )
    is_hour = 1 <= hour <= 12 if found["half"] else hour < 24
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    return f"{hour:02}:{minute[-2:]}" if is_hour and int(minute[-2:]) < 60 else ""
