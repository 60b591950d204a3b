"""The newsroom's own work survives kill -9, on the database the suite runs on."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.jobs.bench import Bench
from tests.jobs.newsroom_kill_loop import SETTINGS, newsroom_kill_loop

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Bench]:
    """Processes of their own on the database of this test."""
    with closing(Bench(url_of_database(), tmp_path, SETTINGS)) as made:
        yield made


def url_of_database() -> str:
    """Write down where the test's database is, as an operator would."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite://{given['NAME']}"
    return f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def test_killing_workers_and_editors_loses_no_story_and_doubles_none(place):
    """Fifteen kill -9 between a file in a watched folder and a story on the page, all counted at the end."""
    found = newsroom_kill_loop(place, kills=15, seed=15)

    assert found.is_clean, found
    assert len(found.sent.items) >= 9
    assert found.warned["job.leases.expired"]  # a kill has hit a worker at its work
