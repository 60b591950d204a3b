"""Measure a site as its readers meet it: requests a second and how long the answers take, with no dependency.

A small HTTP/1.1 client on asyncio keeps connections open and asks one page over and over. It never has more than 64,
stops after the time given, and stops at once if the site fails.
"""

import asyncio
import re
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from broadsheet.ops.errors import CannotMeasure

MOST_CONNECTIONS, MOST_FAILURES, MOST_BYTES, PATIENCE_SECONDS = 64, 20, 32 << 20, 30
ENCODINGS = "Accept-Encoding: br, gzip\r\n"  # as browsers do
HREF = re.compile(r"""<a\s[^>]*?href=["']([^"'#?]+)""")
STORY = re.compile(r"/\d{4}/\d{2}/\d{2}/")
SECTION = re.compile(r"/[a-z0-9-]+/")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, header fields by their names in small letters, body and how long it took."""

    status: int
    fields: dict[str, str]
    body: bytes
    seconds: float


@dataclass(slots=True)
class Load:
    """What so many at once got of one page."""

    connections: int
    elapsed: float = 0
    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    failures: int = 0

    @property
    def rate(self) -> float:
        """Give the requests a second."""
        return len(self.seconds) / self.elapsed if self.elapsed else 0

    def percentile_ms(self, percent: float) -> float:
        """Give the time within which so many of a hundred answers came; 0 if none did."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1000 if ordered else 0


def check_address(url: str, *, is_mine: bool) -> SplitResult:
    """Give the parts of an address, or refuse: whose site it is has to be said unless it is on this machine."""
    place = urlsplit(url if "://" in url else f"http://{url}")
    if place.scheme not in ("http", "https") or not place.hostname:
        raise CannotMeasure(f"{url!r} is not an address of a site. Expected one such as http://127.0.0.1:8000.")
    if not is_mine and not is_loopback(place.hostname):
        raise CannotMeasure(
            f"{place.hostname} is not this machine. A measurement is a load that others may take for an attack: "
            "measure your own site only, and say --yes-it-is-mine."
        )
    return place


def is_loopback(host: str) -> bool:
    """Say whether a name is this machine by definition; names are not looked up."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def pages_of(place: SplitResult, front: Answer) -> dict[str, str]:
    """Find a front page, a section and a story by the links of the front page."""
    base = f"{place.scheme}://{place.netloc}"
    text = front.body.decode("utf-8", "replace")
    links = [urlsplit(urljoin(base + "/", href)) for href in HREF.findall(text)]
    paths = [link.path for link in links if not link.netloc or link.netloc == place.netloc]
    story = next((path for path in paths if STORY.search(path)), "")
    section = next((path for path in paths if SECTION.fullmatch(path) and story.startswith(path)), "") or next(
        (path for path in paths if SECTION.fullmatch(path)), ""
    )
    return {kind: path for kind, path in (("front", "/"), ("section", section), ("story", story)) if path}


class Connection:
    """One connection to the site, opened when it is needed."""

    def __init__(self, place: SplitResult) -> None:
        self.place = place
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def get(self, path: str, *, packed: bool = True) -> Answer:
        """Ask for a page; raises `OSError` or `ValueError` if what comes is no answer."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await self._open()
        began = time.perf_counter()
        self.writer.write(
            f"GET {path} HTTP/1.1\r\nHost: {self.place.netloc.rpartition('@')[2]}\r\n"
            f"User-Agent: broadsheet-bench\r\nAccept: text/html\r\n{ENCODINGS if packed else ''}\r\n".encode()
        )
        status, fields = await self._head(self.reader)
        body = await body_of(self.reader, status, fields)
        if fields.get("connection", "").lower() == "close":
            self.close()
        return Answer(status, fields, body, time.perf_counter() - began)

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        is_tls = self.place.scheme == "https"
        tls = ssl.create_default_context() if is_tls else None
        port = self.place.port or (443 if is_tls else 80)
        return await asyncio.open_connection(self.place.hostname, port, ssl=tls)

    async def _head(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
        line, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (text.partition(":") for text in lines if text)}
        return int(line.split(" ")[1]), fields

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def body_of(reader: asyncio.StreamReader, status: int, fields: dict[str, str]) -> bytes:
    """Read a body by its length, its chunks or to the end."""
    if status in (204, 304):
        return b""
    if "chunked" in fields.get("transfer-encoding", "").lower():
        parts = []
        while size := int((await reader.readline()).partition(b";")[0], 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        while await reader.readline() != b"\r\n":
            pass
        return b"".join(parts)
    if "content-length" in fields:
        return await reader.readexactly(min(int(fields["content-length"]), MOST_BYTES))
    return await reader.read(MOST_BYTES)


async def ask(place: SplitResult, path: str, *, packed: bool = True) -> Answer:
    """Ask once, for a compressed page or one to read, and hang up."""
    connection = Connection(place)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await connection.get(path, packed=packed)
    except (OSError, ValueError, EOFError, TimeoutError) as error:
        raise CannotMeasure(f"{place.geturl()} does not answer at {path} ({error or type(error).__name__}).") from error
    finally:
        connection.close()


async def load(place: SplitResult, path: str, *, connections: int, seconds: float) -> Load:
    """Ask for a page on so many connections at once for so long."""
    measured = Load(min(connections, MOST_CONNECTIONS))
    began = time.perf_counter()
    end = began + seconds
    await asyncio.gather(*(ask_on(Connection(place), path, measured, end) for _ in range(measured.connections)))
    measured.elapsed = time.perf_counter() - began
    return measured


async def ask_on(connection: Connection, path: str, measured: Load, end: float) -> None:
    """Ask on one connection until the time is over, or too much went wrong."""
    try:
        while time.perf_counter() < end and measured.failures < MOST_FAILURES:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    answer = await connection.get(path)
            except (OSError, ValueError, EOFError, TimeoutError):
                measured.failures += 1
                connection.close()
                continue
            measured.seconds.append(answer.seconds)
            measured.statuses[answer.status] = measured.statuses.get(answer.status, 0) + 1
            measured.failures += answer.status >= 500
    finally:
        connection.close()


def kept_by(answers: Sequence[Answer]) -> str:
    """Say by the headers of the second of two answers whether a cache gave it, and which."""
    fields = answers[-1].fields
    for name in ("x-cache", "cf-cache-status", "x-cache-status"):
        if name in fields:
            return f"{name}: {fields[name]}"
    return f"age: {fields['age']} s" if fields.get("age", "0") != "0" else "no header says so"
