"""What the job tests share."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from broadsheet.jobs.declare import SCHEDULE
from tests.jobs import chores
from tests.jobs.bench import SERVER, Bench, bench


@pytest.fixture
def heard() -> list[object]:
    """Give what the chores of this test have said."""
    chores.heard.clear()
    return chores.heard


@pytest.fixture
def schedule() -> Iterator[dict]:
    """Give an empty schedule, and put the real one back afterwards."""
    kept = dict(SCHEDULE)
    SCHEDULE.clear()
    yield SCHEDULE
    SCHEDULE.clear()
    SCHEDULE.update(kept)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """Give a database and workers of its own, one kind after the other."""
    if request.param == "postgresql":
        try:
            psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
        except psycopg.OperationalError:
            pytest.skip(f"No PostgreSQL at {SERVER}. Start one, or set BROADSHEET_TEST_POSTGRESQL.")
    with bench(request.param, tmp_path) as made:
        yield made
