"""The one way out: every address anybody gives us is fetched here, and nowhere else.

Only public hosts on the usual ports, pinned to the address that was checked; redirects by hand, each checked anew;
a deadline over all of it; bounds on what comes, packed and unpacked. No cookies, no proxies, no credentials.
How to use it for a feed: docs/how-to/add-a-wire.md.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from requests import PreparedRequest, Request, Response
from urllib3.exceptions import HTTPError

from broadsheet import __version__
from broadsheet.wire.errors import (
    AddressRefused,
    AskedToWait,
    BadAnswer,
    FetchFailed,
    Gone,
    RedirectRefused,
    TooMuch,
    TooSlow,
    Unreachable,
)
from broadsheet.wire.services.addresses import PUBLIC, Reach
from broadsheet.wire.services.transport import Lifeline, PinnedAdapter

FEEDS = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
MOVED = frozenset({301, 302, 303, 307, 308})
CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost us; below `free_bytes` unpacked, any ratio will do."""

    seconds: float = 20
    wire_bytes: int = 10_000_000
    decoded_bytes: int = 30_000_000
    ratio: int = 100
    free_bytes: int = 1_000_000
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """A good answer: what came, or that nothing changed; `address` is where redirects ended."""

    address: str
    content: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False


def user_agent() -> str:
    """Say who asks, and where to complain."""
    return f"Broadsheet/{__version__} (+{settings.WAGTAILADMIN_BASE_URL}/)"


