"""A client that sends any bytes it is told to, and reads what comes back until it knows."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

INTERIM = range(100, 200)


@dataclass(slots=True)
class Answer:
    """One answer: its status, the upstream's number for its request (0 for none), and its body."""

    status: int
    seen: int
    body: bytes
    fields: dict[bytes, bytes]


@dataclass(slots=True)
class Talked:
    """What came back on one connection: the answers, bytes that were none, and whether the other side closed."""

    answers: list[Answer] = field(default_factory=list)
    rest: bytes = b""
    closed: bool = False

    @property
    def statuses(self) -> list[int]:
        """Give the statuses in order."""
        return [answer.status for answer in self.answers]

    @property
    def served(self) -> list[Answer]:
        """Give the answers that came from the upstream."""
        return [answer for answer in self.answers if answer.seen]


async def talk(
    port: int, raw: bytes, *, methods: Sequence[bytes] = (), shut_after: int = -1, patience: float = 5
) -> Talked:
    """Send bytes and read until the other side closes; `methods` tells HEAD from GET.

    Once `shut_after` answers came, the sender says that it has no more bytes: it shuts its half down.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sending = asyncio.ensure_future(send(writer, raw, shut=shut_after == 0))
    came, closed = bytearray(), False
    try:
        async with asyncio.timeout(patience):
            while not closed:
                data = await reader.read(65536)
                closed = not data
                came += data
                if shut_after > 0 and len(split(bytes(came), methods).answers) >= shut_after:
                    shut_after = -1
                    await sending
                    writer.write_eof()
    except TimeoutError:
        pass
    except ConnectionError:  # a refusal whose sender was still sending
        closed = True
    sending.cancel()
    with suppress(asyncio.CancelledError, ConnectionError):
        await sending
    writer.transport.abort()  # who closes waits until everything is sent, and nobody may be reading any more
    talked = split(bytes(came), methods)
    talked.closed = closed
    return talked


async def send(writer: asyncio.StreamWriter, raw: bytes, *, shut: bool) -> None:
    """Send it all, in pieces, for the other side may stop reading."""
    with suppress(ConnectionError):
        for at in range(0, len(raw), 65536):
            writer.write(raw[at : at + 65536])
            await writer.drain()
        if shut:
            writer.write_eof()


def split(came: bytes, methods: Sequence[bytes] = ()) -> Talked:
    """Part answers."""
    talked, at = Talked(), 0
    while (end := came.find(b"\r\n\r\n", at)) >= 0 and came.startswith(b"HTTP/1.", at):
        line, *lines = came[at:end].split(b"\r\n")
        status = int(line[9:12])
        if status in INTERIM:
            at = end + 4
            continue
        fields = {name.lower(): value.strip() for name, _, value in (text.partition(b":") for text in lines)}
        number = len(talked.answers)
        is_bare = status in (204, 304) or (number < len(methods) and methods[number] == b"HEAD")
        start = end + 4
        if b"chunked" in fields.get(b"transfer-encoding", b"") and not is_bare:
            body, stop = dechunked(came, start)
        else:
            size = 0 if is_bare else int(fields.get(b"content-length", b"0"))
            body, stop = came[start : start + size], start + size
        if stop > len(came) or stop < 0:
            break
        talked.answers.append(Answer(status, int(fields.get(b"seen", b"0")), body, fields))
        at = stop
    talked.rest = came[at:]
    return talked


def dechunked(came: bytes, at: int) -> tuple[bytes, int]:
    """Join chunks; give -1 for a place if they do not end."""
    parts = []
    while (end := came.find(b"\r\n", at)) >= 0:
        size = int(came[at:end].partition(b";")[0], 16)
        parts.append(came[end + 2 : end + 2 + size])
        at = end + 4 + size
        if not size:
            return b"".join(parts), at
    return b"", -1
