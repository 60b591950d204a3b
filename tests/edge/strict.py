"""Read HTTP/1.1 requests by the letter of RFC 9112, with no kindness at all, and share no line with what is tested.

What this reads, every server reads alike. Where a request could be read in two ways, it is not read.
"""

import re
from dataclasses import dataclass, field
from enum import Enum

TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
LINE = re.compile(rb"(" + TOKEN + rb") ([!-\"$-~]+) HTTP/1\.([0-9])")
FIELD = re.compile(rb"(" + TOKEN + rb"):[ \t]*([\t -~\x80-\xff]*?)[ \t]*")
QUOTED = rb'"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"'
# An empty value is no token, but llhttp reads it, and it ends where all read its end.
EXTENSION = rb"[ \t]*;[ \t]*" + TOKEN + rb"(?:[ \t]*=[ \t]*(?:" + TOKEN + rb"|" + QUOTED + rb")?)?"
SIZE = re.compile(rb"([0-9A-Fa-f]{1,16})(?:" + EXTENSION + rb")*")
LENGTH = re.compile(rb"[0-9]{1,18}")
HEAD_END = b"\r\n\r\n"


class Ending(Enum):
    """How a connection's bytes end."""

    CLEAN = "between two requests"
    CUT = "inside a request"
    CLOSED = "after a request that asked to close"
    REFUSED = "at bytes that are no request"


class NotARequest(Exception):
    """These bytes can be read in two ways, or in none."""


class Incomplete(Exception):
    """More bytes must come."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it was sent."""

    method: bytes
    target: bytes
    minor: int
    fields: tuple[tuple[bytes, bytes], ...]
    body: bytes
    head: bytes

    def values(self, name: bytes) -> list[bytes]:
        """Give the values of a field by its name in small letters."""
        return [value for key, value in self.fields if key.lower() == name]

    @property
    def is_last(self) -> bool:
        """Say whether its sender wants the connection closed."""
        options = {word.strip().lower() for value in self.values(b"connection") for word in value.split(b",")}
        return b"close" in options or (self.minor == 0 and b"keep-alive" not in options)


@dataclass(slots=True)
class Reading:
    """The requests on one connection, how its bytes end, and why."""

    requests: list[Request] = field(default_factory=list)
    ending: Ending = Ending.CLEAN
    why: str = ""
    rest: bytes = b""


def read(raw: bytes, *, forgive_empty_lines: bool = False) -> Reading:
    """Read all requests up to the first fault or the one that closes.

    Section 2.2 lets a server forgive empty lines before a request; only what comes from outside is forgiven.
    """
    reading, at = Reading(), 0
    while True:
        while forgive_empty_lines and raw.startswith(b"\r\n", at):
            at += 2
        reading.rest = raw[at:]
        if at == len(raw):
            return reading
        try:
            request, at = one(raw, at)
        except NotARequest as fault:
            reading.ending, reading.why = Ending.REFUSED, str(fault)
            return reading
        except Incomplete:
            reading.ending = Ending.CUT
            return reading
        reading.requests.append(request)
        if request.is_last:
            reading.ending, reading.rest = Ending.CLOSED, raw[at:]
            return reading


def one(raw: bytes, at: int) -> tuple[Request, int]:
    """Read the request that starts at a place; give it and where it ends."""
    end = raw.find(HEAD_END, at)
    head = raw[at:] if end < 0 else raw[at:end]
    if re.search(rb"[^\r]\n|\r[^\n]|\A\n|\x00", head):
        raise NotARequest("a CR or LF alone, or NUL")
    if end < 0:
        raise Incomplete
    lines = head.split(b"\r\n")
    if not (line := LINE.fullmatch(lines[0])):
        raise NotARequest(f"first line {lines[0][:80]!r}")
    fields = tuple(field_of(text) for text in lines[1:])
    method, target, minor = line[1], line[2], int(line[3])
    check_host(fields, minor)
    body, at = body_of(raw, end + 4, fields, minor)
    return Request(method, target, minor, fields, body, head), at


def field_of(line: bytes) -> tuple[bytes, bytes]:
    """Read one field line."""
    if not (found := FIELD.fullmatch(line)):
        raise NotARequest(f"field {line[:80]!r}")
    return found[1], found[2]


def check_host(fields: tuple[tuple[bytes, bytes], ...], minor: int) -> None:
    """Refuse no Host, or two."""
    hosts = [value for name, value in fields if name.lower() == b"host"]
    if len(hosts) > 1 or (not hosts and minor > 0):
        raise NotARequest(f"{len(hosts)} hosts")


def body_of(raw: bytes, at: int, fields: tuple[tuple[bytes, bytes], ...], minor: int) -> tuple[bytes, int]:
    """Read the body: by its one length, or by its chunks, never by both."""
    lengths = [value for name, value in fields if name.lower() == b"content-length"]
    codings = [value for name, value in fields if name.lower() == b"transfer-encoding"]
    if codings:
        if lengths or minor == 0 or [value.lower() for value in codings] != [b"chunked"]:
            raise NotARequest(f"codings {codings[:3]} beside lengths {lengths[:3]}")
        return chunks_of(raw, at)
    if not lengths:
        return b"", at
    if len(lengths) > 1 or not LENGTH.fullmatch(lengths[0]):
        raise NotARequest(f"lengths {lengths[:3]}")
    end = at + int(lengths[0])
    if end > len(raw):
        raise Incomplete
    return raw[at:end], end


def chunks_of(raw: bytes, at: int) -> tuple[bytes, int]:
    """Read chunks to the last, and the trailers behind it."""
    parts = []
    while True:
        line, at = line_of(raw, at)
        if not (found := SIZE.fullmatch(line)):
            raise NotARequest(f"chunk size {line[:80]!r}")
        size = int(found[1], 16)
        if not size:
            return b"".join(parts), trailers_end(raw, at)
        if len(raw) < at + size + 2:
            if not b"\r\n".startswith(raw[at + size : at + size + 2]):
                raise NotARequest("chunk that does not end")
            raise Incomplete
        if raw[at + size : at + size + 2] != b"\r\n":
            raise NotARequest("chunk that does not end")
        parts.append(raw[at : at + size])
        at += size + 2


def trailers_end(raw: bytes, at: int) -> int:
    """Give where the trailers end."""
    while True:
        line, at = line_of(raw, at)
        if not line:
            return at
        field_of(line)


def line_of(raw: bytes, at: int) -> tuple[bytes, int]:
    """Read a line; only CR LF ends one."""
    end = raw.find(b"\n", at)
    line = raw[at:] if end < 0 else raw[at : end + 1]
    if b"\r" in line.rstrip(b"\n")[:-1] or b"\x00" in line or (end >= 0 and not line.endswith(b"\r\n")):
        raise NotARequest("line ended by a CR or LF alone")
    if end < 0:
        raise Incomplete
    return line[:-2], end + 1
