"""What a case is: bytes as somebody may send them, and what has to become of them."""

from collections.abc import Iterable
from dataclasses import dataclass

HOST = b"news.example"
POISON = b"evil.example"  # what an outsider claims; no application may ever read it
REFUSALS = frozenset({400, 403, 404, 405, 408, 411, 413, 414, 417, 421, 426, 431, 501, 505})


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as the application must see it; `never` must not occur in its head."""

    method: bytes
    targets: tuple[bytes, ...]
    body: bytes = b""
    never: tuple[bytes, ...] = (POISON,)


@dataclass(frozen=True, slots=True)
class Case:
    """Bytes on one connection: the requests `seen` in order, and then maybe a refusal, which ends the connection.

    `either` leaves it open whether the edge serves the requests or refuses them; it must not do a third thing.
    `cut` has the sender stop for good after its last byte, so that what is incomplete stays so.
    """

    name: str
    raw: bytes
    seen: tuple[Seen, ...] = ()
    refused: bool = False
    either: bool = False
    cut: bool = False

    def __str__(self) -> str:
        return self.name


def get(*targets: bytes, **more: object) -> Seen:
    """A GET the application sees, of one of these targets."""
    return Seen(b"GET", targets or (b"/a",), **more)  # type: ignore[arg-type]


def post(body: bytes = b"", target: bytes = b"/a") -> Seen:
    """A POST the application sees."""
    return Seen(b"POST", (target,), body)


def head(line: bytes, *headers: bytes, host: bytes | None = HOST) -> bytes:
    """The head of a request; `host=None` leaves the Host out."""
    lines = [line, *([b"Host: " + host] if host is not None else []), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


GET = head(b"GET /a HTTP/1.1")
NEXT = head(b"GET /next HTTP/1.1")


def asking(*headers: bytes, line: bytes = b"GET /a HTTP/1.1", host: bytes | None = HOST) -> bytes:
    """A GET with further header lines."""
    return head(line, *headers, host=host)


def posting(*headers: bytes, body: bytes = b"") -> bytes:
    """A POST whose framing is up to the headers."""
    return head(b"POST /a HTTP/1.1", *headers) + body


def chunked(body: bytes, *headers: bytes) -> bytes:
    """A POST whose body is sent as given, in chunked coding."""
    return posting(b"Transfer-Encoding: chunked", *headers, body=body)


def refused(name: str, raw: bytes, *seen: Seen) -> Case:
    """What must be refused, after the requests before it were served."""
    return Case(name, raw, seen, refused=True)


def served(name: str, raw: bytes, *seen: Seen) -> Case:
    """What must be served."""
    return Case(name, raw, seen or (get(),))


def either(name: str, raw: bytes, *seen: Seen) -> Case:
    """What may be served or refused."""
    return Case(name, raw, seen or (get(),), either=True)


def cut(name: str, raw: bytes, *seen: Seen) -> Case:
    """What is never completed."""
    return Case(name, raw, seen, cut=True)


def refused_each(prefix: str, raws: Iterable[tuple[str, bytes]]) -> list[Case]:
    """Several that must be refused for one reason."""
    return [refused(f"{prefix}: {name}", raw) for name, raw in raws]
