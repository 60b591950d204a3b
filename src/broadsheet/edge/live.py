"""Tell open pages what happens, by server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).

A page names the channels it wants. Each event bears the number of its change; the last ones are kept, so that a page
that was away for a moment gets what it missed. Where that cannot be said any more, it is told to fetch itself anew.
"""

import asyncio
import json
import random
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Protocol

MOST_CHANNELS, KEPT, MOST_WAITING, AT_ONCE = 8, 2048, 64 * 1024, 64
RETRY_MS = (3_000, 9_000)
CHANNEL = re.compile(rb"[a-z]+(?::[a-z0-9]*){0,2}")
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\nx-accel-buffering: no\r\n"
    b"x-content-type-options: nosniff\r\nconnection: keep-alive\r\ndate: %s\r\n\r\nretry: %d\n: welcome\n\n"
)
RESET = b"event: reset\ndata: {}\n\n"
ALIVE = b": here\n\n"


class Listener(Protocol):
    """An open page."""

    def tell(self, frame: bytes) -> None:
        """Send a frame; one that reads too slowly is let go."""


class Hub:
    """Who listens to what, and what was said last."""

    def __init__(self) -> None:
        self.channels: dict[bytes, set[Listener]] = defaultdict(set)
        self.listeners: dict[Listener, tuple[bytes, ...]] = {}
        self.said: deque[tuple[int, bytes, bytes]] = deque(maxlen=KEPT)
        self.sending: deque[tuple[bytes, Iterator[Listener]]] = deque()

    def add(self, listener: Listener, channels: tuple[bytes, ...], last: bytes) -> bytes:
        """Take a listener in; give what it missed since the event numbered `last`."""
        self.listeners[listener] = channels
        for channel in channels:
            self.channels[channel].add(listener)
        return self.missed(channels, last)

    def missed(self, channels: tuple[bytes, ...], last: bytes) -> bytes:
        """Give the frames after one; `reset` if it is not known."""
        if not last.isdigit():
            return b""
        places = [place for place, (number, _, _) in enumerate(self.said) if number == int(last)]
        if not places:
            return RESET
        after = list(self.said)[places[-1] + 1 :]
        return b"".join(frame for _, channel, frame in after if channel in channels)

    def remove(self, listener: Listener) -> None:
        """Let a listener go."""
        for channel in self.listeners.pop(listener, ()):
            self.channels[channel].discard(listener)
            if not self.channels[channel]:
                del self.channels[channel]

    def publish(self, number: int, channel: str, kind: str, data: dict[str, Any]) -> None:
        """Say something once, in one frame for all."""
        name = channel.encode()
        frame = b"id: %d\nevent: %s\ndata: %s\n\n" % (number, kind.encode(), json.dumps(data).encode())
        self.said.append((number, name, frame))
        self.send(frame, self.channels.get(name, ()))

    def keep_alive(self) -> None:
        """Send every listener a comment, so that nothing on the way takes the line for dead."""
        self.send(ALIVE, self.listeners)

    def send(self, frame: bytes, listeners: Iterable[Listener]) -> None:
        """Send a frame to all who listen now, after what was sent before."""
        self.sending.append((frame, iter(list(listeners))))
        if len(self.sending) == 1:
            self._go_on()

    def _go_on(self) -> None:
        """Send to the next few; then whoever asks for a page has a turn."""
        frame, rest = self.sending[0]
        some = list(islice(rest, AT_ONCE))
        if len(some) < AT_ONCE:
            self.sending.popleft()
        if self.sending:  # said before anybody is told: what goes wrong with one is not to silence the rest
            asyncio.get_running_loop().call_soon(self._go_on)
        for listener in some:
            listener.tell(frame)


def channels_of(query: bytes) -> tuple[bytes, ...] | None:
    """Read the channels asked for; None if they are malformed."""
    given = dict(pair.partition(b"=")[::2] for pair in query.split(b"&")).get(b"on", b"")
    names = tuple(dict.fromkeys(given.replace(b"%3A", b":").replace(b"%2C", b",").split(b",")))
    fine = len(names) <= MOST_CHANNELS and all(CHANNEL.fullmatch(name) for name in names)
    return names if fine else None


def welcome(date: bytes) -> bytes:
    """Write the head; each page gets its own time to come back after, so that not all come at once."""
    return HEAD % (date, random.randint(*RETRY_MS))  # noqa: S311 - spread, not secrecy
