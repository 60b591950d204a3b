"""Losing the statistics store costs counts and nothing else: no page, no publication, no job."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.test import Client

from broadsheet.jobs.models import Job, State
from broadsheet.jobs.services.work import run_due
from broadsheet.ops.errors import CannotServe
from broadsheet.ops.services import doctor
from broadsheet.ops.services.serve import check_plan, make_plan
from broadsheet.public import tasks as public_tasks
from broadsheet.public.models import SiteRecord
from broadsheet.public.search import index
from broadsheet.public.services.popular import rank
from broadsheet.statistics import store as stores
from broadsheet.statistics import tasks
from broadsheet.statistics.errors import StoreGone
from broadsheet.statistics.models import HourlyViews
from broadsheet.statistics.router import STORE
from broadsheet.statistics.services.count import count_view
from tests import factories

NAME = "INSERT INTO statistics_countedbatch VALUES (%s, '2999-01-01')"  # so late that nobody forgets it
Way = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> None:
    """Keep the search index of a test apart."""
    settings.HOME = tmp_path
    index._opened.clear()


def file() -> Path:
    return Path(connections[STORE].settings_dict["NAME"])


def drop_file() -> None:
    connections[STORE].close()
    for name in (file(), *file().parent.glob(f"{file().name}-*")):
        name.unlink(missing_ok=True)


@contextmanager
def changed(**values: Any) -> Iterator[None]:
    """Change the settings of the next connections."""
    kept = dict(connections[STORE].settings_dict)
    connections[STORE].close()
    connections[STORE].settings_dict.update(values)
    try:
        yield
    finally:
        connections[STORE].close()
        connections[STORE].settings_dict.update(kept)


@contextmanager
def deleted() -> Iterator[None]:
    """The file is gone, and the next connection finds an empty one."""
    drop_file()
    try:
        yield
    finally:
        call_command("migrate", database=STORE, verbosity=0)


@contextmanager
def spoiled() -> Iterator[None]:
    """Something else was written over it."""
    drop_file()
    file().write_bytes(b"This is not a database. " * 400)
    try:
        yield
    finally:
        drop_file()
        call_command("migrate", database=STORE, verbosity=0)


@contextmanager
def unmounted() -> Iterator[None]:
    """Its folder is not there."""
    with changed(NAME=str(file().parent / "not-mounted" / file().name)):
        yield


@contextmanager
def locked() -> Iterator[None]:
    """Somebody writes to it and does not end."""
    from sqlite3 import connect

    other = connect(file(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    options = connections[STORE].settings_dict["OPTIONS"] | {"timeout": 0.01}
    try:
        with changed(OPTIONS=options):
            yield
    finally:
        other.close()


@contextmanager
def full() -> Iterator[None]:
    """There is no room for another page."""
    with connections[STORE].cursor() as cursor:
        cursor.execute("CREATE TABLE filler (x)")
        cursor.execute("PRAGMA page_count")
        limit = f"PRAGMA max_page_count = {cursor.fetchone()[0]};"
        cursor.execute(limit)
        with pytest.raises(DatabaseError, match="full"):
            cursor.executemany("INSERT INTO filler VALUES (hex(randomblob(%s)))", [[700]] * 1_000)
        with pytest.raises(DatabaseError, match="full"):
            cursor.executemany(NAME, [[str(number)] for number in range(10_000)])  # what was left on its own pages
    options = connections[STORE].settings_dict["OPTIONS"]
    try:
        with changed(OPTIONS=options | {"init_command": f"{options['init_command']} {limit}"}):
            yield
    finally:
        drop_file()
        call_command("migrate", database=STORE, verbosity=0)


@contextmanager
def unreachable() -> Iterator[None]:
    """Nobody listens where its server was."""
    with changed(HOST="127.0.0.1", PORT="9"):
        yield


@contextmanager
def replaced() -> Iterator[None]:
    """Another database stands in its place, without our tables."""
    with changed(NAME="postgres"):
        yield


IS_SQLITE = "sqlite" in configured.DATABASES[STORE]["ENGINE"]
WAYS: list[Way] = [deleted, spoiled, unmounted, locked, full] if IS_SQLITE else [unreachable, replaced]


def look() -> doctor.Finding:
    """Give what the doctor says of the store."""
    stores.rest(0)
    return next(doctor.check_statistics(make_plan({})))


@pytest.fixture
def ranked(published_story: Any) -> Any:
    """A story that was read and stands in the rankings."""
    count_view(published_story.pk, at=published_story.first_published_at)
    rank(now=published_story.first_published_at)
    run_due(reraise=True)
    return published_story


@pytest.mark.parametrize("way", WAYS)
def test_without_the_store_readers_newsroom_and_jobs_go_on(way: Way, ranked: Any, client: Client, send: Any) -> None:
    """The doctor says so; a batch that could not be counted is, once, when the store is back."""
    batch = {"read": {str(ranked.pk): 3}}
    with way():
        assert client.post("/_viewed", {"story": ranked.pk}).status_code == 204
        stores.rest(0)
        assert send(batch).status_code == 503

        other = factories.publish(factories.make_story(ranked.get_parent(), "Published meanwhile"))
        for path in ("/", "/trending/", "/politics/", ranked.path_on_site, other.path_on_site):
            assert client.get(path).status_code == 200, path
        assert ranked.title in client.get("/trending/").content.decode()

        stores.rest(0)
        public_tasks.rank.enqueue()
        tasks.forget_old_views.enqueue()
        assert run_due(reraise=True) >= 2
        assert not Job.objects.exclude(state=State.DONE).exists()
        assert [story_id for story_id, _ in SiteRecord.objects.get(key="trending").value] == [ranked.pk]
        assert look().level != doctor.Level.OK
    stores.rest(0)

    assert look() == doctor.ok("statistics", "Views can be counted.")
    HourlyViews.objects.all().delete()
    assert [send(batch).status_code, send(batch).status_code] == [204, 204]
    assert HourlyViews.objects.get().read == 3


def test_a_store_that_failed_is_left_alone_for_a_while(published_story: Any, client: Client) -> None:
    """Or each beacon of a busy site would wait for it, two at a time, and readers behind them."""
    with WAYS[0](), pytest.raises(StoreGone):
        count_view(1, at=published_story.first_published_at)
    asked: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connections[STORE].execute_wrapper(watch):
        client.post("/_viewed", {"story": published_story.pk})
        assert asked == []
        stores.rest(0)
        client.post("/_viewed", {"story": published_story.pk})

    assert asked
    assert HourlyViews.objects.get().read == 1


def test_serving_starts_without_a_store_but_not_with_an_old_one(settings: Any, tmp_path: Path) -> None:
    """What cannot be reached may come back; tables that are missing are a step forgotten."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text("{}")
    plan = SimpleNamespace(bind="127.0.0.1", port=0)
    gone, old = (unmounted, deleted) if IS_SQLITE else (unreachable, replaced)

    with gone():
        check_plan(plan)
    stores.rest(0)

    with (
        old(),
        pytest.raises(CannotServe, match=r"The statistics store lacks 1 migration .*\. Run: broadsheet migrate"),
    ):
        check_plan(plan)
