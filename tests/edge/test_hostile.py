"""A real edge before an application that writes everything down: the hostile are refused, and nobody else is harmed."""

import asyncio
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.edge.client import Talked, talk
from tests.edge.corpus import CASES, Case
from tests.edge.corpus.case import GET, asking, head, posting
from tests.edge.fuzz import fuzz
from tests.edge.judge import Happened, reasons_against
from tests.edge.servers import Server, running_edge
from tests.edge.upstream import Upstream

MEGABYTE = 1 << 20
LAST = head(b"GET /last HTTP/1.1", b"Connection: close")


async def put(server: Server, upstream: Upstream, case: Case) -> Happened:
    """Send a case; where a request of our own can follow, send that and have the connection show that it is in step."""
    upstream.forget()
    before = refusals(server)
    follow = b"" if case.refused or case.cut else LAST
    methods = [seen.method for seen in case.seen]
    talked = await talk(server.port, case.raw + follow, methods=methods, shut_after=0 if case.cut else -1, patience=20)
    await until_quiet(upstream)
    if upstream.requests and upstream.requests[-1].target == b"/last" and follow:
        upstream.requests.pop()
        talked.answers.pop()
    return Happened(list(upstream.requests), list(upstream.faults), talked, refusals(server) - before)


async def until_quiet(upstream: Upstream) -> None:
    """Let what is on its way to the application arrive."""
    for _ in range(3):
        await asyncio.sleep(0)


def refusals(server: Server) -> int:
    """How often the edge has logged that it refused something."""
    return server.log.read_bytes().count(b'"edge.refused"')


@pytest.fixture
def folder(tmp_path_factory: Any) -> Path:
    """A folder whose name is short enough for a socket."""
    made: Path = tmp_path_factory.mktemp("edge")
    return made


def all_cases(folder: Path, cases: list[Case]) -> dict[str, list[str]]:
    """Put every case to one edge; give what is wrong, by the case's name."""

    async def run() -> dict[str, list[str]]:
        wrong = {}
        async with Upstream(str(folder / "app")) as upstream:
            with running_edge(folder, upstream.path) as server:
                for case in cases:
                    if reasons := reasons_against(case, await put(server, upstream, case)):
                        wrong[case.name] = reasons
                    assert server.is_alive, case.name
                assert "Traceback" not in server.log.read_text()
        return wrong

    return asyncio.run(run())


def test_each_hostile_request_is_refused_or_served_as_it_must_be(folder: Path) -> None:
    assert all_cases(folder, CASES) == {}


def test_the_judge_sees_what_is_wrong() -> None:
    """Each case is found wrong if the edge passes on one request more, or nothing where it must serve."""
    nothing = Happened([], [], Talked(), 0)

    assert [case.name for case in CASES if not case.cut and not reasons_against(case, nothing) and case.seen] == []


def test_random_requests_pass_only_as_what_they_are(folder: Path) -> None:
    """A million run by `python -m tests.edge.fuzz`; these are some, from a seed that is printed if they fail."""
    seed = random.randrange(1 << 30)
    print(f"Seed {seed}")

    counted, early, late = asyncio.run(fuzz(folder, count=4000, seed=seed))

    assert counted["served"] > 1000
    assert counted["refused"] > 100
    assert counted["unanswered"] == 0
    assert late - early < 32 * MEGABYTE


async def alone(folder: Path, work: Any, **more: Any) -> Any:
    """Do something with an edge and its upstream; the edge must be alive and well afterwards."""
    async with Upstream(str(folder / "app")) as upstream:
        with running_edge(folder, upstream.path, **more) as server:
            result = await work(server, upstream)
            assert server.is_alive
            last = await talk(server.port, LAST, patience=20)
            assert last.statuses == [200], (last, server.log.read_text()[-3000:])
            assert "Traceback" not in server.log.read_text()
            return result


def test_the_slow_and_the_silent_are_let_go(folder: Path) -> None:
    """With one second of patience here: half a head, half a body, a trickle, nothing at all."""
    beginnings = {
        "nothing": b"",
        "half a line": b"GET /a HT",
        "half a head": GET[:-2],
        "half a body": posting(b"Content-Length: 50", body=b"hello"),
        "half a chunk": posting(b"Transfer-Encoding: chunked", body=b"5\r\nhe"),
        "a promise": posting(b"Content-Length: 50", b"Expect: 100-continue"),
    }

    async def work(server: Server, upstream: Upstream) -> None:
        talks = await asyncio.gather(*(talk(server.port, raw, patience=60) for raw in beginnings.values()))
        for name, talked in zip(beginnings, talks, strict=True):
            assert talked.closed, name
            assert talked.statuses == ([] if name == "nothing" else [408]), name
        assert upstream.requests == []

    asyncio.run(alone(folder, work, patience=1))


