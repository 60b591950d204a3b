"""Take wire files from a folder at the source, each once.

A file is taken when two looks, two seconds apart, found it the same. Its name, size and time are then noted, so it is
not taken again though it stays there; where the source lets us, it is moved out of the way. Killed in between, we take
it in twice, which changes nothing. Task: docs/how-to/add-a-wire.md.
"""

import logging
import posixpath
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Protocol

from django.utils import timezone

from broadsheet.core.errors import BroadsheetError
from broadsheet.wire.errors import FetchFailed, FileNotGiven, NotMoved, PlaceUnusable, TooMuch, shown
from broadsheet.wire.models import Source, TakenFile
from broadsheet.wire.pace import interval
from broadsheet.wire.services import ftp, sftp
from broadsheet.wire.services.addresses import Reach
from broadsheet.wire.services.folder import (
    MOST_BYTES,
    SETTLED_SECONDS,
    UNFINISHED,
    is_ours,
    is_picture,
    resting_name,
)
from broadsheet.wire.services.health import note_failure, note_success, plan
from broadsheet.wire.services.ingest import Outcome, ingest
from broadsheet.wire.services.pictures import MOST_BYTES as MOST_PICTURE_BYTES
from broadsheet.wire.services.pictures import keep_delivered
from broadsheet.wire.services.shelf import Listed, Shelf
from broadsheet.wire.services.transport import Lifeline

log = logging.getLogger(__name__)
ROUND_SECONDS = 120
MOST_FILES = 200
MOST_LISTED = 10_000
LONGEST_NAME = 200


class Open(Protocol):
    """How a kind of folder is opened."""

    def __call__(self, source: Source, *, line: Lifeline, reach: Reach) -> AbstractContextManager[Shelf]: ...


DOORS: dict[str, tuple[Open, Reach]] = {
    Source.Connector.SFTP: (sftp.opened, sftp.PUBLIC),
    Source.Connector.FTP: (ftp.opened, ftp.PUBLIC),
}


@dataclass(slots=True)
class Round:
    """What one look into the folder came to."""

    at: datetime
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pictures: int = 0


def take_remote(
    source: Source,
    *,
    at: datetime | None = None,
    reach: Reach | None = None,
    wait: Callable[[float], None] = time.sleep,
) -> list[Outcome]:
    """Take in every settled file that is new. Never raises for what the other side does: that is on the row."""
    done = Round(at or timezone.now())
    try:
        with shelf_of(source, reach) as shelf:
            one_round(shelf, source, done, wait=wait)
    except FetchFailed as fault:
        note_failure(source, fault, at=done.at)
    else:
        note_round(source, done)
    return done.outcomes


@contextmanager
def shelf_of(source: Source, reach: Reach | None = None) -> Iterator[Shelf]:
    """Open the folder of a source for the time of a round, however it is reached."""
    opened, public = DOORS[source.connector]
    with Lifeline(ROUND_SECONDS) as line, opened(source, line=line, reach=reach or public) as shelf:
        yield shelf


def one_round(shelf: Shelf, source: Source, done: Round, *, wait: Callable[[float], None]) -> None:
    """Take what is new and has settled, pictures before the copy that names them; forget what is no longer there."""
    there = listing(shelf)
    known = dict(TakenFile.objects.filter(source=source).values_list("name", "mark"))
    for found in chosen(there, known, shelf, wait=wait):
        take(shelf, found, source, done)
    gone = [name for name in known if name not in there]
    TakenFile.objects.filter(source=source, name__in=gone[:MOST_FILES]).delete()


def listing(shelf: Shelf) -> dict[str, Listed]:
    """Give the files that are there, by name; those being written by their own account are left out."""
    found = list(islice(shelf.listing(), MOST_LISTED + 1))
    if len(found) > MOST_LISTED:
        raise TooMuch(shelf.address, f"it holds more than {MOST_LISTED:,} files")
    return {file.key: file for file in found if is_wanted(file.name)}


