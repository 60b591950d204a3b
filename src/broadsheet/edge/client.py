"""Speak HTTP/1.1 with one client: read requests one after the other, answer each in turn, give up on the slow."""

import asyncio
import logging
import re
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

from broadsheet.edge import files, live
from broadsheet.edge.bodies import Body, Chunks
from broadsheet.edge.cache import IDENTITY, Entry, status_line
from broadsheet.edge.edge import Edge, Private
from broadsheet.edge.heads import MOST_HEAD, MOST_LINE, Asked, Refused, forwarded, read_head
from broadsheet.edge.upstream import AppGone, Line, Reply

log = logging.getLogger("broadsheet.edge")
HEAD_SECONDS, IDLE_SECONDS, BODY_SECONDS, WRITE_SECONDS, PASS_SECONDS = 10, 75, 20, 30, 300
HIGH_WATER, MOST_AHEAD = 256 * 1024, 64 * 1024
MOST_BODY, MOST_WIRE_BODY, MOST_DESK_BODY = 1 << 20, 10_000_000, 256 << 20
MOST_BLOCKS, LONGEST_BLOCK = 4096, 2048  # what browsers send is shorter; what is made up to fill memory is not
CLOSE, KEEP = b"connection: close\r\n\r\n", b"\r\n"
BEACON = re.compile(rb"story=(\d{1,18})")
blocks: dict[bytes, Asked] = {}


