"""The edge and a real nginx are sent the same bytes: none is understood differently, each difference is argued."""

import asyncio
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.edge.client import talk
from tests.edge.corpus import CASES, Case
from tests.edge.corpus.case import asking
from tests.edge.fuzz import is_same
from tests.edge.servers import Server, running_edge, running_nginx
from tests.edge.strict import Request
from tests.edge.upstream import Upstream

ARGUED = Path(__file__).parent / "differences.toml"
LAST = asking(b"Connection: close", line=b"GET /last HTTP/1.1")
Understood = tuple[list[Request], list[str]]


async def understood(server: Server, upstream: Upstream, case: Case) -> Understood:
    """Send a case; give the requests that the server made of it, and what it passed on that is none."""
    upstream.forget()
    methods = [seen.method for seen in case.seen]
    await talk(
        server.port,
        case.raw + (b"" if case.cut else LAST),
        methods=methods,
        shut_after=0 if case.cut else -1,
        patience=15,
    )
    await asyncio.sleep(0.005)
    return [request for request in upstream.requests if request.target != b"/last"], list(upstream.faults)


def compare(folder: Path, cases: list[Case]) -> dict[str, str]:
    """Give for each case that differs how: `differently`, `edge refuses` or `nginx refuses`."""

    async def run() -> dict[str, str]:
        found = {}
        async with Upstream(str(folder / "a")) as one, Upstream(str(folder / "b")) as two:
            with running_edge(folder / "edge", one.path) as edge, running_nginx(folder / "nginx", two.path) as nginx:
                for case in cases:
                    ours, theirs = await asyncio.gather(understood(edge, one, case), understood(nginx, two, case))
                    if how := difference(ours, theirs):
                        found[case.name] = how
                assert edge.is_alive
        return found

    return asyncio.run(run())


def difference(ours: Understood, theirs: Understood) -> str:
    """Name the difference; no name for none."""
    (edge, edge_faults), (nginx, nginx_faults) = ours, theirs
    if edge_faults or not all(is_same(one, other) for one, other in zip(edge, nginx, strict=False)):
        return "differently"
    if len(edge) < len(nginx) or nginx_faults:
        return "edge refuses"
    return "nginx refuses" if len(edge) > len(nginx) else ""


@pytest.fixture
def folder(tmp_path_factory: Any) -> Path:
    """A folder whose name is short enough for a socket."""
    made: Path = tmp_path_factory.mktemp("differ")
    return made


def argued() -> dict[str, dict[str, str]]:
    """Read the differences that are argued: by how they differ, the case and the argument."""
    by_argument = tomllib.loads(ARGUED.read_text())
    return {
        how: {name: argument["why"] for argument in arguments for name in argument["cases"]}
        for how, arguments in by_argument.items()
    }


def test_nginx_and_the_edge_understand_every_request_alike(folder: Path) -> None:
    """Where one serves what the other refuses, `differences.toml` says why that does no harm, and says no more."""
    found = compare(folder, CASES)

    assert [name for name, how in found.items() if how == "differently"] == []
    for how, arguments in argued().items():
        assert {name for name, one in found.items() if one == how} == set(arguments), how
    assert set(found.values()) <= set(argued())


def test_what_nginx_passes_on_the_edge_behind_it_understands_as_nginx_did(folder: Path) -> None:
    """Behind both, the same requests arrive as behind nginx alone, or fewer."""

    async def run() -> list[str]:
        wrong = []
        async with Upstream(str(folder / "a")) as behind, Upstream(str(folder / "b")) as alone:
            with (
                running_edge(folder / "edge", behind.path, proxies=("127.0.0.1",)) as edge,
                running_nginx(folder / "front", f"127.0.0.1:{edge.port}") as front,
                running_nginx(folder / "nginx", alone.path) as nginx,
            ):
                for case in CASES:
                    both = await asyncio.gather(understood(front, behind, case), understood(nginx, alone, case))
                    if difference(*both) not in ("", "edge refuses"):
                        wrong.append(case.name)
        return wrong

    assert asyncio.run(run()) == []
