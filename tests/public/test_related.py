"""Related stories are chosen by jobs that do not get in each other's way."""

import re
from typing import Any

from django.db import connection

from broadsheet.public.models import Card
from broadsheet.public.services.related import relate
from tests import factories


def test_related_cards_are_written_in_one_order(site_tree: Any) -> None:
    """Two workers that wrote the same cards in opposite orders would deadlock on PostgreSQL."""
    stories = [factories.publish(factories.make_story(site_tree.politics, f"Trams {n}")) for n in range(4)]
    written: list[int] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r'UPDATE "public_card"', sql):
            written.append(params[-1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        relate(stories[-1].pk)

    assert stories[-1].pk in written
    assert len(written) == 4
    assert written == sorted(written)
    assert len(Card.objects.get(pk=stories[-1].pk).related_ids) == 3
