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
from broadsheet.public.models import Card
from broadsheet.public.selectors.lists import Cursor
from broadsheet.public.services.project import take_old_addresses
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services import schedule
from broadsheet.taxonomy.models import Topic
from tests import factories
from tests.desk.story_form import edit_story
from tests.journeys.paper import make_information

STORIES = 20_000
TABLES = r"(wagtailcore_page|stories_\w+|public_card|public_cardlink|public_cardbody|public_address)\b"
SCANS = {
    "sqlite": re.compile(rf"\bSCAN {TABLES}(?! USING (COVERING )?INDEX public_)"),
    "postgresql": re.compile(rf"Seq Scan on {TABLES}"),
}
MOST_STEPS = 60_000  # of SQLite's machine, for one page; to walk past 20,000 stories takes more
EVERY = 100
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@contextmanager
def no_scans() -> Iterator[list[str]]:
    """Explain each statement as it runs; collect those that read a whole table.

    PostgreSQL rightly reads small tables whole, and those it has not vacuumed yet, so it is asked to do so only if no
    index helps.
    """
    found: list[str] = []
    prefer_indexes("off")

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE")) and not many:
            found.extend(scans_of(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found
    prefer_indexes("on")


def prefer_indexes(seqscan: str) -> None:
    """Tell PostgreSQL whether it may read whole tables as it likes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET enable_seqscan = {seqscan}")


def scans_of(sql: str, params: Any) -> list[str]:
    """Give the lines of a plan that read a whole table."""
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.cursor.execute(explain + sql, params or ())
        plan = [" ".join(map(str, row)) for row in cursor.cursor.fetchall()]
    return [f"{line}: … {sql[-420:]}" for line in plan if SCANS[connection.vendor].search(line)]


@contextmanager
def steps_taken() -> Iterator[list[int]]:
    """Count the steps SQLite's machine takes: a plan by index can walk past all stories too, and does not say so."""
    taken = [0]

    def count() -> int:
        taken[0] += EVERY
        return 0

    connection.ensure_connection()
    handle: Any = connection.connection
    if connection.vendor == "sqlite":
        handle.set_progress_handler(count, EVERY)
    yield taken
    if connection.vendor == "sqlite":
        handle.set_progress_handler(None, EVERY)


@pytest.fixture
def archive(site_tree: Any) -> Any:
    """20,000 stories with the database's statistics up to date."""
    factories.make_contributor()
    Topic.objects.create(name="Trams", slug="trams")
    make_information(site_tree.home, "Standards", "company")
    write_archive(STORIES, say=lambda line: None)
    gather_statistics()
    return site_tree


def test_publishing_the_explorer_and_the_scheduler_scan_no_page_table(archive: Any, ada: Any, sign_in: Any) -> None:
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

    assert "\n".join(found) == ""


def addresses(home: str) -> dict[str, int]:
    """Give an address of every kind a reader or a machine can ask for, with the answer it gets."""
    old = Card.objects.order_by("published_at", "story_id")[STORIES // 5]
    gone = Card.objects.order_by("story_id")[7]
    StoryPage.objects.get(pk=gone.pk).unpublish()
    take_old_addresses({"/old/story.html": old.pk})
    place, day = Cursor(old.published_at, old.pk), timezone.localtime(old.published_at)
    lists = ["/latest/", home, "/topic/trams/", "/author/ada-lind/"]
    archive = [f"/archive/{day:{form}}/" for form in ("%Y", "%Y/%m", "%Y/%m/%d")]
    maps = ["/sitemap.xml", "/sitemap-news.xml", "/sitemap-pages.xml", f"/sitemap-{day:%Y-%m}.xml"]
    searches = [f"/search/?q={words}" for words in ("harbour", "harbour&sort=date", "9876", "harbuor", "tram+bridge")]
    found = ["/", "/trending/", "/archive/", old.path, f"{old.path}story.ninjs", "/standards/", "/robots.txt", "/_me"]
    found += [*lists, *(f"{path}?before={place}" for path in [*lists, archive[-1]]), *archive, *maps, *searches]
    found += [f"{path}feed.{kind}" for path in ("/", *lists[1:]) for kind in ("xml", "atom", "json")]
    lost = {"/no-such-page/": 404, "/archive/2021/02/30/": 404, f"/sitemap-{day:%Y-%m}-9.xml": 404}
    return dict.fromkeys(found, 200) | lost | {gone.path: 410, "/old/story.html": 301}


def test_no_public_address_reads_a_whole_table(archive: Any, client: Any) -> None:
    """Neither by the plan of a query nor by the steps it takes, however far back the page lies."""
    asked = addresses("/politics/")
    dear = {}

    with no_scans() as found:
        for path, status in asked.items():
            with steps_taken() as taken:
                assert client.get(path).status_code == status, path
            dear |= {path: taken[0]} if taken[0] > MOST_STEPS else {}

    assert "\n".join(found) == ""
    assert dear == {}
