"""Take wire files from a watched folder, each once, whatever else happens there.

A file that has not changed for two seconds is moved to `.taking`, read, and moved on: to `.taken`, or to `.refused`
if it cannot be read. Killed in between, we find it in `.taking` again, and taking it in twice changes nothing. Only
regular files with one name are touched; links, pipes, devices and folders are left where they are.
Task: docs/how-to/add-a-wire.md.
"""

import contextlib
import errno
import fcntl
import hashlib
import logging
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from broadsheet.core.errors import BroadsheetError
from broadsheet.wire.errors import FetchFailed, FolderUnusable, TooMuch, shown
from broadsheet.wire.models import Source
from broadsheet.wire.services.drop import folder_for
from broadsheet.wire.services.health import note_fault, note_folder_success
from broadsheet.wire.services.ingest import Fate, Outcome, ingest
from broadsheet.wire.services.pictures import MOST_BYTES as MOST_PICTURE_BYTES
from broadsheet.wire.services.pictures import keep_delivered

log = logging.getLogger(__name__)
SETTLED_SECONDS = 2
MOST_BYTES = 10_000_000
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
MACHINE_TROUBLE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)
UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload", "~")
OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
OPEN_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class StillWritten(Exception):
    """A file changed while we read it; it waits for the next round."""


@dataclass(slots=True)
class Tray:
    """The folder and its three inner ones as open handles: whatever is renamed meanwhile, we stay where we are."""

    inbox: int
    taking: int
    taken: int
    refused: int


@dataclass(slots=True)
class Round:
    """What one look into the folder came to."""

    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pictures: int = 0


def take_folder(source: Source, *, now: float | None = None, at: datetime | None = None) -> list[Outcome]:
    """Take in every settled file; `now` is the moment by the files' own clock. Faults are kept on the source's row."""
    at = at or timezone.now()
    try:
        with opened(folder_for(source)) as tray:
            done = one_round(tray, source, now=time.time() if now is None else now, at=at)
    except FetchFailed as fault:
        note_fault(source, str(fault), at=at)
        return []
    if done.faults:
        note_fault(source, done.faults[-1], at=at)
    elif done.outcomes or done.pictures:
        note_folder_success(source, at=at)
    return done.outcomes


def has_files(folder: Path, *, now: float) -> bool:
    """Say whether a look is worth a job; cheap, and writes nothing. Raises FolderUnusable."""
    with usable(folder):
        handle = os.open(folder, OPEN_FOLDER)
        try:
            return bool(settled(handle, now=now)) or bool(left_over(handle))
        finally:
            os.close(handle)