def test_who_sends_a_head_byte_by_byte_does_not_buy_time(folder: Path) -> None:
    async def work(server: Server, upstream: Upstream) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        answer = asyncio.ensure_future(reader.read(1000))
        writer.write(b"GET /a HTTP/1.1\r\nHost: news.example\r\nX: ")
        async with asyncio.timeout(60):
            while not answer.done():
                with suppress(ConnectionError):
                    writer.write(b"a")
                await asyncio.sleep(0.05)
        assert b" 408 " in answer.result()
        writer.close()
        assert upstream.requests == []

    asyncio.run(alone(folder, work, patience=1))


def test_who_asks_and_never_reads_fills_no_memory(folder: Path) -> None:
    """Sixteen who ask for a thousand large pages each, and take none of it."""

    async def work(server: Server, upstream: Upstream) -> None:
        upstream.padding = b"x" * 200_000
        before = server.memory
        writers = [(await asyncio.open_connection("127.0.0.1", server.port, limit=1024))[1] for _ in range(16)]
        for writer in writers:
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            writer.write(asking(line=b"GET /desk/a HTTP/1.1") * 1000)
        async with asyncio.timeout(60):
            while len(upstream.requests) < 16 * 5:
                await asyncio.sleep(0.05)
        quiet = -1
        while quiet != len(upstream.requests):
            quiet = len(upstream.requests)
            await asyncio.sleep(0.5)
        assert quiet < 16 * 100
        assert server.memory - before < 64 * MEGABYTE
        for writer in writers:
            writer.transport.abort()
        upstream.padding = b""

    asyncio.run(alone(folder, work))


@pytest.mark.parametrize(
    ("target", "headers", "length", "status"),
    [
        (b"/wire/npa/", [b"Authorization: Bearer key"], 2 * MEGABYTE, 200),
        (b"/wire/npa/", [b"Authorization: Bearer key"], 10_000_001, 413),
        (b"/wire/npa/", [], 2 * MEGABYTE, 413),
        (b"/contact/", [b"Authorization: Bearer key"], 2 * MEGABYTE, 413),
    ],
)
def test_a_large_body_is_let_in_where_a_source_pushes_with_a_key(
    target: bytes, headers: list[bytes], length: int, status: int, folder: Path
) -> None:
    async def work(server: Server, upstream: Upstream) -> None:
        line = b"POST %s HTTP/1.1" % target
        raw = head(line, b"Content-Length: %d" % length, b"Connection: close", *headers)
        talked = await talk(server.port, raw + (b"x" * length if status == 200 else b""), patience=20)
        assert talked.statuses == [status]

    asyncio.run(alone(folder, work))


def test_ten_thousand_requests_at_once_are_answered_in_order(folder: Path) -> None:
    async def work(server: Server, upstream: Upstream) -> None:
        raw = b"".join(head(b"GET /desk/%d HTTP/1.1" % number) for number in range(10_000))
        before = server.memory
        talked = await talk(server.port, raw + LAST, patience=240)
        assert [answer.body.split()[-1] for answer in talked.answers[:-1]] == [b"/desk/%d" % n for n in range(10_000)]
        assert server.memory - before < 64 * MEGABYTE

    asyncio.run(alone(folder, work))


def test_ever_other_addresses_fill_no_memory(folder: Path) -> None:
    """Long addresses and long headers, none like the one before: what the edge remembers of each has an end."""

    async def work(server: Server, upstream: Upstream) -> None:
        sent = 0
        for _ in range(10):
            raws = []
            for _ in range(10):
                raw = b""
                for _ in range(50):
                    sent += 1
                    word = b"%08d" % sent
                    raw += asking(b"X: " + word * 800, line=b"GET /" + word * 900 + b" HTTP/1.1")
                raws.append(raw + LAST)
            talks = await asyncio.gather(*(talk(server.port, raw, patience=120) for raw in raws))
            assert {len(talked.answers) for talked in talks} == {51}
            if sent == 500:
                before = server.memory
        assert server.memory - before < 32 * MEGABYTE

    asyncio.run(alone(folder, work))
