"""Read the head of a request strictly (RFC 9112): whatever two servers could understand differently is refused."""

import re
from dataclasses import dataclass, field
from typing import Any

import httptools

MOST_HEAD, MOST_LINE, MOST_FIELDS = 16_384, 8_192, 100
HEAD = re.compile(
    rb"([A-Z]{3,7}) ([\x21-\x7e\x80-\xff]+) HTTP/1\.([01])\r\n"
    rb"(?:[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\x00-\x08\x0a-\x1f\x7f]*\r\n)*\r\n"
)
HOST = re.compile(rb"(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9._-]{0,252}))(?::(\d{1,5}))?")
METHODS = frozenset((b"GET", b"HEAD", b"POST", b"PUT", b"PATCH", b"DELETE", b"OPTIONS"))
ONCE = frozenset((b"host", b"content-length", b"transfer-encoding", b"content-type", b"expect", b"authorization"))
HOP = frozenset(
    b"connection keep-alive proxy-connection te trailer transfer-encoding upgrade content-length expect host"
    b" http2-settings proxy-authenticate proxy-authorization".split()
)
OURS = (b"x-edge-", b"edge-", b"x-forwarded-")  # what only a proxy in front or the edge itself may say
FROM_PROXIES = frozenset((b"forwarded", b"x-real-ip", b"proxy"))


class Refused(Exception):
    """A request that is refused: the status to answer, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


@dataclass(slots=True)
class Asked:
    """What one request asks for; header names are in lower case."""

    method: bytes
    target: bytes
    headers: list[tuple[bytes, bytes]]
    is_11: bool = True
    host: bytes = b""
    length: int = 0
    is_chunked: bool = False
    keeps_alive: bool = True
    expects: bool = False
    minds: bool = False  # being counted: Global Privacy Control or Do Not Track
    client: str = ""
    scheme: str = "http"
    encodings: tuple[str, ...] = ()
    fields: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def has_body(self) -> bool:
        """Say whether bytes follow the head."""
        return self.is_chunked or self.length > 0

    def get(self, name: bytes) -> bytes:
        """Give a header's value; nothing if it was not sent."""
        return self.fields.get(name, b"")


class _Reader:
    """What llhttp reads."""

    def __init__(self) -> None:
        self.target, self.headers = b"", list[tuple[bytes, bytes]]()
        self.is_complete = False

    def on_url(self, part: bytes) -> None:
        self.target += part

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value.strip(b" \t")))

    def on_headers_complete(self) -> None:
        self.is_complete = True


def read_head(head: bytes) -> Asked:
    """Read a whole head, blank line included; raises `Refused`."""
    match = HEAD.fullmatch(head)
    if match is None:
        raise Refused(400, "the head is malformed")
    asked = parsed(head, match)
    if asked.method not in METHODS:
        raise Refused(405, "the method is not used here")
    if len(asked.target) > MOST_LINE:
        raise Refused(414, "the address is too long")
    if len(asked.headers) > MOST_FIELDS:
        raise Refused(431, "there are too many headers")
    check_fields(asked)
    take_host(asked)
    return asked


def parsed(head: bytes, match: re.Match[bytes]) -> Asked:
    """Have llhttp read the head, and hold it to what we read ourselves."""
    reader = _Reader()
    parser: Any = httptools.HttpRequestParser(reader)
    try:
        parser.feed_data(head)
    except httptools.HttpParserUpgrade:
        pass
    except httptools.HttpParserError as error:
        raise Refused(400, f"the head is malformed ({error})") from error
    if not reader.is_complete or parser.get_method() != match[1] or reader.target != match[2]:
        raise Refused(400, "the head can be read in two ways")
    return Asked(match[1], match[2], reader.headers, is_11=match[3] == b"1")


def check_fields(asked: Asked) -> None:
    """Refuse what is there twice or contradicts itself, and read what frames the message."""
    for name, value in asked.headers:
        if name in asked.fields:
            if name in ONCE:
                raise Refused(400, f"the header {name.decode()} is there twice")
            value = asked.fields[name] + (b"; " if name == b"cookie" else b", ") + value
        asked.fields[name] = value
    frame(asked)
    connection = {word.strip().lower() for word in asked.get(b"connection").split(b",")}
    stays = b"close" not in connection and (asked.is_11 or b"keep-alive" in connection)
    asked.keeps_alive = stays and not asked.is_chunked  # nothing can hide behind the last chunk
    asked.encodings = encodings(asked.get(b"accept-encoding"))
    asked.minds = b"1" in (asked.get(b"sec-gpc"), asked.get(b"dnt"))
    if expect := asked.get(b"expect").lower():
        if expect != b"100-continue":
            raise Refused(417, "the expectation is unknown")
        asked.expects = asked.is_11


def frame(asked: Asked) -> None:
    """Read how long the body is."""
    length, coding = asked.fields.get(b"content-length"), asked.fields.get(b"transfer-encoding")
    if coding is not None:
        if length is not None or not asked.is_11:
            raise Refused(400, "the length is given in two ways")
        if coding.lower() != b"chunked":
            raise Refused(501, "the transfer coding is unknown")
        asked.is_chunked = True
    elif length is not None:
        if not re.fullmatch(rb"[0-9]{1,15}", length):
            raise Refused(400, "the length is no number")
        asked.length = int(length)
    if asked.has_body and asked.method in (b"GET", b"HEAD"):
        raise Refused(400, "a body came where none belongs")


def take_host(asked: Asked) -> None:
    """Read the host, also where the target names it; the two must agree."""
    host = asked.get(b"host").lower()
    if asked.is_11 and not host:
        raise Refused(400, "the host is missing")
    if not asked.target.startswith(b"/"):
        if match := re.fullmatch(rb"https?://([^/?#]+)([/?].*)?", asked.target, re.IGNORECASE):
            if match[1].lower() != host:
                raise Refused(400, "the target names another host")
            rest = match[2] or b"/"
            asked.target = rest if rest.startswith(b"/") else b"/" + rest
        else:
            raise Refused(400, "the target is malformed")
    if host and not HOST.fullmatch(host):
        raise Refused(400, "the host is malformed")
    asked.host = host


def encodings(accepted: bytes) -> tuple[str, ...]:
    """Give those of our encodings that the client takes, best first (RFC 9110, 12.5.3)."""
    taken = dict(_weights(accepted.decode("latin-1").lower()))
    return tuple(name for name in ("br", "gzip") if taken.get(name, taken.get("*", 0)) > 0)


def _weights(accepted: str) -> list[tuple[str, float]]:
    found = []
    for word in accepted.split(","):
        name, _, weight = word.replace(" ", "").replace("\t", "").partition(";q=")
        try:
            found.append((name, float(weight or 1)))
        except ValueError:
            found.append((name, 0))
    return found


def forwarded(asked: Asked, target: bytes, host: bytes, *, also: list[tuple[bytes, bytes]]) -> bytes:
    """Write the request anew for the application: nothing of this hop, nothing that only we may say."""
    dropped = {word.strip().lower() for word in asked.get(b"connection").split(b",")}
    lines = [b"%s %s HTTP/1.1" % (b"GET" if asked.method == b"HEAD" else asked.method, target), b"host: " + host]
    for name, value in asked.fields.items():
        if name in HOP or name in dropped or name in FROM_PROXIES or name.startswith(OURS) or b"_" in name:
            continue
        lines.append(name + b": " + value)
    lines += [name + b": " + value for name, value in also]
    return b"\r\n".join(lines) + b"\r\n\r\n"
