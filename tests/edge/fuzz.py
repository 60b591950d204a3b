"""Random requests, from a seed: `python -m tests.edge.fuzz --requests 1000000 --seed 7`.

Cases of the corpus are mutated, cut and joined, and others are made from a grammar that knows what parsers disagree on.
Each connection's bytes are read strictly, too (`strict`). The edge may refuse more than that reading does, but what it
passes on must be the same requests in the same order, each answered to whoever sent it, and then nothing more.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.edge.client import Talked, talk
from tests.edge.corpus import CASES
from tests.edge.corpus.case import GET, POISON, asking
from tests.edge.judge import same_target
from tests.edge.servers import Server, running_edge
from tests.edge.strict import Ending, Reading, Request, read
from tests.edge.upstream import Upstream

AT_ONCE, LONGEST = 48, 6000
LAST = asking(b"Connection: close", line=b"GET /last HTTP/1.1")
SPICE = (
    b"\r\n",
    b"\n",
    b"\r",
    b"\x00",
    b" ",
    b"\t",
    b"\x0b",
    b":",
    b",",
    b";",
    b"0",
    b"5",
    b"+",
    b"-",
    b"0x",
    b"\xff",
    b"%",
    b"#",
    b"..",
    b"//",
    b"\\",
    b"chunked",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Length: 5\r\n",
    b"Content-Length: 0\r\n",
    b"Host: evil.example\r\n",
    b"Connection: close\r\n",
    b"0\r\n\r\n",
    b"5\r\nhello\r\n",
    b"\r\n\r\n",
    b"HTTP/1.0",
    b"GET ",
    b"Expect: 100-continue\r\n",
    b" \r\n",
    b"X: a\r\n b\r\n",
    b"Trailer: X\r\n",
    b"Upgrade: h2c\r\n",
    b"Edge-Key: evil.example\r\n",
)
METHODS = (b"GET", b"POST", b"HEAD", b"PUT", b"DELETE", b"OPTIONS", b"get", b"TRACE", b"FOO", b"")
TARGETS = (
    b"/a",
    b"/",
    b"/%2e%2e/a",
    b"//a",
    b"/a?b=c",
    b"http://news.example/a",
    b"*",
    b"/%00",
    b"/a#b",
    b"/desk/a",
    b"a",
)
VERSIONS = (b"HTTP/1.1",) * 6 + (b"HTTP/1.0", b"HTTP/2.0", b"http/1.1", b"HTTP/1.10", b"")
COLONS = (b": ",) * 8 + (b":", b" : ", b":\t", b"\t:", b"")
ENDS = (b"\r\n",) * 14 + (b"\n", b"\r", b"\r\r\n", b"\r\n ")
LENGTHS = (b"5", b"5", b"0", b"05", b"+5", b"0x5", b"5, 5", b"6", b"4", b"", b"5 ", b"99999999999999999999", b"1_0")
CODINGS = (b"chunked",) * 4 + (
    b"Chunked",
    b"xchunked",
    b"gzip, chunked",
    b"chunked, chunked",
    b"identity",
    b" chunked ",
    b"chunked\x0b",
)
SIZES = (b"5",) * 8 + (
    b"05",
    b"0x5",
    b"5;a",
    b"5 ",
    b"+5",
    b"5\n",
    b"-1",
    b"6",
    b"4",
    b'5;a="b"',
    b"",
    b"FFFFFFFFFFFFFFFF5",
)


class Violation(AssertionError):
    """The edge did what it must not; the message holds the bytes."""


def requests(dice: random.Random) -> Iterator[bytes]:
    """Make bytes for one connection after the other."""
    raws = [case.raw for case in CASES if len(case.raw) < LONGEST]
    while True:
        way = dice.random()
        if way < 0.5:
            raw = made(dice)
        elif way < 0.9:
            raw = mutated(dice, dice.choice(raws))
        else:
            raw = GET * dice.randrange(3) + mutated(dice, dice.choice(raws) + dice.choice(raws))
        yield raw[: 2 * LONGEST] + LAST


def mutated(dice: random.Random, raw: bytes) -> bytes:
    """Change a few places."""
    made_of = bytearray(raw)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        at = dice.randrange(len(made_of) + 1)
        match dice.randrange(5):
            case 0:
                made_of[at:at] = dice.choice(SPICE)
            case 1:
                del made_of[at : at + dice.choice((1, 1, 2, 8))]
            case 2:
                made_of[at : at + 1] = bytes([dice.randrange(256)])
            case 3:
                made_of[at : at + dice.randrange(1, 5)] = dice.choice(SPICE)
            case _:
                stop = min(len(made_of), at + dice.randrange(1, 30))
                made_of[at:at] = made_of[at:stop]
    return bytes(made_of)


def made(dice: random.Random) -> bytes:
    """Make up to eight requests; most are sound, so that something stands before and behind what is not."""
    return b"".join(one_made(dice, oddly=dice.random() < 0.15) for _ in range(dice.choice((1, 2, 4, 8))))


def one_made(dice: random.Random, *, oddly: bool) -> bytes:
    """Make one request; an odd one may have any fault the grammar knows."""
    method = dice.choice(METHODS if oddly else METHODS[:4])
    target = dice.choice(TARGETS if oddly else TARGETS[:2])
    fields = [(b"Host", b"news.example")] if not oddly or dice.random() < 0.9 else []
    body = b""
    if method not in (b"GET", b"HEAD") or (oddly and dice.random() < 0.2):
        frames = dice.choice(("length", "chunks", "both" if oddly else "length"))
        if frames != "chunks":
            fields.append((b"Content-Length", dice.choice(LENGTHS if oddly else LENGTHS[:1])))
            body = b"hello"
        if frames != "length":
            fields.append((b"Transfer-Encoding", dice.choice(CODINGS if oddly else CODINGS[:1])))
            end = (
                dice.choice((b"0\r\n\r\n",) * 5 + (b"0\r\nX: y\r\n\r\n", b"0\r\n", b"00\r\n\r\n", b"0\n\n"))
                if oddly
                else b"0\r\n\r\n"
            )
            body = dice.choice(SIZES if oddly else SIZES[:1]) + b"\r\nhello\r\n" + end
    if oddly and dice.random() < 0.3:
        fields.append(
            (dice.choice((b"Connection", b"X", b"Host", b"Expect", b"Cookie")), dice.choice((b"close", b"a=b", POISON)))
        )
    dice.shuffle(fields)
    lines = b"".join(
        name + dice.choice(COLONS if oddly else COLONS[:1]) + value + dice.choice(ENDS if oddly else ENDS[:1])
        for name, value in fields
    )
    version = dice.choice(VERSIONS if oddly else VERSIONS[:1])
    return b"%b %b %b\r\n%b\r\n%b" % (method, target, version, lines, body)


@dataclass
class Run:
    """One run over an edge: what was done, and how it came out."""

    server: Server
    upstream: Upstream
    counted: "Counter[str]" = field(default_factory=Counter)

    async def go(self, source: Iterator[bytes], *, count: int, says: bool = False) -> None:
        """Send until so many requests were sent; on several connections at once, for a mix-up needs two."""
        began, batch = time.monotonic(), 0
        while (done := self.counted["requests"]) < count:
            raws = [next(source) for _ in range(AT_ONCE)]
            self.upstream.forget()
            talks = await asyncio.gather(*(self.one(raw) for raw in raws))
            self.check(raws, talks)
            batch += 1
            if says and batch % 400 == 0:
                print(
                    f"{done:,} of {count:,}, {batch * AT_ONCE / (time.monotonic() - began):,.0f} connections a second",
                    flush=True,
                )

    async def one(self, raw: bytes) -> tuple[Reading, Talked]:
        """Send one connection's bytes and wait for the end; only where the last request is cut, we make that end."""
        reading = read(raw, forgive_empty_lines=True)
        shut_after = len(reading.requests) if reading.ending is Ending.CUT else -1
        methods = [request.method for request in reading.requests]
        return reading, await talk(self.server.port, raw, methods=methods, shut_after=shut_after, patience=30)

    def check(self, raws: list[bytes], talks: "list[tuple[Reading, Talked]]") -> None:
        """Hold what the upstream saw against what was sent."""
        upstream, numbers = self.upstream, Counter[int]()
        if upstream.faults:
            raise Violation(f"passed on what is no request: {upstream.faults} among {raws}")
        seen = dict(zip(upstream.numbers, upstream.requests, strict=True))
        for raw, (reading, talked) in zip(raws, talks, strict=True):
            numbers.update(answer.seen for answer in talked.served)
            self.check_one(raw, reading, talked, [seen[answer.seen] for answer in talked.served if answer.seen in seen])
        if numbers and max(numbers.values()) > 1:
            raise Violation(f"one answer went to two: {raws}")
        lost = set(seen) - set(numbers)
        # An answer may find its client gone: who shuts down after its last byte is let go by many servers.
        self.counted["unanswered"] += len(lost)
        for number in lost:
            if not any(is_one_of(seen[number], reading.requests) for reading, _ in talks):
                raise Violation(f"passed on what nobody sent: {seen[number].head!r} among {raws}")
        if not self.server.is_alive:
            raise Violation(f"the edge died: {raws}")

    def check_one(self, raw: bytes, reading: Reading, talked: Talked, seen: list[Request]) -> None:
        """Hold one connection against its strict reading."""
        if len(seen) > len(reading.requests):
            raise Violation(f"{len(seen)} requests passed on, {len(reading.requests)} sent: {raw!r} {reading.why}")
        for got, sent in zip(seen, reading.requests, strict=False):
            if not is_same(got, sent):
                raise Violation(f"{got.head!r} {got.body!r} passed on for {sent.head!r} {sent.body!r}: {raw!r}")
            if POISON in got.head and POISON not in sent.target:
                check_poison(got, raw)
        if not talked.closed:
            raise Violation(f"left open: {raw!r}")
        self.counted[f"{reading.ending.name.lower()}"] += 1
        self.counted["served"] += len(seen)
        self.counted["requests"] += max(1, len(reading.requests) + (reading.ending is Ending.REFUSED))