def is_wanted(name: str) -> bool:
    """Say whether a name is that of a finished file, and of one file: the server may say anything.

    >>> [is_wanted(name) for name in ("trams.xml", ".trams.xml", "trams.xml.part", "../trams.jpg", "a\\0b")]
    [True, False, False, False, False]
    """
    is_plain = name.isprintable() and not set("/\\\0") & set(name) and 0 < len(name) <= LONGEST_NAME
    return is_plain and not name.startswith(".") and not name.lower().endswith(UNFINISHED)


def chosen(
    there: dict[str, Listed], known: dict[str, str], shelf: Shelf, *, wait: Callable[[float], None]
) -> list[Listed]:
    """Give what is new and looks the same after two seconds, the oldest first, not too much at once."""
    fresh = {key: file for key, file in there.items() if known.get(key) != file.mark}
    if not fresh:
        return []
    wait(SETTLED_SECONDS)
    again = listing(shelf)
    settled = [file for key, file in fresh.items() if key in again and again[key].mark == file.mark]
    first = sorted(settled, key=lambda file: (file.changed, file.name))[:MOST_FILES]
    return sorted(first, key=lambda file: not is_picture(file.name))


def take(shelf: Shelf, found: Listed, source: Source, done: Round) -> None:
    """Take one file in, note it, move it on; one that cannot be taken in costs the others nothing."""
    try:
        raw = read_whole(shelf, found)
        keep(raw, found.name, source, done)
    except FileNotGiven as refusal:  # it may be given next time
        done.faults.append(str(refusal))
        return
    except Exception as error:
        if is_ours(error) or (isinstance(error, FetchFailed) and not isinstance(error, TooMuch)):
            raise
        done.faults.append(refusal_of(found.name, error, source))
    TakenFile.objects.update_or_create(
        source=source, name=found.key, defaults={"mark": found.mark, "taken_at": timezone.now()}
    )
    if source.done_folder:
        move(shelf, found, source, done)


def read_whole(shelf: Shelf, found: Listed) -> bytes:
    """Read a file of bounded size, all of it."""
    most = MOST_PICTURE_BYTES if is_picture(found.name) else MOST_BYTES
    if found.size > most:
        raise TooMuch(found.name, f"{found.size:,} bytes, more than {most:,}")
    raw = shelf.read(found, most=most)
    if len(raw) != found.size:
        raise FileNotGiven(found.name, f"{len(raw):,} bytes came where {found.size:,} were listed")
    return raw


def keep(raw: bytes, name: str, source: Source, done: Round) -> None:
    """Give the bytes to those who keep them; what cannot be read lies in quarantine then."""
    if is_picture(name):
        keep_delivered(source, name, raw)
        done.pictures += 1
    else:
        done.outcomes += ingest(raw, source=source, file_name=shown(name), at=done.at)


def refusal_of(name: str, error: Exception, source: Source) -> str:
    """Say why a file was passed over; what nobody foresaw is logged whole."""
    if not isinstance(error, BroadsheetError):
        log.error("wire.file.refused", exc_info=error, extra={"source": source.slug, "file": shown(name)})
    return f"The file {shown(name)} was passed over until it changes. {shown(error, most=400)}"


def move(shelf: Shelf, found: Listed, source: Source, done: Round) -> None:
    """Move a file out of the way, under a name that no other file has."""
    mark = resting_name(found.key, f"{found.key} {found.mark}".encode("utf-8", "surrogateescape"))
    try:
        shelf.move(found, posixpath.join(source.done_folder, mark))
    except (PlaceUnusable, FileNotGiven) as refusal:
        done.faults.append(str(NotMoved(found.name, source.done_folder, refusal.__cause__ or refusal)))


def note_round(source: Source, done: Round) -> None:
    """Keep the last fault until something is taken in; a round in which the folder could be read ends all others."""
    if done.faults:
        usual = interval(source.every_seconds)
        plan(source, done.at, usual, failures=0, last_error=done.faults[-1])
    elif done.outcomes or done.pictures or source.failures:
        note_success(source, at=done.at)
    else:
        note_success(source, at=done.at, last_error=source.last_error)
