"""`broadsheet bench` measures one's own site, and nobody else's."""

import asyncio
import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from broadsheet.jobs.services.work import run_due
from broadsheet.ops.errors import CannotMeasure
from broadsheet.ops.services.measure import MOST_CONNECTIONS, check_address, load
from tests import factories


def bench(*words: str) -> str:
    """Run the command; give what it printed."""
    printed = io.StringIO()
    call_command("bench", *words, stdout=printed)
    return printed.getvalue()


def test_it_finds_front_section_and_story_and_measures_each(live_server: Any, site_tree: Any, ada: Any) -> None:
    story = factories.publish(factories.make_story(site_tree.politics, by=ada), by=ada)
    run_due(reraise=True)

    said = bench(live_server.url, "--seconds", "0.2", "--connections", "2")

    for name, path in (("front", "/"), ("section", "/politics/"), ("story", story.path_on_site)):
        assert f"{name} {path}: status 200" in said
    assert said.count("2 at once:") == 3
    assert "failed" not in said
    assert "p99" in said


@pytest.mark.parametrize(
    "url", ["http://news.example/", "http://192.0.2.1", "https://127.0.0.1.news.example", "10.0.0.1"]
)
def test_a_site_elsewhere_is_measured_only_by_who_says_it_is_theirs(url: str) -> None:
    with pytest.raises(CommandError, match="yes-it-is-mine"):
        bench(url)

    assert check_address(url, is_mine=True).hostname


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "file:///etc/passwd"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(CannotMeasure, match="not an address"):
        check_address(url, is_mine=True)


def test_nobody_asks_on_more_than_64_connections() -> None:
    with pytest.raises(CommandError, match="64"):
        bench("http://127.0.0.1:1", "--connections", "65")

    assert asyncio.run(counted(1000)) <= MOST_CONNECTIONS


async def counted(connections: int) -> int:
    """How many connections a server sees at once at most."""
    open_ones, most = set(), 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal most
        open_ones.add(writer)
        most = max(most, len(open_ones))
        while await reader.readline():
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        open_ones.discard(writer)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    site, measured = urlsplit(f"http://127.0.0.1:{port}"), None
    while not (measured and measured.seconds):  # a busy machine may not come to an answer in time
        measured = await load(site, "/", connections=connections, seconds=0.5)
    server.close()
    return most


def test_it_stops_when_the_site_is_away() -> None:
    with pytest.raises(CommandError, match="does not answer"):
        bench("http://127.0.0.1:1")
