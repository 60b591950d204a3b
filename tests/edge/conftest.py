"""A real edge process before an application of the test's own."""

import json
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from broadsheet.edge import bell
from broadsheet.edge.stamps import Stamps
from tests.edge.site import Reader

Deed = Callable[["Asked"], "Told"]


@dataclass
class Asked:
    """What reached the application."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Told:
    """What the application answers; `tags` make it shared."""

    body: bytes = b"hello"
    tags: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    keep: int = 600


class App:
    """An application whose answers the test decides; it writes down what reaches it."""

    def __init__(self, path: str) -> None:
        self.path, self.asked, self.lines = path, list[Asked](), list[socket.socket]()
        self.deed: Deed = lambda asked: Told(asked.path.encode(), tags=f"url:{asked.path}")
        self.server: Any = None
        self.start()

    def start(self) -> None:
        """Listen."""
        Path(self.path).unlink(missing_ok=True)
        app = self

        class Talk(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                length = int(self.headers.get("content-length", 0))
                asked = Asked(self.command, self.path, dict(self.headers.items()), self.rfile.read(length))
                app.asked.append(asked)
                told = app.deed(asked)
                self.send_response(told.status)
                if told.tags:
                    self.send_header("X-Edge-Tags", told.tags)
                    self.send_header("X-Edge-Keep", str(told.keep))
                for name, value in told.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(told.body)))
                self.end_headers()
                self.wfile.write(told.body)

            do_GET = do_POST = answer

            def log_message(self, *_: Any) -> None:
                pass

        class Server(socketserver.ThreadingUnixStreamServer):
            daemon_threads, block_on_close = False, True
            request_queue_size = 128

            def get_request(self) -> Any:
                app.lines.append(self.socket.accept()[0])
                return app.lines[-1], ("", 0)

        self.server = Server(self.path, Talk)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Be away: as a process that ends, on the lines that are kept as well, once what is asked is answered."""
        self.server.shutdown()
        while self.lines:
            with suppress(OSError):  # closed already
                self.lines.pop().shutdown(socket.SHUT_RD)
        self.server.server_close()
        Path(self.path).unlink(missing_ok=True)

    def seen(self, path: str) -> int:
        """Say how often a path was asked for."""
        return sum(asked.path == path for asked in self.asked)


class Site:
    """An edge process, its application, and the table through which it is told what changed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.app = folder, App(str(folder / "app.sock"))
        self.stamps, self.readers = Stamps(folder / "stamps"), list[Any]()
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(4096)
        self.port: int = self.listener.getsockname()[1]
        self.log = folder / "edge.log"
        for name in ("static", "media"):
            (folder / name).mkdir(exist_ok=True)
        self.start()

    def start(self, number: int = 0) -> None:
        """Start the edge."""
        orders = {
            "number": number,
            "socket": self.listener.fileno(),
            "app": self.app.path,
            "run": str(self.folder),
            "host": "news.example",
            "hosts": ["127.0.0.1"],
            "scheme": "https",
            "key": "k",
            "memory": 4 << 20,
            "static": str(self.folder / "static"),
            "media": str(self.folder / "media"),
        }
        command = [sys.executable, "-m", "broadsheet.edge", json.dumps(orders)]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, pass_fds=[self.listener.fileno()], stderr=out, stdout=out)
        end = time.monotonic() + 30
        while not bell.bell_path(self.folder, number).exists():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.02)

    def stop(self) -> int:
        """Stop the edge kindly."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def reader(self, connections: int = 1) -> Reader:
        """Somebody who reads."""
        self.readers.append(Reader(self.port, connections))
        return self.readers[-1]

    def connection(self) -> socket.socket:
        """Connect, and say nothing yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def resident(self) -> int:
        """Give the bytes that the edge holds in memory."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * 4096

    def change(self, *tags: str, hard: bool = False) -> None:
        """Change something, as the application says it."""
        self.stamps.touch(tags, hard=hard)

    def tell(self, number: int, channel: str, kind: str, **data: Any) -> None:
        """Tell open pages something."""
        bell.ring(self.folder, {"events": [[number, channel, kind, data]]})


@pytest.fixture
def edge() -> Iterator[Site]:
    """A site; the folder's name is short, for the addresses of unix sockets are."""
    with tempfile.TemporaryDirectory(prefix="edge-") as folder:
        site = Site(Path(folder))
        try:
            yield site
        finally:
            for reader in site.readers:
                reader.close()
            site.process.kill()
            site.process.wait()
            site.app.stop()
            site.listener.close()
