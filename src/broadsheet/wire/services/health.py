"""Write down how a source is doing. Every fault stays on its row until a fetch succeeds."""

import random
from datetime import datetime, timedelta

from broadsheet.wire.errors import FetchFailed, Gone
from broadsheet.wire.models import Source
from broadsheet.wire.pace import back_off, interval, jittered

FOLDER_REST = timedelta(minutes=1)


def note_success(source: Source, *, at: datetime, **changes: str | int) -> None:
    """Clear the faults, keep `changes` (such as the ETag), plan the next fetch."""
    wished = int(changes.get("wished_seconds", source.wished_seconds))
    wait = interval(source.every_seconds, wished)
    cleared: dict[str, str | int] = {"failures": 0, "last_error": ""}
    plan(source, at, wait, **(cleared | changes))


def note_failure(source: Source, fault: FetchFailed, *, at: datetime) -> None:
    """Keep the sentence, and wait longer than last time; a source that is gone is switched off."""
    usual = interval(source.every_seconds, source.wished_seconds)
    failures = source.failures + 1
    wait = back_off(usual, failures=failures, retry_after=fault.retry_after)
    gone = {"is_enabled": False} if isinstance(fault, Gone) else {}
    plan(source, at, wait, failures=failures, last_error=str(fault), **gone)


def plan(source: Source, at: datetime, wait: timedelta, **changes: str | int) -> None:
    """Write the outcome to the row, and to the object in hand, touching no field an editor may be changing.

    Of a row that has another address by now nothing is said: the outcome was another address's.
    """
    changes |= {"last_fetched_at": at, "next_fetch_at": at + jittered(wait, random.random())}  # type: ignore[dict-item]  # noqa: S311
    Source.objects.filter(pk=source.pk, address=source.address).update(**changes)
    for name, value in changes.items():
        setattr(source, name, value)


def note_folder_success(source: Source, *, at: datetime) -> None:
    """Clear the faults of a folder."""
    plan(source, at, timedelta(), failures=0, last_error="")


def note_fault(source: Source, sentence: str, *, at: datetime) -> None:
    """Keep the sentence; a folder is looked into again after a minute, for it may be a disk that is being mounted."""
    plan(source, at, FOLDER_REST, failures=source.failures + 1, last_error=sentence)
