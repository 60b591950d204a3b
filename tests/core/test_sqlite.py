"""Who waits for SQLite's one place to write gets it, or hears that it is taken."""

from collections.abc import Iterator
from contextlib import closing
from threading import Timer

import pysqlite3
import pytest
from django.db import OperationalError, connection, transaction

from broadsheet.taxonomy.models import Topic

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers."),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def other() -> Iterator[pysqlite3.Connection]:
    """Somebody else, who is in the middle of writing."""
    path = connection.settings_dict["NAME"]
    with closing(pysqlite3.connect(path, uri=True, isolation_level=None, check_same_thread=False)) as opened:
        opened.execute("BEGIN IMMEDIATE")
        yield opened


def busy_timeout() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return int(cursor.fetchone()[0])


def test_a_writer_waits_for_the_one_before(other: pysqlite3.Connection) -> None:
    soon = Timer(0.2, other.execute, ["COMMIT"])
    soon.start()

    with transaction.atomic():
        Topic.objects.create(name="Trams", slug="trams")

    soon.join()
    assert Topic.objects.filter(slug="trams").exists()


def test_a_writer_that_waited_too_long_says_so_and_may_try_again(
    other: pysqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = busy_timeout()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            pass
    other.execute("ROLLBACK")

    with transaction.atomic():
        Topic.objects.create(name="Trams", slug="trams")

    assert busy_timeout() == usual
