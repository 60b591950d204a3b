"""What a kept page costs at the edge, beside nginx with the same bytes, and what open pages cost.

`python -m bench.edge`: both servers answer the same request with the same bytes in turns, in one run; wrk asks over the
loopback. CPU is what the server's own processes used by /proc, a request. Needs nginx and wrk, from Debian.
"""

import argparse
import asyncio
import http.client
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import uvloop
from tests.edge.conftest import App, Site, Told
from tests.needs import free_port

from bench.report import Hits, Load, edge_promises, edge_table
from bench.words import sentence
from broadsheet.edge import bell

ROUNDS, SECONDS, CONNECTIONS = 5, 4, 32
READERS, EVENTS = 10_000, 5
HEADERS = {
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.9,nb;q=0.8",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "same-origin",
    "Upgrade-Insecure-Requests": "1",
}
NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log stderr crit; user root;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  open_file_cache max=100; sendfile on;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; default_type "text/html; charset=utf-8";
    location / {{ add_header Content-Encoding br; add_header Cache-Control "public, max-age=0";
                  add_header Vary Accept-Encoding; add_header ETag 'W/"abc"'; }} }}
}}
"""


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.edge", description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS, help="Open pages; 0 leaves them out.")
    given = parser.parse_args()
    found = hits()
    print(edge_table(found), edge_promises(found), sep="\n\n")
    if given.readers:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            uvloop.run(open_pages(Path(folder), given.readers))
    return 0


def program(name: str) -> str:
    """Give the path of a program of Debian's, or end with the way to get it."""
    if found := shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin"):
        return found
    sys.exit(f"{name} is missing. Install it: apt-get install {name}")


def page() -> bytes:
    """A page of a news story's size, some 30 kB before compression."""
    dice = random.Random(1)
    return "".join(f"<p class='text' id='b-{n}'>{sentence(dice, 40)}.</p>\n" for n in range(110)).encode()


@contextmanager
def edge(folder: Path) -> Iterator[Site]:
    """An edge with the page."""
    own = folder / "edge"
    own.mkdir(exist_ok=True)
    site = Site(own)
    body = brotli.compress(page(), quality=5)
    headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=0", "ETag": 'W/"abc"'}
    site.app.deed = lambda asked: Told(
        body, tags=" ".join(f"card:{n}" for n in range(50)), headers=headers | {"Content-Encoding": "br"}
    )
    try:
        yield site
    finally:
        site.process.terminate()
        site.process.wait()
        site.app.stop()
        site.listener.close()


