"""Keep answers in memory, in every encoding that browsers ask for, as long as nothing they show has changed."""

import gzip
import time
from collections import OrderedDict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import brotli

from broadsheet.edge.stamps import Seen

GZIP = 5
OVERHEAD = 2048  # of one entry, besides its bytes: measured with 5,000 pages
OWN = (b"etag", b"link", b"location", b"last-modified", b"cache-tag", b"surrogate-key", b"xkey")
IDENTITY = "identity"


class Entry:
    """One kept answer; `until` in seconds of the monotonic clock, `story` the story it shows, if it is one's page."""

    __slots__ = ("bodies", "common", "etag", "hits", "key", "looked", "own", "seen", "size", "status", "story", "until")

    def __init__(
        self, key: bytes, status: int, headers: list[tuple[bytes, bytes]], bodies: dict[str, bytes], seen: Seen | None
    ) -> None:
        self.key, self.status, self.seen, self.looked, self.hits, self.story = key, status, seen, 0, 0, b""
        self.etag = dict(headers).get(b"etag", b"")
        self.until = float("inf")
        self.bodies, self.own = bodies, lines(tuple(pair for pair in headers if pair[0] in OWN))
        self.common = common_lines(tuple(pair for pair in headers if pair[0] not in OWN))
        self.size = OVERHEAD + len(self.own) + sum(map(len, bodies.values()))

    @property
    def head(self) -> bytes:
        """Give the headers that every answer with this entry bears."""
        return self.common + self.own

    def encoding(self, taken: tuple[str, ...]) -> str:
        """Choose the encoding for a client."""
        return taken[0] if taken and "br" in self.bodies else IDENTITY

    def is_ready(self, taken: tuple[str, ...]) -> bool:
        """Say whether the body that a client takes is there, or soon had."""
        return self.encoding(taken) in (IDENTITY, *self.bodies)

    def answer(self, taken: tuple[str, ...], date: bytes, *, end: bytes = b"\r\n") -> tuple[bytes, bytes]:
        """Give head and body."""
        name = self.encoding(taken)
        body = self.bodies.get(name)
        if body is None:
            body = unpacked(self.bodies["br"])
        return self.start(name, len(body), date, end), body

    def start(self, name: str, length: int, date: bytes, end: bytes) -> bytes:
        """Write the head."""
        coding = b"content-encoding: %s\r\n" % name.encode() if name != IDENTITY else b""
        vary = b"vary: accept-encoding\r\n" if "br" in self.bodies else b""
        return b"%s%s%s%sdate: %s\r\ncontent-length: %d\r\n%s" % (
            status_line(self.status), self.head, coding, vary, date, length, end,
        )  # fmt: skip

    def not_modified(self, date: bytes, end: bytes) -> bytes:
        """Write that the client has it already (RFC 9110, 15.4.5)."""
        return b"%s%sdate: %s\r\n%s" % (status_line(304), self.head, date, end)


def lines(headers: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """Write headers."""
    return b"".join(b"%s: %s\r\n" % pair for pair in headers)


common_lines = lru_cache(maxsize=64)(lines)  # so that they lie in memory once for all entries


@lru_cache(maxsize=64)
def status_line(status: int) -> bytes:
    """Write the first line of an answer."""
    from http import HTTPStatus

    try:
        reason = HTTPStatus(status).phrase
    except ValueError:
        reason = "Status"
    return b"HTTP/1.1 %d %s\r\n" % (status, reason.encode())


@lru_cache(maxsize=32)
def unpacked(body: bytes) -> bytes:
    """Give what was compressed; few clients want it so."""
    return bytes(brotli.decompress(body))


def zipped(body: bytes) -> bytes:
    """Give what was compressed by br for those who take only gzip."""
    return gzip.compress(brotli.decompress(body), GZIP, mtime=0)


class Cache:
    """Entries by key, the last used last, in no more than `most` bytes."""

    def __init__(self, words: Any, most: int) -> None:
        self.words, self.most, self.size = words, most, 0
        self.entries: OrderedDict[bytes, Entry] = OrderedDict()

    def fresh(self, key: bytes) -> Entry | None:
        """Give what is kept, unless it is past its time or something that it shows has changed."""
        entry = self.entries.get(key)
        if entry is None or not self.is_fresh(entry):
            return None
        return entry

    def is_fresh(self, entry: Entry) -> bool:
        """Say whether an entry shows what is true now."""
        if entry.until < time.monotonic():
            return False
        now = self.words[0]
        if entry.looked != now:
            if entry.seen is not None and not entry.seen.holds(self.words):
                return False
            entry.looked = now
        return True

    def stale(self, key: bytes) -> Entry | None:
        """Give what is kept though something changed, for as long as the application cannot say better.

        What was killed, withdrawn or lost its rights is dropped instead.
        """
        entry = self.entries.get(key)
        if entry is None or entry.seen is None:
            return entry
        if entry.seen.is_hard(self.words, entry.seen.newest()):
            self.drop(entry)
            return None
        return entry

    def keep(self, entry: Entry) -> None:
        """Keep an entry in the place of the one before; what was not used for longest makes room."""
        if (before := self.entries.pop(entry.key, None)) is not None:
            self.size -= before.size
            entry.hits += before.hits
        self.entries[entry.key] = entry
        self.size += entry.size
        while self.size > self.most and len(self.entries) > 1:
            self.size -= self.entries.popitem(last=False)[1].size

    def add(self, entry: Entry, name: str, body: bytes) -> None:
        """Keep one more encoding of an entry."""
        entry.bodies[name] = body
        entry.size += len(body)
        if self.entries.get(entry.key) is entry:
            self.size += len(body)

    def drop(self, entry: Entry) -> None:
        """Forget an entry."""
        if self.entries.get(entry.key) is entry:
            del self.entries[entry.key]
            self.size -= entry.size

    def changed(self, most: int) -> Iterator[bytes]:
        """Give the keys of the most used entries that something happened to."""
        late = [e for e in self.entries.values() if e.hits > 1 and not self.is_fresh(e)]
        for entry in sorted(late, key=lambda entry: -entry.hits)[:most]:
            yield entry.key
