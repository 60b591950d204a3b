"""With 20,000 stories and statistics gathered, nobody's work reads the whole page table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from broadsheet.basepage.indexes import missing_indexes
from broadsheet.basepage.statistics import gather_statistics
from broadsheet.ops.services.bulk import write_archive
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services import schedule
from tests import factories
from tests.desk.story_form import edit_story

STORIES = 20_000
SCANS = {
    "sqlite": re.compile(
        r"\bSCAN (wagtailcore_page|stories_storypage|public_card|public_cardlink)\b(?! USING (COVERING )?INDEX public_)"
    ),
    "postgresql": re.compile(r"Seq Scan on (wagtailcore_page|stories_storypage|public_card|public_cardlink)\b"),
}
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@contextmanager
def no_scans() -> Iterator[list[str]]:
    """Explain each statement as it runs; collect those that read a whole table."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE")) and not many:
            found.extend(scans_of(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def scans_of(sql: str, params: Any) -> list[str]:
    """Give the lines of a plan that read a whole table."""
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.cursor.execute(explain + sql, params or ())
        plan = [" ".join(map(str, row)) for row in cursor.cursor.fetchall()]
    return [f"{line}: … {sql[-420:]}" for line in plan if SCANS[connection.vendor].search(line)]


@pytest.fixture
def archive(site_tree: Any) -> Any:
    """20,000 stories with the database's statistics up to date."""
    write_archive(STORIES, say=lambda line: None)
    gather_statistics()
    return site_tree


def test_publishing_the_explorer_and_the_scheduler_scan_no_page_table(
    archive: Any, ada: Any, sign_in: Any, client: Any
) -> None:
    """A missing partial index once made every publish ten times slower; it must not come back."""
    assert missing_indexes() == []
    story = factories.make_story(archive.politics, "Scanned by nobody", by=ada)
    late = factories.make_story(archive.politics, "Later", by=ada)
    late.go_live_at = timezone.now() + timedelta(hours=1)
    late.save_revision().publish(user=ada)
    desk = sign_in(ada)
    desk.get(f"/desk/pages/{archive.politics.pk}/")

    with no_scans() as found:
        story.save_revision(user=ada).publish(user=ada)
        schedule.due_revisions()
        schedule.withdraw_expired()
        for address in ("/desk/", f"/desk/pages/{archive.politics.pk}/", f"/desk/pages/{story.pk}/edit/"):
            assert desk.get(address).status_code == 200, address
        edit_story(desk, story, **{"action-publish": "action-publish"})
        for path in ("/", "/latest/", "/politics/", StoryPage.objects.get(pk=story.pk).path_on_site, "/feed.xml"):
            assert client.get(path).status_code == 200, path

    assert "\n".join(found) == ""
