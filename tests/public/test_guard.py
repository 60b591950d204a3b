"""What a shared page is made of is read by selectors, for they record by which tags it is dropped again."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests import factories
from tests.public.test_tags import first_stories, paths

TRACKED = re.compile(r'"((?:public|stories|taxonomy|people|media|fronts|publication|wagtailcore)_\w+)"')
UNTRACKED = {"wagtailcore_site", "wagtailcore_locale"}  # set up once; a restart follows a change
# These say their tags themselves, each beside its query; the walk over random edits holds them to it.
OWN_TAGS = {
    "information.py:information",
    "lists.py:named",
    "machines.py:<genexpr>",
    "machines.py:feed",
    "machines.py:named_feed",
    "machines.py:places_of",
    "machines.py:visible_paths",
    "stories.py:unknown",
}
READERS = ("/broadsheet/public/selectors/", "/broadsheet/public/search/")
pytestmark = pytest.mark.django_db


def reader() -> str:
    """Give the selector that asks, or else the innermost place of ours."""
    frame, ours = sys._getframe(2), ""
    while frame is not None:
        path = frame.f_code.co_filename
        if any(place in path for place in READERS):
            return ""
        if not ours and "/broadsheet/" in path and not path.endswith("core/prepared.py"):
            ours = f"{Path(path).name}:{frame.f_code.co_name}"
        frame = frame.f_back  # type: ignore[assignment]
    return ours


def test_shared_pages_read_by_selectors_alone(site_tree: Any, jobs: Any) -> None:
    """Whoever adds a query to a view learns here that the page would not hear of a change."""
    boss = factories.make_user("Zoe", is_superuser=True)
    first_stories(site_tree.home, [site_tree.politics, site_tree.sports, site_tree.world], boss)
    jobs()
    client, found = Client(SERVER_NAME="127.0.0.1"), set[str]()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        tables = {table for table in TRACKED.findall(sql) if table not in UNTRACKED}
        if sql.startswith("SELECT") and tables and (place := reader()):
            found.add(place)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        for path in [*paths(), "/politics", "/trending/", "/search/?q=story", "/robots.txt"]:
            client.get(path, headers={"X-Edge-Ask": "shared"})

    assert found == OWN_TAGS