class Client(asyncio.Protocol):
    """One connection."""

    transport: asyncio.Transport

    def __init__(self, edge: Edge, open_ones: "set[Client]") -> None:
        self.edge, self.open_ones = edge, open_ones
        self.ahead = b""
        self.asked: Asked | None = None
        self.body: Body | None = None
        self.missing = 0
        self.chunks: Any = None
        self.task: asyncio.Task[Any] | None = None
        self.line: Line | None = None
        self.is_listening = self.is_last = self.has_begun = False
        self.until = 0.0
        self.may_write = asyncio.Event()
        self.may_write.set()

    # The connection

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        self.transport = transport
        transport.set_write_buffer_limits(high=HIGH_WATER)
        self.open_ones.add(self)
        self.wait(HEAD_SECONDS)

    def connection_lost(self, error: Exception | None) -> None:
        """Stop what was being done for the client."""
        self.open_ones.discard(self)
        self.may_write.set()
        if self.is_listening:
            self.edge.hub.remove(self)
        if self.line is not None:
            self.line.transport.abort()
        if self.task is not None and not self.task.done():
            self.task.cancel()
        self._forget_body()

    def wait(self, seconds: float) -> None:
        """Give the client so long for what comes next."""
        self.until = asyncio.get_running_loop().time() + seconds

    def pause_writing(self) -> None:
        """Hear that the client takes no more for now."""
        self.may_write.clear()
        self.wait(WRITE_SECONDS)
        if self.line is not None and self.line.is_open:
            self.line.transport.pause_reading()

    def resume_writing(self) -> None:
        """Hear that the client takes more."""
        self.may_write.set()
        self.wait(PASS_SECONDS if self.task else IDLE_SECONDS)
        if self.line is not None and self.line.is_open:
            self.line.transport.resume_reading()
        if self.task is None and self.asked is None:
            self.go_on()

    def write(self, data: bytes) -> None:
        """Send, unless the client has gone."""
        if not self.transport.is_closing():
            self.transport.write(data)

    def expire(self) -> None:
        """Give up: the client was too slow."""
        if self.is_listening:
            return
        if (self.asked is not None and self.task is None) or self.ahead:
            self.refuse(Refused(408, "the request did not come in time"))
        elif self.may_write.is_set() and self.task is None:
            self.transport.close()
        else:
            self.transport.abort()

    def retire(self, *, is_late: bool) -> None:
        """Answer what is under way and, until it is late, what is on its way; then close: the process stops."""
        self.is_last = True
        if self.is_listening or (is_late and self.task is None and self.asked is None and not self.ahead):
            self.transport.close()

    # Reading

    def data_received(self, data: bytes) -> None:
        """Read on."""
        if self.asked is not None and self.task is None:
            self.take_body(data)
        elif self.task is not None or not self.may_write.is_set():
            self.hold(data)
        else:
            self.advance(self.ahead + data if self.ahead else data)

    def hold(self, data: bytes) -> None:
        """Keep what came too early; a client that goes on pushing has to wait."""
        self.ahead += data
        if len(self.ahead) > MOST_AHEAD:
            self.transport.pause_reading()

    def advance(self, data: bytes) -> None:
        """Read as many requests as are there, until one has to be waited for."""
        self.ahead = b""
        while data and not self.transport.is_closing():
            end = data.find(b"\r\n\r\n")
            if end < 0 or end > MOST_HEAD:
                self.incomplete(data)
                return
            head, data = data[: end + 4], data[end + 4 :]
            if self.at_once(head):
                if not self.may_write.is_set() and data:
                    self.hold(data)
                    return
                continue
            self.begin(head)
            if self.asked is None:
                continue
            if self.task is None:
                self.take_body(data)
            elif data:
                self.hold(data)
            return
        self.wait(IDLE_SECONDS)

    def incomplete(self, data: bytes) -> None:
        """Keep the beginning of a head."""
        if not self.ahead and self.until > asyncio.get_running_loop().time() + HEAD_SECONDS:
            self.wait(HEAD_SECONDS)
        line = data.find(b"\r\n")
        if (line if line >= 0 else len(data)) > MOST_LINE + 32:
            self.refuse(Refused(414, "the address is too long"))
        elif len(data) > MOST_HEAD:
            self.refuse(Refused(431, "the head is too long"))
        elif line < 0 and not re.fullmatch(rb"[A-Z]{0,7}( [\x21-\x7e\x80-\xff]*( H?T?T?P?/?1?\.?[01]?\r?)?)?", data):
            self.refuse(Refused(400, "this is no HTTP/1.1"))
        else:
            self.ahead = data

    def at_once(self, head: bytes) -> bool:
        """Answer from memory what can be: most of what a news site is asked."""
        line = head.find(b"\r\n")
        asked = blocks.get(head[line:])
        if asked is None or self.is_last or head[:5] != b"GET /" or head[line - 9 : line] != b" HTTP/1.1":
            return False
        entry = self.edge.known(head[4 : line - 9])
        if entry is None or not entry.is_ready(asked.encodings):
            return False
        self.give(entry, asked)
        return True

    def begin(self, head: bytes) -> None:
        """Read one head and do what it asks for."""
        try:
            asked = read_head(head)
            asked.keeps_alive = asked.keeps_alive and not self.is_last
            if asked.host and not self.is_ours(asked.host):
                raise Refused(400, "the host is not served here")
            self.know(asked)
            self.remember(head, asked)
            path = self.edge.place(asked.target)[0]
            self.check_body(asked, path)
        except Refused as refusal:
            self.refuse(refusal)
            return
        self.asked = asked
        if asked.has_body:
            self.open_body(asked)
        else:
            self.serve(None)

    def is_ours(self, host: bytes) -> bool:
        """Say whether a host name is one of the site's."""
        return host == self.edge.host or host.rpartition(b":")[0] in self.edge.hosts or host in self.edge.hosts

    def know(self, asked: Asked) -> None:
        """Find out whose request it is; only proxies that are known are believed."""
        peer = self.transport.get_extra_info("peername")
        asked.client = str(peer[0]) if isinstance(peer, tuple) else ""
        asked.scheme = self.edge.orders.scheme
        if asked.client in self.edge.orders.proxies:
            if given := asked.get(b"x-forwarded-for").decode("latin-1").rpartition(",")[2].strip():
                asked.client = given[:64]
            asked.scheme = {b"https": "https", b"http": "http"}.get(asked.get(b"x-forwarded-proto"), asked.scheme)

    def remember(self, head: bytes, asked: Asked) -> None:
        """Remember a block of headers that can be answered from memory: browsers send the same for every page."""
        if asked.method == b"GET" and asked.is_11 and asked.keeps_alive and not asked.get(b"range"):
            if len(blocks) >= MOST_BLOCKS:
                blocks.clear()
            block = head[head.find(b"\r\n") :]
            if head[4:5] == b"/" and len(block) <= LONGEST_BLOCK:
                blocks[block] = asked

    # Bodies

    def check_body(self, asked: Asked, path: bytes) -> None:
        """Refuse a body that is larger than what is of use there."""
        is_desk = path.startswith((b"/desk/", b"/account/")) and b"sessionid=" in asked.get(b"cookie")
        is_wire = path.startswith(b"/wire/") and bool(asked.get(b"authorization"))
        if asked.length > (MOST_DESK_BODY if is_desk else MOST_WIRE_BODY if is_wire else MOST_BODY):
            raise Refused(413, "the body is too large")

    def open_body(self, asked: Asked) -> None:
        """Make room for a body; a large one goes to the disk."""
        self.body = Body(asyncio.get_running_loop().time())
        self.wait(BODY_SECONDS)
        if asked.expects:
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self.missing = asked.length
        if asked.is_chunked:
            self.chunks = Chunks(self.body)

    def take_body(self, data: bytes) -> None:
        """Take what came of the body."""
        if self.body is None:
            return
        try:
            is_whole = self.take_chunks(data) if self.chunks is not None else self.take_bytes(data)
        except (Refused, OSError) as error:
            no_room = Refused(507, "there is no room for the body")
            self.refuse(error if isinstance(error, Refused) else no_room)
            return
        self.until = self.body.deadline(asyncio.get_running_loop().time(), BODY_SECONDS)
        if is_whole:
            self.serve(self.body)

    def take_chunks(self, data: bytes) -> bool:
        """Take chunks; say whether that was all."""
        return bool(self.chunks.feed(data))

    def take_bytes(self, data: bytes) -> bool:
        """Take what belongs to the body, keep what comes after; say whether that was all."""
        assert self.body is not None  # noqa: S101
        mine, self.ahead = data[: self.missing], data[self.missing :]
        self.missing -= len(mine)
        self.body.add(mine)
        return self.missing == 0

    def _forget_body(self) -> None:
        if self.body is not None:
            self.body.close()
        self.body = self.chunks = None

    # Answering

    def serve(self, body: Body | None) -> None:
        """Begin to answer."""
        assert self.asked is not None  # noqa: S101
        self.wait(PASS_SECONDS)
        self.has_begun = False
        self.task = asyncio.ensure_future(self.answer(self.asked, body))
        self.task.add_done_callback(self.answered)

    def answered(self, task: "asyncio.Task[Any]") -> None:
        """Go on with what came meanwhile."""
        asked, self.task, self.asked, self.line = self.asked, None, None, None
        self._forget_body()
        if task.cancelled() or self.transport.is_closing() or self.is_listening:
            return
        if error := task.exception():
            log.error("edge.answer.failed", exc_info=error)
            self.transport.abort()
        elif self.is_last or asked is None or not asked.keeps_alive:
            self.transport.close()
        else:
            self.wait(IDLE_SECONDS)
            self.go_on()

    def go_on(self) -> None:
        """Read what came while an answer was under way."""
        if not self.transport.is_closing():
            self.transport.resume_reading()
            if self.ahead and self.may_write.is_set():
                self.advance(self.ahead)

    async def answer(self, asked: Asked, body: Body | None) -> None:
        """Answer one request."""
        path, query, key = self.edge.place(asked.target)
        try:
            if path == b"/_live" and asked.method == b"GET":
                self.listen(asked, query)
            elif path == b"/_viewed" and asked.method == b"POST":
                self.count(asked, body.beginning() if body else b"")
            elif path.startswith(b"/_edge"):
                self.say(asked, 404, "There is nothing here.")
            elif asked.method not in (b"GET", b"HEAD") or self.edge.is_private(path):
                await self.passed(asked, path, query, body)
            else:
                entry = await self.edge.shared(asked.target, key)
                self.give(await self.edge.ready(entry, asked.encodings), asked)
        except Private:
            await self.passed_or_gone(asked, path, query, body)
        except (AppGone, TimeoutError) as error:
            self.gone(asked, error)

    async def passed_or_gone(self, asked: Asked, path: bytes, query: bytes, body: Body | None) -> None:
        """Pass a request on that turned out to be private."""
        try:
            await self.passed(asked, path, query, body)
        except (AppGone, TimeoutError) as error:
            self.gone(asked, error)

    def give(self, entry: Entry, asked: Asked) -> None:
        """Give a kept answer, or say that the client has it already."""
        edge, end = self.edge, KEEP if asked.keeps_alive else CLOSE
        if self.transport.is_closing():
            return
        if entry.story and asked.method == b"GET" and not asked.minds:
            edge.count(edge.served, entry.story)
        if b"if-none-match" in asked.fields and entry.etag and matches(asked.fields[b"if-none-match"], entry.etag):
            self.transport.write(entry.not_modified(edge.date, end))
        elif b"range" in asked.fields and entry.status == 200 and IDENTITY in entry.bodies:
            self.give_part(entry, asked, end)
        else:
            head, body = entry.answer(asked.encodings, edge.date, end=end)
            self.transport.write(head if asked.method == b"HEAD" else head + body)

    def give_part(self, entry: Entry, asked: Asked, end: bytes) -> None:
        """Give one range of a kept file."""
        body = entry.bodies[IDENTITY]
        try:
            place = files.range_of(asked.get(b"range"), len(body))
        except files.NoFile:
            self.say(asked, 416, "Nothing lies there.", b"content-range: bytes */%d\r\n" % len(body))
            return
        if place is None or b"if-range" in asked.fields:
            head, whole = entry.answer((), self.edge.date, end=end)
            self.write(head if asked.method == b"HEAD" else head + whole)
            return
        start, stop = place
        head = b"%s%sdate: %s\r\ncontent-range: bytes %d-%d/%d\r\ncontent-length: %d\r\n%s" % (
            status_line(206), entry.head, self.edge.date, start, stop - 1, len(body), stop - start, end,
        )  # fmt: skip
        self.write(head if asked.method == b"HEAD" else head + body[start:stop])

    def say(self, asked: Asked, status: int, sentence: str, also: bytes = b"") -> None:
        """Answer with a sentence."""
        body = f"{sentence}\n".encode() if status != 204 else b""
        end = KEEP if asked.keeps_alive else CLOSE
        kind = b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n" % len(body) if body else b""
        head = b"%s%scache-control: no-store\r\ndate: %s\r\n%s%s" % (
            status_line(status), kind, self.edge.date, also, end,
        )  # fmt: skip
        self.write(head if asked.method == b"HEAD" else head + body)

    def refuse(self, refusal: Refused) -> None:
        """Answer what is malformed, say so once, and close: what follows cannot be trusted."""
        log.warning("edge.refused", extra={"status": refusal.status, "why": refusal.why})
        asked = Asked(b"GET", b"/", [], keeps_alive=False)
        self.say(asked, refusal.status, f"This request is refused: {refusal.why}.")
        self.ahead, self.asked = b"", None
        self.transport.close()

    def gone(self, asked: Asked, error: Exception) -> None:
        """Say that the application is away."""
        log.warning("edge.app.gone", extra={"why": str(error) or type(error).__name__})
        if self.transport.is_closing() or self.has_begun:
            self.transport.abort()  # half an answer is out already
            return
        body = away(self.edge.orders.host)
        head = (
            b"%scontent-type: text/html; charset=utf-8\r\ncontent-length: %d\r\nretry-after: 10\r\n"
            b"cache-control: no-store\r\ndate: %s\r\n%s"
            % (status_line(503), len(body), self.edge.date, KEEP if asked.keeps_alive else CLOSE)
        )
        self.write(head if asked.method == b"HEAD" else head + body)

    # What is private

    async def passed(self, asked: Asked, path: bytes, query: bytes, body: Body | None) -> None:
        """Have the application answer this client alone."""
        target = path + b"?" + query if query else path
        also = [(b"x-edge-client", asked.client.encode()), (b"x-edge-scheme", asked.scheme.encode())]
        if body or asked.method not in (b"GET", b"HEAD"):
            also.append((b"content-length", str(body.length if body else 0).encode()))
        also.append((b"x-edge-ask", b"own"))
        request = forwarded(asked, target, asked.host or self.edge.host, also=also)
        async with self.edge.pool.places, asyncio.timeout(PASS_SECONDS):
            await self.exchange(asked, request, body)

    async def exchange(self, asked: Asked, request: bytes, body: Body | None) -> None:
        """Ask, on a new connection if the old one turned out to be closed."""
        is_safe = asked.method in (b"GET", b"HEAD", b"OPTIONS")
        try:
            await self.relay(asked, await self.edge.pool.line(is_new=not is_safe), request, body)
        except AppGone:
            if not is_safe or self.has_begun:
                raise
            await self.relay(asked, await self.edge.pool.line(is_new=True), request, body)

    async def relay(self, asked: Asked, line: Line, request: bytes, body: Body | None) -> None:
        """Pass one answer on, piece by piece, as fast as the client takes it."""
        self.line, sent = line, Relay(self, asked)
        try:
            line.start(sent.piece)
            line.transport.write(request)
            if body is not None:
                await body.send(line)
            assert line.headed is not None  # noqa: S101
            assert line.done is not None  # noqa: S101
            reply = await line.headed
            if path := reply.get(b"x-edge-file"):
                await line.done
                await self.give_file(asked, reply, path)
                return
            sent.head(reply)
            await line.done
            sent.end()
        finally:
            self.edge.pool.back(line)

    async def give_file(self, asked: Asked, reply: Reply, name: bytes) -> None:
        """Give a file of an editor's, whole or one range of it."""
        path = files.inside(self.edge.orders.media, Path(name.decode()))
        if path is None:
            raise AppGone("the file has gone")
        size = path.stat().st_size
        try:
            place = files.range_of(asked.get(b"range"), size) if b"range" in asked.fields else None
        except files.NoFile:
            self.say(asked, 416, "Nothing lies there.", b"content-range: bytes */%d\r\n" % size)
            return
        start, stop = place or (0, size)
        status = 206 if place else reply.status
        more = b"content-range: bytes %d-%d/%d\r\n" % (start, stop - 1, size) if place else b""
        self.has_begun = True
        fields = b"".join(b"%s: %s\r\n" % pair for pair in reply.passed_on() if pair[0] != b"accept-ranges")
        self.write(
            b"%s%saccept-ranges: bytes\r\n%scontent-length: %d\r\ndate: %s\r\n%s"
            % (status_line(status), fields, more, stop - start, self.edge.date, KEEP if asked.keeps_alive else CLOSE)
        )
        if asked.method != b"HEAD":
            await self.send_file(path, start, stop)

    async def send_file(self, path: Path, start: int, stop: int) -> None:
        """Send a file piece by piece."""
        with path.open("rb") as opened:
            opened.seek(start)
            while start < stop and not self.transport.is_closing():
                piece = await asyncio.to_thread(opened.read, min(files.PIECE, stop - start))
                if not piece:
                    self.transport.abort()
                    return
                start += len(piece)
                self.write(piece)
                await self.may_write.wait()

    # Live pages and counts

    def listen(self, asked: Asked, query: bytes) -> None:
        """Keep the connection open and tell what happens."""
        channels = live.channels_of(query)
        if channels is None:
            self.say(asked, 400, "Name at most eight channels: /_live?on=breaking,story:12")
            return
        self.is_listening = True
        self.transport.set_write_buffer_limits(high=live.MOST_WAITING)
        missed = self.edge.hub.add(self, channels, asked.get(b"last-event-id"))
        self.write(live.welcome(self.edge.date) + missed)

    def tell(self, frame: bytes) -> None:
        """Send an event; a reader who is far behind is let go and comes back for what it missed."""
        if self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() > live.MOST_WAITING:
            self.transport.abort()
        else:
            self.transport.write(frame)

    def count(self, asked: Asked, body: bytes) -> None:
        """Count that a story was read; nothing of the reader is kept."""
        match = BEACON.fullmatch(body)
        is_own = asked.fields.get(b"sec-fetch-site", b"same-origin") == b"same-origin"
        if match and is_own and not asked.minds:
            self.edge.count(self.edge.read, match[1])
        self.say(asked, 204, "")


