"""What one edge process knows and does: answer from memory, or ask once for all who wait, and keep the answer."""

import asyncio
import json
import logging
import time
import uuid
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any

from broadsheet.edge import bell, files, target
from broadsheet.edge.cache import IDENTITY, Cache, Entry, zipped
from broadsheet.edge.heads import Refused
from broadsheet.edge.live import Hub
from broadsheet.edge.orders import Orders
from broadsheet.edge.stamps import Seen, Stamps
from broadsheet.edge.upstream import AppGone, Pool, Reply

log = logging.getLogger("broadsheet.edge")
SLOW_SECONDS, RENDER_SECONDS = 0.25, 30
PRIVATE_SECONDS, MOST_NAMES, LONGEST_NAME = 60, 16_384, 512
FLUSH_SECONDS, MOST_WARM = 2, 2000
MOST_COUNTED = 10_000


class Private(Exception):
    """An answer that is for one reader alone."""


@dataclass(slots=True)
class Landed:
    """What came of a question: an answer, when it was asked, and the last change of what the answer shows."""

    entry: Entry
    began: int
    changed: int


class Edge:
    """One edge process."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.words: Any = Stamps(orders.run / "stamps").words
        self.cache, self.pool, self.hub = Cache(self.words, orders.memory), Pool(orders.app), Hub()
        self.flights: dict[bytes, asyncio.Task[Landed]] = {}
        self.private: dict[bytes, float] = {}
        self.names: dict[bytes, bytes] = {}
        self.date = formatdate(usegmt=True).encode()
        self.read, self.served = Counter[str](), Counter[str]()
        self.batch: tuple[str, bytes] | None = None
        self.tasks: set[asyncio.Task[Any]] = set()
        self.parameters = [name.encode() for name in orders.parameters]
        self.host = orders.host.encode()
        self.hosts = frozenset(name.encode() for name in orders.hosts)
        self.closed = tuple(path.encode() for path in orders.private)
        self.warmer: asyncio.Task[Any] | None = None
        self.is_told = False
        self.bell: Any = None

    def start(self, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Do something meanwhile; what goes wrong there is logged and harms nothing else."""
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self.tasks.discard(task)
        expected = (AppGone, Private, Refused, TimeoutError)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, expected):
            log.error("edge.task.failed", exc_info=error)

    def place(self, asked: bytes) -> tuple[bytes, bytes, bytes]:
        """Give path, whole query, and the key under which an answer is kept."""
        try:
            path, query = target.canonical(asked)
        except target.BadTarget as error:
            raise Refused(400, str(error)) from error
        kept = target.allowed(query, self.parameters)
        return path, query, path + b"?" + kept if kept else path

    def is_private(self, path: bytes) -> bool:
        """Say whether what answers there is never shared, whatever follows it."""
        return path.startswith(b"/_") or any(path == own or path.startswith(own + b"/") for own in self.closed)

    def known(self, raw: bytes) -> Entry | None:
        """Give what is kept, and true, for a target as it was written."""
        entry = self.cache.entries.get(self.names.get(raw, b""))
        if entry is None or not self.cache.is_fresh(entry):
            return None
        entry.hits += 1
        self.cache.entries.move_to_end(entry.key)
        return entry

    async def shared(self, raw: bytes, key: bytes) -> Entry:
        """Give the answer that all readers share; `Private` if there is none, `AppGone` if none can be had.

        What changed before the request came is in the answer; what changed later need not be.
        """
        arrived = self.words[0]
        while True:
            if (entry := self.cache.fresh(key)) is not None:
                break
            landed = await self._landed(key)
            if landed is None or not landed.began < landed.changed <= arrived:
                entry = self._stale(key) if landed is None else landed.entry
                break
        if len(self.names) > MOST_NAMES:
            self.names.clear()
        if len(raw) <= LONGEST_NAME:
            self.names[raw] = key
        return entry

    async def ready(self, entry: Entry, taken: tuple[str, ...]) -> Entry:
        """See that the body a client takes is there: gzip is made beside the event loop when it is first wanted."""
        if not entry.is_ready(taken):
            self.cache.add(entry, "gzip", await asyncio.to_thread(zipped, entry.bodies["br"]))
        return entry

    async def _landed(self, key: bytes) -> Landed | None:
        """Wait for the answer; None if a stale one has to do."""
        if self.private.get(key, 0) > time.monotonic():
            raise Private
        flight = self.flights.get(key) or self._depart(key)
        has_stale = self.cache.stale(key) is not None
        try:
            return await asyncio.wait_for(asyncio.shield(flight), SLOW_SECONDS if has_stale else RENDER_SECONDS)
        except (AppGone, TimeoutError):
            if has_stale:
                return None
            raise

    def _stale(self, key: bytes) -> Entry:
        if (entry := self.cache.stale(key)) is None:
            raise AppGone("nothing is kept")
        return entry

    def _depart(self, key: bytes) -> "asyncio.Task[Landed]":
        flight = self.flights[key] = self.start(self._fly(key))
        flight.add_done_callback(lambda _: self.flights.pop(key, None))
        return flight

    async def _fly(self, key: bytes) -> Landed:
        """Ask the application, and keep the answer unless something that it shows changed meanwhile."""
        began = self.words[0]
        if key.startswith(b"/static/"):
            entry = await files.static_entry(self.orders.static, key)
        else:
            entry = await self._ask(key)
        changed = entry.seen.newest() if entry.seen else 0
        if changed <= began and entry.until > time.monotonic():
            entry.looked = began
            self.cache.keep(entry)
        return Landed(entry, began, changed)

    async def _ask(self, key: bytes) -> Entry:
        head = b"GET %s HTTP/1.1\r\nhost: %s\r\nx-edge-ask: shared\r\nx-edge-scheme: %s\r\n\r\n"
        request = head % (key, self.host, self.orders.scheme.encode())
        reply, body = await self.pool.whole(request, seconds=RENDER_SECONDS)
        if reply.status >= 500 and self.cache.stale(key) is not None:
            raise AppGone(f"the application answered {reply.status}")
        keep, tags = reply.get(b"x-edge-keep"), reply.get(b"x-edge-tags").split()
        if not keep.isdigit() or not tags:
            self._remember_private(key, reply)
            raise Private
        path = reply.get(b"x-edge-file")
        is_small = reply.get(b"content-encoding") == b"br"
        bodies = await files.whole(path, self.orders.media) if path else {"br" if is_small else IDENTITY: body}
        entry = Entry(key, reply.status, kept_headers(reply), bodies, Seen(tags, self.words))
        entry.until, entry.story = time.monotonic() + int(keep), reply.get(b"x-edge-story")
        return entry

    def _remember_private(self, key: bytes, reply: Reply) -> None:
        if reply.status < 500 and len(key) <= LONGEST_NAME:
            if len(self.private) > MOST_NAMES:
                self.private.clear()
            self.private[key] = time.monotonic() + PRIVATE_SECONDS

    def hear(self) -> None:
        """Take what the application tells: events for open pages, and that hot pages want to be made anew."""
        while True:
            try:
                told = self.bell.recv(65_536)
            except BlockingIOError:
                break
            for number, channel, kind, data in json.loads(told).get("events", ()):
                self.hub.publish(number, channel, kind, data)
        self.is_told = True
        if self.warmer is None or self.warmer.done():
            self.warmer = self.start(self.warm())

    async def warm(self) -> None:
        """Make the most read pages anew before somebody asks; once more for what we are told meanwhile."""
        while self.is_told:
            self.is_told = False
            for key in list(self.cache.changed(MOST_WARM)):
                if self.cache.fresh(key) is None and key not in self.flights:
                    with suppress(AppGone, Private, TimeoutError):
                        await self._depart(key)

    async def tick(self) -> None:
        """Every second: the date; every other: the counts."""
        while True:
            await asyncio.sleep(1)
            self.date = formatdate(usegmt=True).encode()
            self.pool.sweep(asyncio.get_running_loop().time())
            if int(time.monotonic()) % FLUSH_SECONDS == 0:
                await self.flush()

    async def flush(self) -> None:
        """Hand what was counted to the application; kept until it says that it has it."""
        self._collect()
        if self.batch is None:
            return
        number, body = self.batch
        head = (
            f"POST /_edge/views HTTP/1.1\r\nhost: {self.orders.host}\r\n"
            f"edge-key: {self.orders.key}\r\nbatch: {number}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        with suppress(AppGone, TimeoutError):
            reply, _ = await self.pool.whole(head.encode(), body, seconds=5)
            if reply.status < 500:
                self.batch = None
            if 400 <= reply.status < 500:
                log.error("edge.views.refused", extra={"status": reply.status})

    def count(self, counts: Counter[str], story: bytes) -> None:
        """Count a view; of made-up stories only so many are counted until the next time."""
        name = story.decode()
        if name in counts or len(counts) < MOST_COUNTED:
            counts[name] += 1

    def _collect(self) -> None:
        if self.batch is None and (self.read or self.served):
            counted = {"read": dict(self.read), "served": dict(self.served)}
            self.batch = (str(uuid.uuid4()), json.dumps(counted).encode())
            self.read.clear()
            self.served.clear()

    def listen(self) -> None:
        """Begin to hear the application, and to keep time."""
        self.bell = bell.listen(bell.bell_path(self.orders.run, self.orders.number))
        asyncio.get_running_loop().add_reader(self.bell.fileno(), self.hear)
        self.start(self.tick())

    async def close(self) -> None:
        """Hand over what was counted, and let the application go."""
        asyncio.get_running_loop().remove_reader(self.bell.fileno())
        self.bell.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.flush(), 3)
        self.pool.close()


def kept_headers(reply: Reply) -> list[tuple[bytes, bytes]]:
    """Give the headers that go to every reader."""
    own = (b"vary", b"content-encoding")
    return [pair for pair in reply.passed_on() if pair[0] not in own]
