"""What the tests of counting share: a store that is not at rest, and a story to be read."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from broadsheet.public.views.counting import edge_key
from broadsheet.statistics import store
from broadsheet.statistics.models import HourlyViews

BATCH = "0b6e4a57-4a0e-4a7e-9a57-1f2f3c4d5e6f"


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    """A failure of one test is not the next one's."""
    store.rest(0)
    yield
    store.rest(0)


@pytest.fixture
def counted() -> Callable[[], dict[int, tuple[int, int]]]:
    """Give what is counted so far: story, read, served."""
    return lambda: {row.story_id: (row.read, row.served) for row in HourlyViews.objects.all()}


@pytest.fixture
def send(client: Client) -> Callable[..., Any]:
    """Send a batch as the edge does; the headers can be changed, and left out with None."""

    def post(body: Any, **headers: str | None) -> Any:
        given = {"Edge-Key": edge_key(), "Batch": BATCH} | {key.replace("_", "-"): v for key, v in headers.items()}
        sent = {key: value for key, value in given.items() if value is not None}
        return client.post("/_edge/views", data=body, content_type="application/json", headers=sent)

    return post
