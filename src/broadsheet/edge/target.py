"""Bring the target of a request into one form, so that one page has one address in the cache (RFC 3986, 6.2.2)."""

import re
from collections.abc import Sequence
from functools import lru_cache

LONGEST_KEPT = 512  # longer ones are read anew each time, so that made-up ones fill no memory
SHOWN = re.compile(rb"[\x21-\x7e\x80-\xff]+")
ESCAPE = re.compile(rb"%([0-9A-Fa-f]{2})|%")
PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
UNSAFE = re.compile(rb'["<>\\^`{|}\x80-\xff]')


class BadTarget(ValueError):
    """A target that no address of ours can have; the message says why."""


def canonical(raw: bytes) -> tuple[bytes, bytes]:
    """Give path and query: escapes in capitals, none where none is needed, no dots.

    >>> canonical(b"/%70olitics/../sports/%c3%a5?b=2")
    (b'/sports/%C3%A5', b'b=2')
    """
    return _canonical(raw) if len(raw) <= LONGEST_KEPT else _canonical.__wrapped__(raw)


@lru_cache(maxsize=4096)
def _canonical(raw: bytes) -> tuple[bytes, bytes]:
    if not raw.startswith(b"/") or not SHOWN.fullmatch(raw) or b"#" in raw:
        raise BadTarget("The address is malformed.")
    path, _, query = raw.partition(b"?")
    return without_dots(escaped(path)), escaped(query)


def escaped(part: bytes) -> bytes:
    """Write escapes in one way."""
    return UNSAFE.sub(lambda match: b"%%%02X" % match[0][0], ESCAPE.sub(_escape, part))


def _escape(match: re.Match[bytes]) -> bytes:
    if match[1] is None:
        raise BadTarget("The address has a percent sign that escapes nothing.")
    code = int(match[1], 16)
    if code < 32 or code == 127:
        raise BadTarget("The address has an escaped control character.")
    return bytes([code]) if code in PLAIN else b"%%%02X" % code


def without_dots(path: bytes) -> bytes:
    """Resolve `.` and `..` (RFC 3986, 5.2.4)."""
    if b"/." not in path:
        return path
    kept: list[bytes] = []
    parts = path.split(b"/")[1:]
    for part in parts:
        if part == b"..":
            kept = kept[:-1]
        elif part != b".":
            kept.append(part)
    return b"/" + b"/".join(kept) + (b"/" if parts[-1] in (b".", b"..") and kept else b"")


def allowed(query: bytes, names: Sequence[bytes]) -> bytes:
    """Keep the parameters that pages know, each once, in the order of `names`; the rest changes nothing.

    >>> allowed(b"utm_source=x&before=3&before=4&version=2", [b"before", b"version"])
    b'before=3&version=2'
    """
    if not query:
        return b""
    given = dict(reversed([pair.partition(b"=")[::2] for pair in query.split(b"&")]))
    return b"&".join(name + b"=" + given[name] for name in names if name in given)
