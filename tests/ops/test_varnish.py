"""A real Varnish with our configuration: it keeps pages, drops exactly what changed, and keeps nobody's own."""

import socket
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

import broadsheet.ops
from broadsheet.jobs.services.work import run_due
from broadsheet.stories.services.kill import kill_story
from tests import factories
from tests.needs import free_port, varnish

CONFIGURATION = Path(broadsheet.ops.__file__).parent / "proxies" / "broadsheet.vcl"


@pytest.fixture
def cache(live_server: Any, tmp_path: Path, settings: Any) -> Iterator[str]:
    """The address of a Varnish before the live server; only the port in our configuration is another."""
    port, behind = free_port(), urlsplit(live_server.url).port
    made = CONFIGURATION.read_text().replace('.port = "8000"', f'.port = "{behind}"')
    (tmp_path / "broadsheet.vcl").write_text(
        made.replace('.host = "127.0.0.1"', f'.host = "{urlsplit(live_server.url).hostname}"')
    )
    command = [
        varnish(),
        "-F",
        "-a",
        f"127.0.0.1:{port}",
        "-f",
        str(tmp_path / "broadsheet.vcl"),
        "-n",
        str(tmp_path / "v"),
    ]
    process = subprocess.Popen(
        [*command, "-j", "none", "-s", "malloc,32m"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    settings.PURGE_URLS, settings.BASE_URL = [address], live_server.url
    try:
        wait_for(port)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Varnish did not start")


def state(address: str, path: str, **headers: str) -> tuple[str, int, str]:
    """Ask for a page: whether it was kept, its status and text."""
    answer = requests.get(address + path, headers=headers, timeout=10, allow_redirects=False)
    return answer.headers["X-Cache"], answer.status_code, answer.text


def test_it_keeps_pages_and_drops_what_changed_and_no_other(cache: str, site_tree: Any, ada: Any) -> None:
    story = factories.publish(factories.make_story(site_tree.politics, by=ada), by=ada)
    run_due(reraise=True)
    for path in (story.path_on_site, "/politics/", "/sports/"):
        assert state(cache, path)[0] == "miss"
        assert state(cache, path)[0] == "hit"
    assert state(cache, story.path_on_site, Cookie="ads=off; consent=x.show")[0] == "hit"

    story.title = "Tramways everywhere tomorrow"
    factories.publish(story, by=ada)
    run_due(reraise=True)

    assert "Tramways everywhere tomorrow" in state(cache, story.path_on_site)[2]
    assert "Tramways everywhere tomorrow" in state(cache, "/politics/")[2]
    assert state(cache, "/sports/")[0] == "hit"

    kill_story(story, reason="Court order", by=ada)
    run_due(reraise=True)
    assert state(cache, story.path_on_site)[1] == 410
    assert "Tramways everywhere tomorrow" not in state(cache, "/politics/")[2]


def test_it_keeps_nothing_that_is_one_readers(cache: str, site_tree: Any) -> None:
    for path in ("/contact-us/", "/cookie-settings/", "/search/?q=trams", "/account/login/", "/desk/login/"):
        assert [state(cache, path)[0] for _ in range(3)] == ["miss"] * 3, path
    assert state(cache, "/politics/", Cookie="sessionid=abc")[0] == "miss"


def test_a_page_past_its_time_is_served_only_while_broadsheet_is_down(
    cache: str, site_tree: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("broadsheet.public.middleware.HALF_HOUR", 1)
    state(cache, "/politics/")
    time.sleep(1.1)
    health(tmp_path, "sick")
    assert state(cache, "/politics/")[:2] == ("hit", 200)
    assert state(cache, "/sports/")[1] == 503

    health(tmp_path, "healthy")
    assert state(cache, "/politics/")[0] == "miss"


def health(folder: Path, word: str) -> None:
    """Tell Varnish how Broadsheet is."""
    command = ["varnishadm", "-n", str(folder / "v"), "backend.set_health", "*.default", word]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def test_only_broadsheet_may_purge_and_our_tags_stay_inside(cache: str, site_tree: Any) -> None:
    answer = requests.get(f"{cache}/politics/", timeout=10)

    assert not {"xkey", "surrogate-key", "cache-tag"} & {name.lower() for name in answer.headers}
    assert "s-maxage" in answer.headers["Cache-Control"]
    assert [purged_from("127.0.0.1", cache), purged_from("127.0.0.2", cache)] == [200, 403]


def purged_from(source: str, cache: str) -> int:
    """The status a purge gets that comes from an address."""
    connection = HTTPConnection("127.0.0.1", urlsplit(cache).port, source_address=(source, 0), timeout=10)
    connection.request("PURGE", "/", headers={"xkey-purge": "stories"})
    status = connection.getresponse().status
    connection.close()
    return status


def test_without_a_cache_in_front_no_tags_are_sent(client: Any, site_tree: Any, settings: Any) -> None:
    settings.PURGE_URLS = []

    assert "xkey" not in client.get("/politics/").headers
