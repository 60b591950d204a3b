"""Hold the body of a request until it is whole; the application is not kept waiting by a slow client."""

import tempfile
from typing import Any

import httptools

from broadsheet.edge.heads import MOST_HEAD, Refused
from broadsheet.edge.upstream import AppGone, Line

IN_MEMORY, MOST_CHUNKED, PIECE = 1 << 18, 1 << 20, 1 << 18
SLOWEST = 1000  # bytes a second, over the whole body


class Body:
    """The bytes that came so far; many of them lie on the disk."""

    def __init__(self, now: float) -> None:
        self.began, self.length = now, 0
        self.file: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the answer

    def add(self, data: bytes) -> None:
        """Take a piece; raises `OSError` if the disk is full."""
        self.length += len(data)
        self.file.write(data)

    def deadline(self, now: float, patience: float) -> float:
        """Say until when the next piece has to come: soon, and fast enough over all."""
        return min(now + patience, self.began + patience + self.length / SLOWEST)

    def beginning(self) -> bytes:
        """Give the first bytes."""
        self.file.seek(0)
        return bytes(self.file.read(100))

    async def send(self, line: Line) -> None:
        """Send it to the application as fast as it takes it."""
        self.file.seek(0)
        while piece := self.file.read(PIECE):
            if not line.is_open:
                raise AppGone("the application did not take the whole body")
            line.transport.write(piece)
            await line.may_write.wait()

    def close(self) -> None:
        """Forget it."""
        self.file.close()


class Chunks:
    """A body in chunks, read by llhttp; the connection is closed afterwards, so nothing can hide behind it."""

    def __init__(self, body: Body) -> None:
        self.body, self.fed, self.is_done = body, 0, False
        self.parser: Any = httptools.HttpRequestParser(self)
        self.parser.feed_data(b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")

    def feed(self, data: bytes) -> bool:
        """Read on and say whether that was all; what comes after the end is not looked at.

        Raises `Refused`. One byte a chunk is odd, but no more is said of none.
        """
        self.fed += len(data)
        try:
            self.parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:  # or what comes after would upgrade
            if not self.is_done:
                raise Refused(400, f"the chunks are malformed ({error})") from error
        if self.body.length > MOST_CHUNKED:
            raise Refused(413, "the body is too large")
        if not self.is_done and self.fed > MOST_HEAD + 8 * self.body.length:
            raise Refused(400, "the chunks say more than they hold")
        return self.is_done

    def on_body(self, data: bytes) -> None:
        """Take a piece."""
        if not self.is_done and self.body.length <= MOST_CHUNKED:
            self.body.add(data)

    def on_message_complete(self) -> None:
        """Note the end."""
        self.is_done = True
