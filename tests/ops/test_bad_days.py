"""On bad days readers are served, an order that cannot be kept is refused, and nothing stays stale after it."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.edge.site import Reader, command, environment, serving
from tests.migrated import Migrated
from tests.needs import free_port, postgresql

EDITOR = [sys.executable, "-m", "tests.edge.editor"]
LISTS = ("/", "/politics/", "/latest/", "/feed.xml", "/sitemap-news.xml")
DISK_BYTES, FRESH_SECONDS = 192 << 20, 10


class Paper:
    """A newspaper of its own that is being served."""

    def __init__(self, home: Path, own: dict[str, str]) -> None:
        self.home, self.own, self.reader = home, own, Reader(int(own["PORT"]))
        self.orders = list["subprocess.Popen[bytes]"]()

    def order(self, word: str, headline: str) -> "subprocess.Popen[bytes]":
        """Begin to do what an editor does."""
        self.orders.append(subprocess.Popen([*EDITOR, word, headline], env=self.own))
        return self.orders[-1]

    def publish(self, headline: str) -> tuple[int, str]:
        """Publish a story; give the exit code and what was said."""
        done = subprocess.run([*EDITOR, "publish", headline], env=self.own, capture_output=True, text=True, timeout=90)
        return done.returncode, done.stderr

    def shows(self, headline: str) -> bool:
        """Say whether every list shows the headline, which is one word, on every edge."""
        return all(headline.encode() in self.seen(path) for path in LISTS)

    def seen(self, path: str) -> bytes:
        """Give what the edges answer, one after the other; each must answer well."""
        bodies = []
        for _ in self.reader.lines:
            status, body = self.reader.get(path)
            assert status == 200, (path, status)
            bodies.append(body)
        return min(bodies, key=len)


@contextmanager
def newspaper(home: Path, begin: Callable[[Path, dict[str, str]], None], database_url: str = "") -> Iterator[Paper]:
    """Serve a newspaper with one story from a home folder."""
    own = environment(home, free_port(), database_url=database_url)
    begin(home, own)
    command(own, "collectstatic", "--no-input", "-i", "wagtail*", "-i", "admin", "-i", "account")
    paper = Paper(home, own)
    assert paper.order("open", "Ferries").wait(60) == 0
    with serving(own, home / "serve.log"):
        until(lambda: paper.shows("Ferries"), 30)
        yield paper
        paper.reader.close()
        for order in paper.orders:  # one that a failed test left would be told of in the middle of another
            order.wait(60)


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of its own that is full when a test says so; a folder where none can be mounted."""
    folder = tmp_path_factory.mktemp("disk")
    with_size = ["-t", "tmpfs", "-o", f"size={DISK_BYTES}"]
    mounted = (
        sys.platform == "linux" and not subprocess.run(["mount", *with_size, "none", folder], check=False).returncode
    )
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture(scope="module")
def paper(small_disk: Path, migrated: Migrated) -> Iterator[Paper]:
    """A newspaper on SQLite; each test leaves it well."""
    with newspaper(small_disk, lambda home, own: migrated.fill(home)) as served:
        yield served


@pytest.fixture
def own_postgresql() -> Iterator[str]:
    """A new PostgreSQL database of a test's own."""
    server, name = urlsplit(postgresql()), f"broadsheet_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(urlunsplit(server._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(server._replace(path=f"/{name}"))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_full_disk_refuses_the_editor_and_serves_the_reader(paper: Paper) -> None:
    """Pages kept and pages made anew; with room again, the next order is seen, and nothing has to be started."""
    if not paper.home.is_mount():
        pytest.skip("A small disk can be mounted by root only, on Linux.")
    assert paper.publish("Before") == (0, "")
    until(lambda: paper.shows("Before"))
    fill_up(paper.home / "ballast")
    refused, said = refusal(paper)

    assert "full" in said
    assert paper.shows("Before")
    assert [path for path in story_paths(paper) if paper.reader.get(path)[0] != 200] == []
    assert refused.encode() not in paper.seen("/archive/")

    (paper.home / "ballast").unlink()
    assert paper.publish("Roomy") == (0, "")
    until(lambda: paper.shows("Roomy"))
    assert refused.encode() not in paper.seen("/latest/")


@pytest.mark.skipif(sys.platform != "linux", reason="Reads /proc.")
def test_readers_do_not_wait_for_a_database_that_somebody_holds(paper: Paper) -> None:
    """The editor does; what she ordered is seen when it is let go."""
    with closing(sqlite3.connect(paper.home / "broadsheet.sqlite3", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        order = paper.order("publish", "Trams")
        until(lambda: order.poll() is not None or waits(order.pid), 30)
        for path in (*LISTS, "/search/?q=ferry", "/archive/", *story_paths(paper)):
            begun = time.monotonic()
            assert paper.reader.get(path)[0] == 200, path
            assert time.monotonic() - begun < 2, path
        assert order.poll() is None
        assert not paper.shows("Trams")
        holder.execute("ROLLBACK")
    assert order.wait(30) == 0
    until(lambda: paper.shows("Trams"))


def test_a_change_whose_editor_died_before_telling_is_told_by_the_outbox(paper: Paper) -> None:
    """The commit counts, not who made it."""
    assert paper.order("die", "Darkness").wait(60) == 9
    until(lambda: paper.shows("Darkness"))


def test_a_second_machine_follows_the_first(tmp_path: Path, own_postgresql: str) -> None:
    """Two homes, one database: what is published beside one is seen on both, though only one was told."""
    (tmp_path / "one").mkdir()
    with newspaper(tmp_path / "one", migrate, own_postgresql) as one:
        two = Paper(tmp_path / "two", environment(tmp_path / "two", free_port(), database_url=own_postgresql))
        shutil.copytree(tmp_path / "one" / "static", tmp_path / "two" / "static")
        with serving(two.own, two.home / "serve.log"):
            until(lambda: two.shows("Ferries"), 30)
            assert one.publish("Trams") == (0, "")
            until(lambda: two.shows("Trams"))
            assert two.order("die", "Buses").wait(60) == 9
            until(lambda: one.shows("Buses") and two.shows("Buses"))
            two.reader.close()


def migrate(home: Path, own: dict[str, str]) -> None:
    """Begin on a database that is empty."""
    command(own, "migrate", "-v0")


def refusal(paper: Paper) -> tuple[str, str]:
    """Publish until there is no room, for SQLite's log has some of its own; what was refused, and what was said."""
    for number in range(40):
        code, said = paper.publish(f"Refused{number}")
        if code:
            return f"Refused{number}", said
    raise AssertionError("The disk is never full.")


def fill_up(path: Path) -> None:
    """Write until there is no room."""
    with path.open("wb", buffering=0) as ballast:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    ballast.write(bytes(size))
            except OSError:
                continue


def story_paths(paper: Paper) -> list[str]:
    """Find the addresses of stories on the front."""
    return sorted({path.decode() for path in re.findall(rb'href="(/politics/\d[^"#?]*)"', paper.seen("/politics/"))})


def waits(process: int) -> bool:
    """Say whether a process has the database open; a file it closes while we look counts as closed."""
    for number in os.listdir(f"/proc/{process}/fd"):
        with suppress(FileNotFoundError):
            if "broadsheet.sqlite3" in os.readlink(f"/proc/{process}/fd/{number}"):
                return True
    return False


def until(holds: Callable[[], bool], seconds: float = FRESH_SECONDS) -> None:
    """Wait until it holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It is not so in time."
        time.sleep(0.1)
