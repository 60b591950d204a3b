"""What the public tests share: a search index of their own, jobs done at once."""

from pathlib import Path
from typing import Any

import pytest

from broadsheet.jobs.services.work import run_due
from broadsheet.public.search import index


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> None:
    """Keep the search index of a test apart."""
    settings.HOME = tmp_path
    index._opened.clear()


@pytest.fixture
def jobs() -> Any:
    """Do every job that is due, as the worker would."""
    return lambda: run_due(reraise=True)
