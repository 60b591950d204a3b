"""Start the two servers that are compared, each before an upstream on a unix socket."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.needs import nginx

NGINX = """
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
    upstream app {{ server unix:{upstream}; keepalive 8; }}
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
    """Run a plain nginx before the upstream."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port, upstream=upstream))
    command = [nginx(), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(configuration)]
    with running(command, port, folder / "error.log", folder / "nginx.out") as server:
        yield server


@contextmanager
def running(command: list[str], port: int, log: Path, output: Path) -> Iterator[Server]:
    """Run a command until the block ends."""
    with output.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=written)
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


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
