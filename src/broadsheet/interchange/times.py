"""Read the times that sources write; every time we keep is aware."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

EXPECTED = "Expected ISO 8601, such as 2026-12-01T06:00Z."


def read_time(text: str) -> datetime | None:
    """Read an ISO 8601 or RFC 822 time; a time without a zone is UTC, a day alone is its midnight.

    >>> read_time("2026-12-01T06:00+01:00").isoformat()
    '2026-12-01T06:00:00+01:00'
    >>> read_time("soon") is None
    True
    """
    text = text.strip()
    found = _iso(text) or _mail(text)
    if found is None or found.utcoffset() is not None:
        return found
    return found.replace(tzinfo=UTC)


def has_zone(text: str) -> bool:
    """Say whether a readable time names its zone; a day alone needs none."""
    text = text.strip()
    return bool(re.search(r"(Z|[A-Za-z]{3,4}|[+-]\d\d(:?\d\d){0,2})$", text[10:])) or len(text) <= 10


def _iso(text: str) -> datetime | None:
    if len(text) > 40:
        return None
    try:
        return _within_reach(datetime.fromisoformat(text))
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    if len(text) > 60:
        return None
    try:
        return _within_reach(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _within_reach(found: datetime) -> datetime | None:
    """Drop years that no conversion between zones survives."""
    return found if 1 < found.year < 9999 else None


def written(moment: datetime) -> str:
    """Write a time as the formats want it, UTC as `Z`.

    >>> written(datetime.fromisoformat("1890-05-01T12:00:00+00:00:36"))
    '1890-05-01T12:00:00+00:00:36'
    """
    text = moment.isoformat()
    return f"{text.removesuffix('+00:00')}Z" if text.endswith("+00:00") else text
