"""Keep in memory that all processes of a machine share when each tag last changed.

A tag maps to one of 2^20 words, which holds the time (ns) of its last change; two tags in one word only drop too much.
The first word holds the time of the last change of any, so that one look tells that nothing changed at all. Times
only grow, also where the clock is set back. A second, smaller table holds changes after which nobody may see what was
there before (a kill, a right that ended); a ring remembers which changes of the outbox were told here already.
"""

import fcntl
import mmap
import os
import threading
import time
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any
from zlib import crc32

SLOTS, HARD, RING = 1 << 20, 1 << 16, 1 << 16
SHARED = 4096  # numbers of tags that many pages bear lie in memory once
SIZE = 8 * (SLOTS + HARD + RING)
ALL = b"*"  # every page bears it


@lru_cache(maxsize=SHARED)
def slot(tag: bytes) -> int:
    """Give the word of a tag."""
    return 1 + crc32(tag) % (SLOTS - 1)


@lru_cache(maxsize=SHARED)
def hard_slot(tag: bytes) -> int:
    """Give the word of a tag in the table of changes after which nothing stale may be seen."""
    return SLOTS + crc32(tag) % HARD


class Stamps:
    """The shared table; `path` is made, with all its room on the disk, if it is not there.

    Raises `OSError` if there is no room.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.lock = path, threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if os.fstat(self.descriptor).st_size < SIZE:
            os.posix_fallocate(self.descriptor, 0, SIZE)  # a hole in the file would kill who writes to a full disk
        self.words: Any = memoryview(mmap.mmap(self.descriptor, SIZE)).cast("Q")

    def touch(self, tags: Iterable[str], *, hard: bool = False, change: int = 0) -> None:
        """Say that these tags changed just now, in a change of the outbox if a number is given."""
        names = [tag.encode() for tag in tags]
        with self.lock:
            fcntl.lockf(self.descriptor, fcntl.LOCK_EX)
            try:
                self._write(names, hard=hard, change=change)
            finally:
                fcntl.lockf(self.descriptor, fcntl.LOCK_UN)

    def _write(self, names: list[bytes], *, hard: bool, change: int) -> None:
        words, now = self.words, max(time.time_ns(), self.words[0] + 1)
        for name in names:
            words[slot(name)] = now
            if hard:
                words[hard_slot(name)] = now
        if change:
            words[SLOTS + HARD + change % RING] = change
        words[0] = now

    def has_told(self, change: int) -> bool:
        """Say whether a change of the outbox was told on this machine."""
        return bool(self.words[SLOTS + HARD + change % RING] == change)


class Seen:
    """What a page is made of: the stamps that its tags had when it was made."""

    __slots__ = ("getter", "hard", "stamps")

    def __init__(self, tags: Iterable[bytes], words: Any) -> None:
        names = {ALL, *tags}
        slots = sorted({slot(name) for name in names})
        self.getter = itemgetter(*slots, slots[0])  # twice the first, so that it gives a tuple even of one
        self.hard = tuple({hard_slot(name) for name in names})
        self.stamps: tuple[int, ...] = self.getter(words)

    def holds(self, words: Any) -> bool:
        """Say whether none of the tags has changed since."""
        return bool(self.getter(words) == self.stamps)

    def is_hard(self, words: Any, since: int) -> bool:
        """Say whether something happened after which not even a stale page may be seen."""
        return any(words[place] > since for place in self.hard)

    def newest(self) -> int:
        """Give the time of the last change of any of the tags."""
        return max(self.stamps)
