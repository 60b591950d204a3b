"""Connect to the address that was checked and to no other, and cut the connection when its time is up.

A timeout in requests starts anew at each byte, so a source that drips would hold a worker for ever. A `Lifeline` holds
the socket and closes it at the deadline, whatever is being waited for: handshake, headers or body.
"""

import os
import socket
from contextlib import suppress
from threading import Lock, Timer
from time import monotonic
from typing import Any

from requests import PreparedRequest
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection

from broadsheet.wire.errors import AddressRefused, Unreachable
from broadsheet.wire.services.addresses import Reach, pin

PORTS = {"http": 80, "https": 443}
CONNECT_SECONDS = 3
SILENCE_SECONDS = 10


class Lifeline:
    """A deadline over everything one fetch does, redirects included."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.ends, self.was_cut = seconds, monotonic() + seconds, False
        self._held: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self.cut)
        self._timer.daemon = True

    def __enter__(self) -> "Lifeline":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        with self._lock:
            for held in self._held:
                held.close()
            self._held.clear()

    def hold(self, connected: socket.socket) -> None:
        """Keep a handle of our own on a connection; TLS takes the first one over."""
        with self._lock:
            self._held.append(socket.socket(fileno=os.dup(connected.fileno())))
        if self.was_cut:
            self.cut()

    def cut(self) -> None:
        """End every connection, under whoever is reading."""
        self.was_cut = True
        with self._lock:
            for held in self._held:
                _shut(held)

    @property
    def left(self) -> float:
        """Give the seconds left, never none at all."""
        return max(0.05, self.ends - monotonic())

    @property
    def timeout(self) -> tuple[float, float]:
        """Give what is left as the limits for connecting and for each silence."""
        return min(CONNECT_SECONDS, self.left), min(SILENCE_SECONDS, self.left)


def _shut(held: socket.socket) -> None:
    with suppress(OSError):  # the other side may have been quicker
        held.shutdown(socket.SHUT_RDWR)


def connected(host: str, port: int, *, line: Lifeline, reach: Reach) -> socket.socket:
    """Connect to the address that was checked, for protocols other than HTTP; the lifeline holds the connection."""
    literal = pin(host, port, reach=reach, seconds=line.left)
    try:
        made = socket.create_connection((literal, port), timeout=line.timeout[0])
    except OSError as error:
        raise Unreachable(f"{host}:{port}", error.strerror or error) from error
    made.settimeout(line.timeout[1])
    line.hold(made)
    return made


class PinnedAdapter(HTTPAdapter):
    """Look the host up once, check every address found, connect to the first as a literal."""

    def __init__(self, line: Lifeline, reach: Reach) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self.line, self.reach = line, reach

    def build_connection_pool_key_attributes(
        self, request: PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[Any, Any]:
        """Put the literal in place of the host; the name stays in the Host header, SNI and certificate check.

        What is checked here is what requests connects to, read from the address by its own parser.
        """
        found: tuple[Any, Any] = super().build_connection_pool_key_attributes(request, verify, cert)
        where, options = found
        scheme, host = where["scheme"], where["host"]
        port = PORTS.get(scheme, 0) if where["port"] is None else where["port"]
        if scheme not in PORTS or not host:
            raise AddressRefused(str(request.url), "it is neither http nor https, or names no host")
        literal = pin(host, port, reach=self.reach, seconds=self.line.left)
        request.headers["Host"] = host_header(host, port, scheme)
        if scheme == "https":
            options |= {"assert_hostname": host.rstrip("."), "server_hostname": host.rstrip(".")}
        return where | {"host": literal, "port": port}, options

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
        """Give connections that the lifeline holds."""
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = held_by(self.line, pool.ConnectionCls)
        return pool


def host_header(host: str, port: int, scheme: str) -> str:
    """Name the host as a browser would: an IPv6 literal in brackets, a port only if it is unusual.

    >>> host_header("wire.example", 443, "https"), host_header("::1", 8080, "http")
    ('wire.example', '[::1]:8080')
    """
    name = f"[{host}]" if ":" in host else host
    return name if port == PORTS[scheme] else f"{name}:{port}"


def held_by(line: Lifeline, kind: Any) -> type[HTTPConnection]:
    """Make a kind of connection that hands itself to the lifeline."""

    class Held(kind):  # type: ignore[misc]  # the base depends on the scheme
        def connect(self) -> None:
            super().connect()
            line.hold(self.sock)

    return Held
