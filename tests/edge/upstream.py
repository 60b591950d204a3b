"""An application that only writes down: every byte it got, and what these bytes say when they are read strictly."""

import asyncio
from dataclasses import dataclass, field

from tests.edge.strict import Ending, Request, read

NOT_SHARED = b"HTTP/1.1 200 OK\r\nCache-Control: private\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Upstream:
    """Listens on a unix socket, keeps connections open, answers each request with its number."""

    path: str
    requests: list[Request] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    server: asyncio.Server | None = None
    held: "set[Talk]" = field(default_factory=set)
    total: int = 0
    padding: bytes = b""

    async def __aenter__(self) -> "Upstream":
        loop = asyncio.get_running_loop()
        self.server = await loop.create_unix_server(lambda: Talk(self), self.path)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.server:
            self.server.close()
        for talk in list(self.held):
            talk.transport.abort()

    def forget(self) -> None:
        """Start a new page."""
        self.requests.clear()
        self.asked.clear()
        self.numbers.clear()
        self.faults.clear()

    def answer(self, request: Request) -> bytes:
        """Answer one request, with a body that says which it was.

        What the edge asks on its own, of no reader's and with nothing of a reader's in it, is answered and not counted.
        """
        if request.values(b"x-edge-ask") == [b"shared"] or request.target.startswith(b"/_edge/"):
            self.asked.append(request)
            return NOT_SHARED
        self.total += 1
        self.requests.append(request)
        self.numbers.append(self.total)
        text = b"%d %b %b" % (self.total, request.method, request.target[:200]) + self.padding
        body = b"" if request.method == b"HEAD" else text
        return (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nCache-Control: no-store\r\n"
            b"Seen: %d\r\nContent-Length: %d\r\n\r\n%b" % (self.total, len(text), body)
        )


class Talk(asyncio.Protocol):
    """One connection from the edge."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        self.bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember who is there."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.upstream.held.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        """Forget who is gone."""
        self.upstream.held.discard(self)

    def data_received(self, data: bytes) -> None:
        """Answer what is complete; write down what can never be."""
        self.bytes += data
        reading = read(self.bytes)
        for request in reading.requests:
            self.transport.write(self.upstream.answer(request))
        self.bytes = reading.rest
        if reading.ending is Ending.REFUSED:
            self.upstream.faults.append(f"{reading.why}: {reading.rest[:200]!r}")
            self.transport.abort()
        elif reading.ending is Ending.CLOSED:
            self.transport.close()
