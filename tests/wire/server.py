"""A real HTTP server on 127.0.0.1 that answers as a test tells it to, badly if need be."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from broadsheet.wire.services.addresses import Reach

Answer = Callable[["Handler"], None]


@dataclass
class Stage:
    """The server as a test sees it: `answers` by path, and what was asked."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/feed") -> str:
        """Give the address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def reach(self) -> Reach:
        """Let a fetch come here, and nowhere else on this machine."""
        return Reach(ports=frozenset({self.port}), loopback=True)

    @property
    def paths(self) -> list[str]:
        """List the paths asked for."""
        return [path for path, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Answer by the stage's table; 404 for the rest."""

    stage: Stage

    def do_GET(self) -> None:
        """Answer one request."""
        self.stage.asked.append((self.path, dict(self.headers)))
        self.stage.answers.get(self.path, say(b"", status=404))(self)

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""


def say(body: bytes, *, status: int = 200, length: bool = True, **headers: str) -> Answer:
    """Answer with a body and headers (underscores stand for hyphens)."""

    def answer(to: Handler) -> None:
        to.send_response(status)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        if length:
            to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        pour(to, [body])

    return answer


def packed(body: bytes, **headers: str) -> Answer:
    """Answer with a gzipped body."""
    return say(gzip.compress(body, 9), Content_Encoding="gzip", **headers)


def drip(piece: bytes, *, before: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Answer:
    """Send `before`, then one piece every 50 ms until the test is over."""

    def answer(to: Handler) -> None:
        def pieces() -> Iterator[bytes]:
            yield before
            while not to.stage.over.wait(0.05):
                yield piece

        pour(to, pieces())

    return answer


def endless(piece: bytes, *, before: bytes) -> Answer:
    """Send a piece as fast as it is taken, until nobody takes it."""

    def answer(to: Handler) -> None:
        def pieces() -> Iterator[bytes]:
            yield before
            while not to.stage.over.is_set():
                yield piece

        pour(to, pieces())

    return answer


def pour(to: Handler, pieces: Any) -> None:
    """Write until the other side hangs up."""
    try:
        for piece in pieces:
            to.wfile.write(piece)
            to.wfile.flush()
    except OSError:
        to.close_connection = True


@contextmanager
def serving() -> Iterator[Stage]:
    """Serve for the time of one test."""
    handler = type("OneHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    handler.stage = stage = Stage(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        stage.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
