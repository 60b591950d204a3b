"""Start the two servers that are compared, each before an upstream on a unix socket."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.needs import free_port, nginx

# Its workers are nobody otherwise, who may not enter the folder of a test.
AS_WHO = "user root;" if os.getuid() == 0 else ""
NGINX = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 1024; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_max_body_size 10m;
    client_header_timeout 5s;
    client_body_timeout 5s;
    keepalive_requests 100000;
    server_tokens off;
    upstream app {{ server {upstream}; keepalive 8; }}
    server {{ listen 127.0.0.1:{port} default_server; return 421; }}
    server {{
        listen 127.0.0.1:{port};
        server_name news.example;
        location / {{
            proxy_pass http://app;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header Connection "";
        }}
    }}
}}
"""


# The edge as it is, but for how long it waits: a test need not be as patient as a newspaper.
EDGE = """
import sys
from broadsheet.edge import client
client.HEAD_SECONDS, client.BODY_SECONDS, client.WRITE_SECONDS = map(float, sys.argv[2:5])
from broadsheet.edge.__main__ import main
sys.exit(main(sys.argv[1]))
"""


@dataclass(frozen=True)
class Server:
    """A server that runs: where it listens, its process and where it logs."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def is_alive(self) -> bool:
        """Say whether the process we started is still the one that runs."""
        return self.process.poll() is None

    @property
    def memory(self) -> int:
        """Give the resident bytes of the process and those it started."""
        return sum(resident(pid) for pid in family(self.process.pid))


def family(pid: int) -> list[int]:
    """A process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in family(int(child)))]


def resident(pid: int) -> int:
    """The memory of one process in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS")), 0)


@contextmanager
def running_nginx(folder: Path, upstream: str) -> Iterator[Server]:
    """Run a plain nginx before the upstream, which is the path of a socket or an address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    configuration = folder / "nginx.conf"
    where = f"unix:{upstream}" if upstream.startswith("/") else upstream
    configuration.write_text(NGINX.format(folder=folder, port=port, upstream=where, user=AS_WHO))
    command = [nginx(), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)]
    with running(command, port, folder / "error.log", folder / "nginx.out") as server:
        yield server


@contextmanager
def running_edge(
    folder: Path, upstream: str, *, proxies: tuple[str, ...] = ("192.0.2.1",), patience: float = 30
) -> Iterator[Server]:
    """Run one real edge process before the upstream; nobody here is a proxy it believes, unless named."""
    for name in ("run", "static", "media"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen(4096)
        port = listener.getsockname()[1]
        orders = {
            "number": 0,
            "socket": listener.fileno(),
            "app": upstream,
            "run": str(folder / "run"),
            "host": "news.example",
            "hosts": ["news.example"],
            "scheme": "https",
            "key": "a key of the test",
            "memory": 16 << 20,
            "static": str(folder / "static"),
            "media": str(folder / "media"),
            "proxies": list(proxies),
        }
        command = [sys.executable, "-c", EDGE, json.dumps(orders), *[str(patience)] * 3]
        output = folder / "edge.log"
        with running(command, port, output, output, descriptors=(listener.fileno(),)) as server:
            yield server


@contextmanager
def running(
    command: list[str], port: int, log: Path, output: Path, *, descriptors: tuple[int, ...] = ()
) -> Iterator[Server]:
    """Run a command until the block ends."""
    with output.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=written, pass_fds=descriptors)
    try:
        wait_for(port, process, output)
        yield Server(port, process, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]", output: Path) -> None:
    """Wait until somebody listens."""
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"The server did not start: {output.read_text()[-2000:]}")
