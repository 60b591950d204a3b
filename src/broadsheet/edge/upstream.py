"""Ask the application over a unix socket, with a pool of open connections."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

import httptools

from broadsheet.edge.heads import HOP

NOT_PASSED_ON = HOP | {b"server", b"date"}
MOST_OPEN, MOST_IDLE, IDLE_SECONDS, HIGH_WATER = 64, 16, 30, 256 * 1024
Sink = Callable[[bytes], None]


class AppGone(ConnectionError):
    """The application does not answer, or stopped in the middle of an answer."""


class Reply:
    """What the application answers; the body goes to `sink` piece by piece."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []

    def get(self, name: bytes) -> bytes:
        """Give a header's value; nothing if it is not there."""
        return next((value for key, value in self.headers if key == name), b"")

    def passed_on(self) -> list[tuple[bytes, bytes]]:
        """Give the headers that are the client's concern."""
        return [pair for pair in self.headers if pair[0] not in NOT_PASSED_ON and not pair[0].startswith(b"x-edge-")]


def _ignore(piece: bytes) -> None:
    """Take no notice."""


class Line(asyncio.Protocol):
    """One connection to the application, for one exchange at a time."""

    transport: asyncio.Transport

    def __init__(self, pool: "Pool") -> None:
        self.pool, self.reply = pool, Reply()
        self.sink: Sink = _ignore
        self.headed: asyncio.Future[Reply] | None = None
        self.done: asyncio.Future[None] | None = None
        self.is_used, self.is_open, self.may_write = False, True, asyncio.Event()
        self.may_write.set()
        self.idle_since = 0.0

    def connection_made(self, transport: Any) -> None:
        """Remember the way out."""
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        """Tell who waits."""
        self.is_open = False
        self.may_write.set()
        self.pool.lost(self)
        self._fail(AppGone("the application closed the connection"))

    def _fail(self, error: Exception) -> None:
        for waited in (self.headed, self.done):
            if waited is not None and not waited.done():
                waited.set_exception(error)
                waited.exception()  # whoever waits sees it; nobody else need be told

    def pause_writing(self) -> None:
        """Hear that the application takes no more for now."""
        self.may_write.clear()

    def resume_writing(self) -> None:
        """Hear that it takes more."""
        self.may_write.set()

    def data_received(self, data: bytes) -> None:
        """Read the answer."""
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self.transport.abort()
        except httptools.HttpParserError:
            self._fail(AppGone("the application answered what is no HTTP"))
            self.transport.abort()

    def start(self, sink: Sink) -> None:
        """Make ready for one exchange."""
        loop = asyncio.get_running_loop()
        self.reply, self.sink = Reply(), sink
        self.headed, self.done = loop.create_future(), loop.create_future()
        self.parser: Any = httptools.HttpResponseParser(self)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self.reply.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Tell who waits for the head."""
        self.reply.status = self.parser.get_status_code()
        if self.headed is not None and not self.headed.done():
            self.headed.set_result(self.reply)

    def on_body(self, piece: bytes) -> None:
        """Pass a piece on."""
        self.sink(piece)

    def on_message_complete(self) -> None:
        """Tell who waits for the end."""
        if self.reply.status // 100 == 1:
            return
        self.keeps_alive = self.parser.should_keep_alive()
        if self.done is not None and not self.done.done():
            self.done.set_result(None)


class Pool:
    """Connections to the application at `path`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.idle: deque[Line] = deque()
        self.places = asyncio.Semaphore(MOST_OPEN)

    async def line(self, *, is_new: bool = False) -> Line:
        """Give a connection; `AppGone` if the application is not there."""
        while self.idle and not is_new:
            line = self.idle.pop()
            if line.is_open and not line.transport.is_closing():
                return line
        try:
            loop = asyncio.get_running_loop()
            return (await loop.create_unix_connection(lambda: Line(self), self.path))[1]
        except OSError as error:
            raise AppGone(f"the application is not there ({error.strerror})") from error

    def lost(self, line: Line) -> None:
        """Forget a closed connection."""
        if line in self.idle:
            self.idle.remove(line)

    def back(self, line: Line) -> None:
        """Take a connection back after an exchange; one in an unclear state is closed."""
        clean = line.done is not None and line.done.done() and not line.done.exception()
        if clean and line.is_open and line.keeps_alive and not line.transport.is_closing():
            line.transport.resume_reading()  # a slow client may have paused it; the next one is not to suffer for that
            line.idle_since = asyncio.get_running_loop().time()
            self.idle.append(line)
            if len(self.idle) > MOST_IDLE:  # a form is sent on a connection of its own, and many forms may come
                self.idle.popleft().transport.close()
        else:
            line.transport.abort()

    def sweep(self, now: float) -> None:
        """Close what was idle for long."""
        while self.idle and self.idle[0].idle_since < now - IDLE_SECONDS:
            self.idle.popleft().transport.close()

    def close(self) -> None:
        """Close what is idle."""
        while self.idle:
            self.idle.popleft().transport.close()

    async def whole(self, request: bytes, body: bytes = b"", *, seconds: float = 30) -> tuple[Reply, bytes]:
        """Ask, and wait for the whole answer; asked once more if the connection turned out to be closed already."""
        async with self.places, asyncio.timeout(seconds):
            try:
                return await self._whole(await self.line(), request, body)
            except AppGone:
                return await self._whole(await self.line(is_new=True), request, body)

    async def _whole(self, line: Line, request: bytes, body: bytes) -> tuple[Reply, bytes]:
        pieces: list[bytes] = []
        try:
            line.start(pieces.append)
            line.transport.write(request + body)
            assert line.done is not None  # noqa: S101
            await line.done
            return line.reply, b"".join(pieces)
        finally:
            self.back(line)
