"""What the wire tests share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.wire.server import Stage, serving


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Give a server that answers as told."""
    with serving() as made:
        yield made


@pytest.fixture(autouse=True)
def no_robots_kept() -> None:
    """Forget what other tests read in robots.txt files."""
    cache.clear()