def check_poison(got: Request, raw: bytes) -> None:
    """What an outsider claims about itself may not arrive under a name by which it would be believed."""
    for name, value in got.fields:
        low = name.lower().replace(b"_", b"-")
        if POISON in value and (
            low.startswith((b"x-forwarded-", b"edge-", b"x-edge-")) or low in (b"host", b"forwarded")
        ):
            raise Violation(f"believed {name!r}: {raw!r}")


def is_one_of(got: Request, sent: list[Request]) -> bool:
    """Say whether a request is among those sent."""
    return any(is_same(got, one) for one in sent)


def is_same(got: Request, sent: Request) -> bool:
    """Say whether two requests say the same, however they are written."""
    target = sent.target
    if not target.startswith(b"/") and b"://" in target:
        rest = target.partition(b"://")[2]
        cut = min((at for at in (rest.find(b"/"), rest.find(b"?")) if at >= 0), default=len(rest))
        target = rest[cut:] if rest[cut:].startswith(b"/") else b"/" + rest[cut:]
    method = {got.method, sent.method} <= {b"GET", b"HEAD"} or got.method == sent.method
    return method and got.body == sent.body and same_target(got.target, target)


async def fuzz(folder: Path, *, count: int, seed: int, says: bool = False) -> tuple["Counter[str]", int, int]:
    """Run; give what was counted, and the edge's memory in bytes after a tenth and at the end."""
    async with Upstream(str(folder / "app")) as upstream:
        with running_edge(folder, upstream.path) as server:
            run, source = Run(server, upstream), requests(random.Random(seed))
            await run.go(source, count=count // 10, says=says)
            early = server.memory
            await run.go(source, count=count, says=says)
            if "Traceback" in server.log.read_text():
                raise Violation(server.log.read_text()[-3000:])
            return run.counted, early, server.memory


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.edge.fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    print(f"Seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        work = fuzz(Path(folder), count=options.requests, seed=options.seed, says=True)
        counted, early, late = asyncio.run(work)
    print(f"{dict(counted)}; memory {early >> 20} MB after a tenth, {late >> 20} MB at the end")
    sys.exit(0)


if __name__ == "__main__":
    main()