@contextmanager
def nginx(folder: Path) -> Iterator[tuple[int, int]]:
    """nginx with the same bytes: its port and the process that answers."""
    port, www = free_port(), folder / "www"
    www.mkdir()
    (www / "story").write_bytes(brotli.compress(page(), quality=5))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    process = subprocess.Popen([program("nginx"), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        workers = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True).stdout
        yield port, int(workers.split()[0])
    finally:
        process.terminate()
        process.wait()


def cpu(process: int) -> float:
    """Give the CPU seconds of a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(port: int, process: int, connections: int = CONNECTIONS) -> Load:
    """Ask for some seconds."""
    given = [word for name, value in HEADERS.items() for word in ("-H", f"{name}: {value}")]
    before = cpu(process)
    command = [program("wrk"), "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency", *given]
    text = subprocess.run(
        [*command, f"http://127.0.0.1:{port}/story"], capture_output=True, text=True, check=True
    ).stdout
    assert "Non-2xx" not in text, text
    count = int(re.search(r"(\d+) requests in", text)[1])  # type: ignore[index]
    late = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    assert late
    late_ms = float(late[1]) * {"us": 0.001, "ms": 1, "s": 1000}[late[2]]
    return Load((cpu(process) - before) / count * 1e6, count / SECONDS, late_ms)


def hits() -> Hits:
    """Compare both servers, in turns."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with edge(folder) as site, nginx(folder) as (port, worker):
            site.reader().get("/story")
            rounds = [(load(site.port, site.process.pid), load(port, worker)) for _ in range(ROUNDS)]
            ours, theirs = (middle(loads) for loads in zip(*rounds, strict=True))
            return Hits(ours, theirs, beside_busy(site))


def middle(loads: Iterable[Load]) -> Load:
    """Take the median of each figure."""
    return Load._make(statistics.median(column) for column in zip(*loads, strict=True))


def beside_busy(site: Site) -> float:
    """Give the 99th percentile in ms while two processes keep the processors busy."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: sum(range(9999))"]) for _ in range(2)]
    try:
        return statistics.median(load(site.port, site.process.pid, 4).late_ms for _ in range(3))
    finally:
        for one in busy:
            one.kill()
            one.wait()


class Page(asyncio.Protocol):
    """An open page; `heard` holds when each event came."""

    heard: dict[int, list[float]] = {}
    ready = 0

    def __init__(self) -> None:
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for events."""
        transport.write(b"GET /_live?on=breaking HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """Note when an event came."""
        if b": welcome" in data:
            Page.ready += 1
        for number in re.findall(rb"^id: (\d+)$", data, re.MULTILINE):
            Page.heard.setdefault(int(number), []).append(time.monotonic())


async def open_pages(folder: Path, count: int) -> None:
    """Open so many pages on two edge processes; tell them something, and see when it reaches them."""
    from broadsheet.ops.services.serve_supervisor import listening

    own = folder / "live"
    own.mkdir()
    port = free_port()
    app = App(str(own / "app.sock"))
    processes = [start_edge(own, number, listening("127.0.0.1", port)) for number in range(2)]
    try:
        while not all(bell.bell_path(own, number).exists() for number in range(2)):
            await asyncio.sleep(0.1)
        before = sum(resident(process.pid) for process in processes)
        loop = asyncio.get_running_loop()
        lines = []
        for start in range(0, count, 100):
            address = f"127.0.0.{2 + start // 100 % 8}"
            group = [loop.create_connection(Page, "127.0.0.1", port, local_addr=(address, 0)) for _ in range(100)]
            lines += await asyncio.gather(*group)
        while Page.ready < count:
            await asyncio.sleep(0.1)
        each = (sum(resident(process.pid) for process in processes) - before) / count / 1000
        alone = await asyncio.to_thread(lateness, port)
        besides = asyncio.create_task(asyncio.to_thread(lateness, port))
        used, told = sum(cpu(process.pid) for process in processes), {}
        for number in range(1, EVENTS + 1):
            told[number] = time.monotonic()
            bell.ring(own, {"events": [[number, "breaking", "raised", {"headline": "Trams return", "url": "/"}]]})
            await asyncio.sleep(2)
        used = (sum(cpu(process.pid) for process in processes) - used) / EVENTS * 1000
        late = sorted(moment - told[number] for number, moments in Page.heard.items() for moment in moments)
        print(f"{count} open pages on two edge processes: {each:.1f} kB each, {used:.0f} CPU-ms an event,")
        print(f"{len(late)} of {count * EVENTS} heard, 99 % within {late[int(len(late) * 0.99) - 1]:.2f} s")
        print(f"a kept page beside them: p99 {alone:.2f} ms while nothing is said, {await besides:.2f} ms while it is")
        for transport, _ in lines:
            transport.abort()
    finally:
        for process in processes:
            process.terminate()
            process.wait()
        app.stop()


def lateness(port: int) -> float:
    """Ask for a kept page at a steady rate while the events go out; give the 99th percentile in ms."""
    line, late = http.client.HTTPConnection("127.0.0.1", port), []
    for _ in range(EVENTS * 2 * 100):
        began = time.monotonic()
        line.request("GET", "/page")
        line.getresponse().read()
        late.append(time.monotonic() - began)
        time.sleep(0.01)
    return sorted(late)[int(len(late) * 0.99)] * 1000


def start_edge(folder: Path, number: int, descriptor: int) -> "subprocess.Popen[bytes]":
    """Start one of several edge processes on a port."""
    import json

    orders = {"number": number, "socket": descriptor, "app": str(folder / "app.sock"), "run": str(folder)}
    orders |= {"host": "127.0.0.1", "hosts": ["127.0.0.1"], "scheme": "http", "key": "k", "memory": 1 << 20}
    orders |= {"static": str(folder), "media": str(folder)}
    return subprocess.Popen([sys.executable, "-m", "broadsheet.edge", json.dumps(orders)], pass_fds=[descriptor])


def resident(process: int) -> int:
    """Give the bytes a process holds in memory."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    sys.exit(main())