def fetch(
    address: str,
    *,
    etag: str = "",
    last_modified: str = "",
    accept: str = FEEDS,
    limits: Limits | None = None,
    reach: Reach = PUBLIC,
) -> Fetched:
    """Fetch one address, or learn that it has not changed since `etag` or `last_modified`; raise FetchFailed if not."""
    limits = limits or Limits()
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in known.items() if value}
    headers |= {"User-Agent": user_agent(), "Accept": accept, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    with Lifeline(limits.seconds) as line:
        for _ in range(limits.redirects + 1):
            with asking(address, headers, line=line, reach=reach) as answer:
                if answer.status_code not in MOVED:
                    return judged(answer, limits=limits, is_conditional=bool(etag or last_modified))
                address = next_address(answer)
    raise RedirectRefused(address, f"more than {limits.redirects} redirects in a row")


@contextmanager
def asking(address: str, headers: dict[str, str], *, line: Lifeline, reach: Reach) -> Iterator[Response]:
    """Send one request and give its answer, the body still to come; whatever breaks is told in our words.

    The adapter is asked directly: a requests session reads the body of a redirect into memory, however long it is,
    and would bring cookies, proxies and .netrc along.
    """
    request, adapter = prepared(address, headers), PinnedAdapter(line, reach)
    try:
        with adapter.send(request, stream=True, timeout=line.timeout, verify=True, proxies={}) as answer:
            yield answer
        if line.was_cut:  # an answer without a length seems whole when it is cut
            raise TooSlow(address, line.seconds)
    except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
        is_late = line.was_cut or isinstance(error, requests.ReadTimeout)  # which waits as long as the line lives
        raise (TooSlow(address, line.seconds) if is_late else Unreachable(address, reason_of(error))) from error
    except (FetchFailed, ValueError, AttributeError) as error:  # ssl raises the last two when a socket is shut under it
        if line.was_cut and not isinstance(error, TooSlow):
            raise TooSlow(address, line.seconds) from error
        raise
    finally:
        adapter.close()


def prepared(address: str, headers: dict[str, str]) -> PreparedRequest:
    """Build the request; refuse what no source would give as its address."""
    if any(letter.isspace() or not letter.isprintable() or letter == "\\" for letter in address):
        raise AddressRefused(address, "it holds blanks, control characters or backslashes")
    try:
        request = Request("GET", address, headers=headers).prepare()
        parts = urlsplit(request.url or "")
        parts.port  # noqa: B018 (raises if it is no number)
    except (requests.RequestException, ValueError) as error:
        raise AddressRefused(address, "it is not a web address") from error
    if parts.scheme not in ("http", "https"):
        raise AddressRefused(address, "it is neither http nor https")
    if "@" in parts.netloc:
        raise AddressRefused(address, "it holds a user name or password")
    return request


def next_address(answer: Response) -> str:
    """Say where a redirect leads; the next request checks the place itself."""
    here, location = str(answer.url), answer.headers.get("Location", "")
    if not location:
        raise RedirectRefused(here, "it does not say where to")
    there = urljoin(here, location)
    if here.startswith("https:") and not there.lower().startswith("https:"):
        raise RedirectRefused(here, f"it leads from https to {there}")
    return there


def judged(answer: Response, *, limits: Limits, is_conditional: bool) -> Fetched:
    """Take a good answer, or raise what a bad one means."""
    address, status = str(answer.url), answer.status_code
    if status == 200:
        return Fetched(
            address,
            body_of(answer, limits),
            answer.headers.get("Content-Type", "")[:200],
            validator(answer, "ETag", most=300),
            validator(answer, "Last-Modified", most=100),
        )
    if status == 304 and is_conditional:
        return Fetched(address, is_unchanged=True)
    raise refusal_of(address, status, wait_asked(answer.headers.get("Retry-After", ""), now=datetime.now(UTC)))


def refusal_of(address: str, status: int, retry_after: timedelta | None) -> FetchFailed:
    """Give the refusal a bad status stands for."""
    if status == 410:
        return Gone(address)
    if status in (429, 503):
        return AskedToWait(address, status, retry_after=retry_after)
    return BadAnswer(address, status, retry_after=retry_after, lasting=400 <= status < 500 and status != 408)


def validator(answer: Response, name: str, *, most: int) -> str:
    """Keep an ETag or a date to send back; one we could not keep whole is worth nothing."""
    value = str(answer.headers.get(name, ""))
    return value if len(value) <= most and value.isascii() and value.isprintable() else ""


def wait_asked(value: str, *, now: datetime) -> timedelta | None:
    """Read Retry-After: seconds or a date; anything else was not said.

    >>> wait_asked("120", now=datetime(2026, 11, 23, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    if value.isascii() and value.isdigit() and len(value) < 9:
        return timedelta(seconds=int(value))
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    return max(until.replace(tzinfo=until.tzinfo or UTC) - now, timedelta())


def body_of(answer: Response, limits: Limits) -> bytes:
    """Read the body bit by bit, unpacking as it comes, and stop at the first bound it passes."""
    address, coding = str(answer.url), answer.headers.get("Content-Encoding", "").strip().lower()
    if coding not in CODINGS:
        raise BadAnswer(address, 200, what=f"packed as “{coding[:40]}”, which we did not ask for")
    announced = answer.headers.get("Content-Length", "")
    check_size(address, int(announced) if announced.isdigit() and len(announced) < 19 else 0, 0, limits)
    held = bytearray()
    while piece := answer.raw.read(PIECE, decode_content=True):
        held += piece
        check_size(address, answer.raw.tell(), len(held), limits)
    return bytes(held)


def check_size(address: str, packed: int, unpacked: int, limits: Limits) -> None:
    """Refuse what is too large, packed or unpacked, and what was packed to be small only on the way."""
    if packed > limits.wire_bytes:
        raise TooMuch(address, f"more than {limits.wire_bytes:,} bytes")
    if unpacked > limits.decoded_bytes:
        raise TooMuch(address, f"more than {limits.decoded_bytes:,} bytes unpacked")
    if unpacked > max(limits.free_bytes, limits.ratio * packed):
        raise TooMuch(address, f"it unpacks to more than {limits.ratio} times what was sent")


def reason_of(error: BaseException) -> str:
    """Say in few words what broke; the deepest cause knows best."""
    while cause := next(
        filter(None, map(cause_in, (error.__cause__, getattr(error, "reason", None), *error.args))), None
    ):
        error = cause
    words = getattr(error, "verify_message", None) or getattr(error, "strerror", None) or str(error)
    return str(words or type(error).__name__)[:160]


def cause_in(thing: object) -> BaseException | None:
    """Give the thing if it is an error: requests and urllib3 wrap them in several ways."""
    return thing if isinstance(thing, BaseException) else None
