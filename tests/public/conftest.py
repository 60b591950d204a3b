"""What the public tests share: jobs done at once."""

from typing import Any

import pytest

from broadsheet.jobs.services.work import run_due


@pytest.fixture
def jobs() -> Any:
    """Do every job that is due, as the worker would."""
    return lambda: run_due(reraise=True)
