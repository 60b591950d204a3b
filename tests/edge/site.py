"""A whole site for tests of the edge: a home of its own, its processes, and connections that reach every edge."""

import contextlib
import gzip
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import brotli

READY_SECONDS, STOP_SECONDS = 90, 30
Answer = tuple[int, bytes]


def environment(home: Path, port: int, *, database_url: str = "", edges: int = 2) -> dict[str, str]:
    """Settings for a site of its own."""
    return os.environ | {
        "BROADSHEET_HOME": str(home),
        "BROADSHEET_DATABASE_URL": database_url,
        "BROADSHEET_BASE_URL": f"http://127.0.0.1:{port}",
        "BROADSHEET_EDGES": str(edges),
        "BROADSHEET_BEHIND_EDGE": "no",
        "PORT": str(port),
    }


def command(own: dict[str, str], *words: str) -> None:
    """Run one of our commands."""
    subprocess.run([sys.executable, "-m", "broadsheet", *words], env=own, check=True, stdout=subprocess.DEVNULL)


def set_up(own: dict[str, str]) -> None:
    """Make the database and the theme's files; the desk's are not needed here and take long."""
    command(own, "migrate")
    command(own, "collectstatic", "--no-input", "-i", "wagtail*", "-i", "admin", "-i", "account")


@contextlib.contextmanager
def serving(own: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve the site while the block runs."""
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "broadsheet", "serve"], env=own, stdout=out, stderr=out)
        try:
            wait_until_ready(process, log)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_ready(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait until the supervisor says so."""
    end = time.monotonic() + READY_SECONDS
    while b"is ready at" not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > end:
            raise AssertionError(f"The site did not start: {log.read_text()[-3000:]}")
        time.sleep(0.1)


class Reader:
    """A reader with several connections, so that every edge process is asked."""

    def __init__(self, port: int, connections: int = 6) -> None:
        self.port = port
        self.lines = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(connections)]
        self.turn = 0

    def close(self) -> None:
        """Leave."""
        for line in self.lines:
            line.close()

    def get(self, path: str, *, encoding: str = "br", **headers: str) -> Answer:
        """Ask on the next connection; give status and the body as it was before it was compressed."""
        self.turn = (self.turn + 1) % len(self.lines)
        line = self.lines[self.turn]
        for last in (False, True):
            try:
                line.request("GET", path, headers={"Accept-Encoding": encoding, **headers})
                answer = line.getresponse()
                body = answer.read()
                return answer.status, unpacked(body, answer.headers.get("Content-Encoding", ""))
            except (http.client.HTTPException, ConnectionError):
                line.close()
                if last:
                    raise
        raise AssertionError


def unpacked(body: bytes, encoding: str) -> bytes:
    """Undo a content encoding."""
    if encoding == "br":
        return bytes(brotli.decompress(body))
    return gzip.decompress(body) if encoding == "gzip" else body
