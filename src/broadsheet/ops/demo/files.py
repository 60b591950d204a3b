"""Read the demo's files, whose times are written relative to the moment they are loaded: `{{now-3h20m:iso}}`."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from broadsheet.core.errors import BroadsheetError

SAMPLE = Path(__file__).parent / "sample"
MARK = re.compile(r"\{\{now(?P<sign>[-+]?)(?P<span>(?:\d+[dhm])*):(?P<form>\w+)\}\}")
UNIT = {"d": "days", "h": "hours", "m": "minutes"}
FORMS: dict[str, Callable[[datetime], str]] = {
    "iso": lambda moment: moment.isoformat(timespec="seconds"),
    "rfc822": lambda moment: format_datetime(moment),
    "date": lambda moment: f"{moment.day} {moment:%B}",
    "day": lambda moment: f"{moment:%A}",
    "month": lambda moment: f"{moment:%B}",
    "year": lambda moment: f"{moment:%Y}",
    "ymd": lambda moment: f"{moment:%Y-%m-%d}",
    "basic": lambda moment: f"{moment:%Y%m%dT%H%M%S%z}",
}


class BadMark(BroadsheetError):
    """A time in a demo file that is not written as it should be."""

    code = "bad-mark"

    def __init__(self, mark: str) -> None:
        super().__init__(
            f"{mark} is not a time of the demo. Expected such as {{{{now-3h20m:iso}}}} ({', '.join(FORMS)})."
        )


def with_times(text: str, *, now: datetime) -> str:
    """Put times in the place of their marks.

    >>> with_times("{{now-1d:ymd}}", now=datetime(2026, 11, 23))
    '2026-11-22'
    """
    return MARK.sub(lambda found: moment(found, now=now), text)


def moment(found: re.Match[str], *, now: datetime) -> str:
    """Write one time."""
    if found["form"] not in FORMS:
        raise BadMark(found[0])
    spans = {UNIT[unit]: int(number) for number, unit in re.findall(r"(\d+)([dhm])", found["span"])}
    away = timedelta(**spans) * (1 if found["sign"] == "+" else -1)
    return FORMS[found["form"]](now + away)


def wire_files() -> Iterator[tuple[str, Path]]:
    """Give every wire file with the slug of its source, which is the name of its folder."""
    for part in ("news", "life"):
        for path in sorted((SAMPLE / part).glob("*/*")):
            if path.suffix in (".json", ".xml"):
                yield path.parent.name, path


def table(name: str, *, now: datetime) -> dict[str, Any]:
    """Read one of the demo's TOML files; an absent one is empty."""
    path = SAMPLE / name
    return tomllib.loads(with_times(path.read_text(), now=now)) if path.exists() else {}
