"""A real edge before an application that writes everything down: the hostile are refused, and nobody else is harmed."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.edge.client import Talked, talk
from tests.edge.corpus import CASES, Case
from tests.edge.corpus.case import head
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
    talked = await talk(server.port, case.raw + follow, methods=methods, hold=not case.cut, patience=20)
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


@pytest.fixture(autouse=True)
def no_database() -> Iterator[None]:
    """These tests know no Django."""
    yield


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
