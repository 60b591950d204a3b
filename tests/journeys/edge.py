"""A stand-in for the edge: it passes every request on to the site, and holds the live connections itself."""

import http.client
import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any
from urllib.parse import parse_qs, urlsplit

from broadsheet.public.facts import live_told

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


class Edge(ThreadingHTTPServer):
    """A server in a thread of its own; `tell` says something to every page that listens on a channel."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: str) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.site = urlsplit(site).netloc
        self.lines: dict[str, list[Queue[bytes]]] = defaultdict(list)
        self.opened: list[tuple[str, str]] = []  # channels asked for, and the last id the browser had seen
        self.change, self.number, self.is_up = threading.Condition(), 0, True

    @property
    def address(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self.server_port}"

    def tell(self, channel: str, kind: str, data: dict[str, Any]) -> None:
        """Send one message."""
        self.number += 1
        message = f"id: {self.number}\nevent: {kind}\ndata: {json.dumps(data)}\n\n".encode()
        with self.change:
            for line in self.lines[channel]:
                line.put(message)

    def hang_up(self) -> None:
        """End every live connection."""
        with self.change:
            for line in {id(line): line for lines in self.lines.values() for line in lines}.values():
                line.put(b"")

    def wait_for(self, listeners: int, channel: str = "breaking") -> None:
        """Wait until so many pages listen."""
        with self.change:
            reached = self.change.wait_for(lambda: len(self.lines[channel]) == listeners, timeout=60)
        assert reached, f"{len(self.lines[channel])} listen on {channel}, not {listeners}"


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Edge
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Hold a live connection; pass everything else on."""
        if not self.path.startswith("/_live?"):
            return self.pass_on()
        if not self.server.is_up:
            return self.send_error(503)
        self.hold(parse_qs(urlsplit(self.path).query)["on"][0].split(","))

    def do_POST(self) -> None:
        """Pass it on."""
        self.pass_on()

    def hold(self, channels: list[str]) -> None:
        """Send what is told until somebody hangs up."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"retry: 200\n\n")
        line: Queue[bytes] = Queue()
        with self.server.change:
            self.server.opened.append((",".join(channels), self.headers.get("Last-Event-ID", "")))
            for channel in channels:
                self.server.lines[channel].append(line)
            self.server.change.notify_all()
        threading.Thread(target=self.watch, args=(line,), daemon=True).start()
        while message := line.get():
            self.wfile.write(message)
        with self.server.change:
            for channel in channels:
                self.server.lines[channel].remove(line)
            self.server.change.notify_all()

    def watch(self, line: "Queue[bytes]") -> None:
        """Notice that the browser has hung up."""
        with suppress(OSError):
            self.connection.recv(1)
        line.put(b"")

    def pass_on(self) -> None:
        """Ask the site and give its answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with closing(http.client.HTTPConnection(self.server.site, timeout=30)) as connection:
            connection.request(self.command, self.path, body, dict(self.headers.items()))
            answer = connection.getresponse()
            content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):  # the browser went elsewhere
            self.wfile.write(content)


@contextmanager
def edge_before(site: str) -> Iterator[Edge]:
    """Run one before a site, and let it deliver what is told, after the commit."""
    edge = Edge(site)
    thread = threading.Thread(target=edge.serve_forever, daemon=True)
    thread.start()

    def deliver(channel: str, kind: str, data: dict[str, Any]) -> None:
        edge.tell(channel, kind, data)

    live_told.follow(deliver)
    yield edge
    live_told._following.remove(deliver)
    edge.hang_up()
    edge.shutdown()
    edge.server_close()
    thread.join()
