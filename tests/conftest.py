"""Fixtures every test may ask for: a small newsroom, with files kept in a folder of the test's own."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack
from copy import deepcopy
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as properties
from pytest_django.plugin import blocking_manager_key

from broadsheet.desk.services.roles import open_desk
from broadsheet.jobs.services.work import run_due
from broadsheet.people.models import User
from broadsheet.public.search import index
from tests import factories
from tests.migrated import Migrated

properties.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("untimed")  # tests never time: a busy machine is no fault
LONG = frozenset({"edge", "journeys", "ops"})  # folders of tests that start servers or a browser


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let every test that uses the database use the statistics store as well, as all our code may.

    `--again` leaves out what was run before and would be the same on another database: what asks no database, or makes
    its own, and what happens in a browser alone (`once`). Files with few long tests come first: one that came last
    would keep one process busy and the other waiting.
    """
    items.sort(key=lambda item: item.path.parent.name not in LONG)
    for item in filter(uses_database, items):
        marker = item.get_closest_marker("django_db")
        given = dict(marker.kwargs) if marker else {}
        item.add_marker(pytest.mark.django_db(**{"databases": ["default", "statistics"]} | given), append=False)
    if config.getoption("--again"):
        same = [item for item in items if item.get_closest_marker("once") or not uses_database(item)]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if item not in set(same)]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--again`."""
    parser.addoption("--again", action="store_true", help="Leave out what would be the same on another database.")


def uses_database(item: pytest.Item) -> bool:
    """Say whether a test uses the suite's database."""
    asked = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or item.get_closest_marker("django_db"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, Any, Any]:
    """Put back what migrations wrote after a test that commits for real: Django empties every table behind it."""
    try:
        return (yield)
    finally:  # also after a test that fails in its teardown, or the next would fail with it
        if nextitem is not None and empties_tables(item):  # after the last test the database itself is gone
            with item.config.stash[blocking_manager_key].unblock():
                factories.lay_ground()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Migrated]:
    """What this run has migrated, to be copied; the processes of a run share the folder above their own."""
    own = tmp_path_factory.getbasetemp()
    kept = Migrated(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)
    yield kept
    with django_db_blocker.unblock():
        kept.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, migrated: Migrated) -> None:
    """Let the test databases be copies of what is migrated."""
    for connection in connections.all():
        connection.creation.create_test_db = partial(migrated.create, connection)  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Hang up on the store at the end: on PostgreSQL it may be a second connection to the database that is dropped."""
    yield
    with django_db_blocker.unblock():
        connections["statistics"].close()


def empties_tables(item: pytest.Item) -> bool:
    """Say whether Django empties the tables after a test."""
    marker = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Keep pictures and the search index of a test apart, and find static files where they lie."""
    index._opened.clear()
    for name, value in files_in(tmp_path).items():
        setattr(settings, name, value)


def files_in(folder: Path) -> dict[str, Any]:
    """Settings with which files are kept in a folder."""
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    return {
        "HOME": folder,
        "MEDIA_ROOT": folder / "media",
        "STORAGES": settings.STORAGES | static,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }


@pytest.fixture(scope="module")
def lasting(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Callable[[], Any]], Callable[[], Any]]]:
    """Make something once for all tests of a module, whose own rows are undone as ever: `lasting(make)()` gives it.

    What is made is in the database from then on to the end of the module, in a transaction around those of the tests:
    none of them may commit for real. Each call puts the files in place and gives objects that are the test's own.
    """
    home = tmp_path_factory.mktemp("lasting")

    def made_by(make: Callable[[], Any]) -> Callable[[], Any]:
        index._opened.clear()
        with django_db_blocker.unblock(), override_settings(**files_in(home)):
            made = make()

        def give() -> Any:
            shutil.copytree(home, settings.HOME, dirs_exist_ok=True)
            return deepcopy(made)

        return give

    with django_db_blocker.unblock(), ExitStack() as undone:
        for alias in connections:
            undone.enter_context(transaction.atomic(using=alias))
            undone.callback(transaction.set_rollback, True, using=alias)
        with django_db_blocker.block():
            yield made_by


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: Any) -> Callable[[], AbstractContextManager[Any]]:
    """Run what waits for the commit when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def site_tree(db: None) -> SimpleNamespace:
    """A home page with three sections, each with its desk: `.home`, `.politics`, `.sports`, `.world`."""
    return factories.make_site_tree()


@pytest.fixture
def ada(site_tree: SimpleNamespace) -> User:
    """Ada edits the Politics desk."""
    return factories.make_user("Ada", groups=(open_desk(site_tree.politics).editors,))


@pytest.fixture
def ben(site_tree: SimpleNamespace) -> User:
    """Ben reports for the Politics desk."""
    return factories.make_user("Ben", groups=(open_desk(site_tree.politics).reporters,))


@pytest.fixture
def cleo(db: None) -> User:
    """Cleo reads."""
    return factories.make_user("Cleo")


@pytest.fixture
def draft_story(site_tree: SimpleNamespace, ben: User) -> Any:
    """A draft of Ben's in Politics that nothing holds."""
    return factories.make_story(site_tree.politics, by=ben)


@pytest.fixture
def published_story(site_tree: SimpleNamespace, ben: User) -> Any:
    """A story readers can see, in Politics."""
    return factories.publish(factories.make_story(site_tree.politics, "Budget passes", by=ben))


@pytest.fixture
def wire_source(db: None) -> Any:
    """The Northern Press Agency, fed by hand."""
    return factories.make_source()


@pytest.fixture
def wire_item(wire_source: Any, site_tree: SimpleNamespace) -> Any:
    """An item of the agency for Politics, in one version."""
    return factories.make_item(wire_source, section=site_tree.politics)


@pytest.fixture
def jobs() -> Callable[[], int]:
    """Do every job that is due, as the worker would."""
    return lambda: run_due(reraise=True)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Give a client signed in as somebody."""

    def as_user(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return as_user