@contextlib.contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Tell trouble with the folder itself in our words."""
    try:
        yield
    except OSError as error:
        raise FolderUnusable(folder, error.strerror or error) from error


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Tray]:
    """Open the folder for one of us at a time; the lock goes with its process."""
    with contextlib.ExitStack() as handles, usable(folder):
        inbox = os.open(folder, OPEN_FOLDER)
        handles.callback(os.close, inbox)
        fcntl.flock(inbox, fcntl.LOCK_EX)
        inner = []
        for name in (".taking", ".taken", ".refused"):
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, 0o750, dir_fd=inbox)
            inner.append(os.open(name, OPEN_FOLDER, dir_fd=inbox))
            handles.callback(os.close, inner[-1])
        yield Tray(inbox, *inner)


def one_round(tray: Tray, source: Source, *, now: float, at: datetime) -> Round:
    """Take what a killed round left, then what has settled; pictures before the copy that names them."""
    done = Round()
    for name in os.listdir(tray.taking):
        take(tray, name, source, done, at=at)
    names = [name for name in settled(tray.inbox, now=now) if moved(tray.inbox, name, tray.taking, name)]
    for name in sorted(names, key=lambda name: not is_picture(name)):
        take(tray, name, source, done, at=at)
    return done


def settled(inbox: int, *, now: float) -> list[str]:
    """List the files nobody has touched for two seconds, oldest first.

    The time of change counts, not of modification: senders set the latter as they like, the former only moves on.
    """
    found = []
    for name in os.listdir(inbox):
        if name.startswith(".") or name.lower().endswith(UNFINISHED):
            continue
        with contextlib.suppress(FileNotFoundError):
            seen = os.stat(name, dir_fd=inbox, follow_symlinks=False)
            if stat.S_ISREG(seen.st_mode) and seen.st_nlink == 1 and seen.st_ctime <= now - SETTLED_SECONDS:
                found.append((seen.st_mtime_ns, name))
    return [name for _, name in sorted(found)]


def left_over(inbox: int) -> list[str]:
    """List what a killed round left half done."""
    try:
        taking = os.open(".taking", OPEN_FOLDER, dir_fd=inbox)
    except OSError:
        return []
    try:
        return os.listdir(taking)
    finally:
        os.close(taking)


def take(tray: Tray, name: str, source: Source, done: Round, *, at: datetime) -> None:
    """Take one file in and move it on; one that cannot be taken in is set aside and costs the others nothing."""
    try:
        raw = read_whole(tray.taking, name)
        kept = take_bytes(raw, name, source, done, at=at)
    except (StillWritten, FileNotFoundError):  # it waits for the next round, or was taken away under our hands
        return
    except Exception as error:
        if is_ours(error):
            raise
        done.faults.append(refusal_of(name, error, source))
        raw, kept = b"", False
    moved(tray.taking, name, tray.taken if kept else tray.refused, resting_name(name, raw))


def is_ours(error: Exception) -> bool:
    """Say whether the machine is at fault, and not the file: a database away, a disk full. Then the file waits."""
    if isinstance(error, OSError):
        return error.errno in MACHINE_TROUBLE
    return isinstance(error, OperationalError | InterfaceError)


def refusal_of(name: str, error: Exception, source: Source) -> str:
    """Say why a file was set aside; what nobody foresaw is logged whole."""
    if not isinstance(error, BroadsheetError):
        log.error("wire.file.refused", exc_info=error, extra={"source": source.slug, "file": shown(name)})
    return f"The file {shown(name)} was set aside and lies in .refused. {shown(error, most=400)}"


def take_bytes(raw: bytes, name: str, source: Source, done: Round, *, at: datetime) -> bool:
    """Give the bytes to those who keep them; say whether they could be read."""
    if is_picture(name):
        keep_delivered(source, name, raw)
        done.pictures += 1
        return True
    outcomes = ingest(raw, source=source, file_name=shown(name), at=at)
    done.outcomes += outcomes
    return all(outcome.fate is not Fate.QUARANTINED for outcome in outcomes)


def read_whole(folder: int, name: str) -> bytes:
    """Read a regular file of bounded size that does not change meanwhile."""
    handle = os.open(name, OPEN_FILE, dir_fd=folder)
    with os.fdopen(handle, "rb") as file:
        before, most = os.fstat(handle), MOST_PICTURE_BYTES if is_picture(name) else MOST_BYTES
        if not stat.S_ISREG(before.st_mode):
            raise FetchFailed("It is not a regular file.")
        if before.st_size > most:
            raise TooMuch(name, f"{before.st_size:,} bytes, more than {most:,}")
        raw = file.read(most + 1)
        after = os.fstat(handle)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise StillWritten(name)
    return raw


def moved(source: int, name: str, target: int, new_name: str) -> bool:
    """Move a file between two of our handles; False if it is no longer there."""
    try:
        os.rename(name, new_name, src_dir_fd=source, dst_dir_fd=target)
    except FileNotFoundError:
        return False
    return True


def resting_name(name: str, raw: bytes) -> str:
    """Name a file after its bytes and itself: two of one name keep apart, one delivered twice rests once."""
    mark = hashlib.sha256(raw).hexdigest()[:12] if raw else f"{time.time_ns():x}"
    return os.fsdecode(f"{mark}-".encode() + os.fsencode(name)[-200:])


def is_picture(name: str) -> bool:
    """Say whether a file is a picture, by the end of its name."""
    return name.lower().endswith(PICTURES)