class Relay:
    """The way of one answer to the client: with its length if it has one, in chunks or to the end if not."""

    def __init__(self, client: Client, asked: Asked) -> None:
        self.client, self.asked = client, asked
        self.is_headed = self.is_chunked = False
        self.pieces: list[bytes] = []
        self.is_mute = asked.method == b"HEAD"

    def head(self, reply: Reply) -> None:
        """Send the head."""
        fields = b"".join(b"%s: %s\r\n" % pair for pair in reply.passed_on())
        length = reply.get(b"content-length")
        bodiless = reply.status in (204, 304)
        framing = b"content-length: %s\r\n" % length if length and not bodiless else b""
        if not framing and not bodiless:
            self.is_chunked = self.asked.is_11 and not self.is_mute
            self.asked.keeps_alive = self.asked.keeps_alive and self.asked.is_11
            framing = b"transfer-encoding: chunked\r\n" if self.asked.is_11 else b""
        end = KEEP if self.asked.keeps_alive else CLOSE
        date = self.client.edge.date
        self.client.write(b"%s%s%sdate: %s\r\n%s" % (status_line(reply.status), fields, framing, date, end))
        self.is_headed = self.client.has_begun = True
        for piece in self.pieces:
            self.piece(piece)
        self.pieces = []

    def piece(self, data: bytes) -> None:
        """Send a piece."""
        if not self.is_headed:
            self.pieces.append(data)
        elif not self.is_mute:
            self.client.write(b"%x\r\n%s\r\n" % (len(data), data) if self.is_chunked else data)

    def end(self) -> None:
        """Say that this was all."""
        if self.is_chunked:
            self.client.write(b"0\r\n\r\n")


def matches(asked: bytes, etag: bytes) -> bool:
    """Compare weakly (RFC 9110, 8.8.3.2)."""
    own = etag.removeprefix(b"W/")
    return asked.strip() == b"*" or any(word.strip().removeprefix(b"W/") == own for word in asked.split(b","))


def away(name: str) -> bytes:
    """Print the page for when the application is away."""
    title = HTTPStatus.SERVICE_UNAVAILABLE.phrase
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><style>body{{font:1.125rem/1.5 Georgia,serif;max-width:36rem;margin:15vh auto;"
        "padding:0 1rem;color-scheme:light dark}}</style>"
        f"<h1>We will be back in a moment</h1><p>{escape(name)} cannot make this page just now. "
        "Pages read lately are still there. Please try again in a few seconds.</p>"
    ).encode()
