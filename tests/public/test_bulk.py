"""Many stories written at once are like those that were published one by one, and no editor waits for them."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from modelsearch.backends import get_search_backend
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from broadsheet.core import wal
from broadsheet.ops.services import bulk as archive
from broadsheet.public.models import Card, PageChange
from broadsheet.public.search.query import search
from broadsheet.public.search.shapes import Search
from broadsheet.public.services import bulk
from broadsheet.public.services.bulk import BulkWriter
from broadsheet.public.services.counts import recount
from broadsheet.public.services.verify import verify_stories
from broadsheet.stories.body import new_block
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.bulk import BulkStory
from broadsheet.taxonomy.models import Topic
from tests import factories
from tests.desk.story_form import edit_story

pytestmark = pytest.mark.django_db
BODY = [
    ("paragraph", "<p>Rain &amp; <b>wind</b> on the quay.</p>"),
    ("paragraph", "<p>It stopped.</p>"),
    ("crosshead", "The dam"),
    ("quote", {"text": "<p>We saw it.</p>", "attribution": "A captain"}),
]


def story(number: int = 1, blocks: Any = BODY, **fields: Any) -> BulkStory:
    """A story of paragraphs and what stands between them."""
    body = [
        {"type": kind, "value": value, "id": f"{n:08x}-0000-4000-8000-{number:012d}"}
        for n, (kind, value) in enumerate(blocks)
    ]
    moment = timezone.now() - timedelta(days=number)
    return BulkStory(f"The ferry ran {number}", f"ferry-{number}", moment, body, **{"standfirst": "At noon."} | fields)


def write(section: Any, *stories: BulkStory) -> list[Any]:
    """Write stories to a section; give them as pages."""
    with BulkWriter() as writer:
        ids = writer.write(section, stories)
    return list(StoryPage.objects.filter(pk__in=ids).order_by("pk"))


def test_what_is_written_at_once_is_what_the_projector_would_write(site_tree: Any) -> None:
    """Plain and rich stories, with a contributor, topics and a picture: every row of the read model is the same."""
    who, topic = factories.make_contributor(), Topic.objects.create(name="Trams", slug="trams")
    rich = story(2, bylines=["Staff", who], topics=[topic], lead_picture=factories.make_picture())
    shown = {"picture": factories.make_picture("Quay").pk, "caption": "At noon."}
    gallery = ("gallery", {"title": "The quay", "pictures": [new_block("item", shown)]})

    write(site_tree.politics, story(1), rich, story(3, [*BODY, gallery]))
    archive.write_archive(12, say=lambda line: None)

    assert Card.objects.count() == 15
    assert list(verify_stories()) == []
    assert recount() == []


def test_the_tree_is_sound_and_grows_like_any_other(site_tree: Any) -> None:
    write(site_tree.politics, story(1), story(2))
    factories.make_story(site_tree.politics, "One more")
    write(site_tree.politics, story(3))

    assert Page.find_problems() == ([], [], [], [], [])
    assert site_tree.politics.get_children().count() == 4
    assert Page.objects.get(pk=site_tree.politics.pk).numchild == 4


def test_an_editor_opens_changes_and_publishes_what_was_written_at_once(
    site_tree: Any, ada: Any, sign_in: Any, client: Any
) -> None:
    [page] = write(site_tree.politics, story(blocks=BODY[:2]))
    desk = sign_in(ada)

    assert desk.get(f"/desk/pages/{page.pk}/edit/").status_code == 200
    edit_story(desk, page, **{"title": "The ferry sank", "action-publish": "action-publish"})

    assert "The ferry sank" in client.get(page.path_on_site).content.decode()
    assert page.public_versions.count() == 2


def test_editors_and_readers_find_what_was_written_at_once(site_tree: Any) -> None:
    [page] = write(site_tree.politics, story(bylines=["Quentin Rook"]))

    assert [found.pk for found in StoryPage.objects.all().search("ferry noon")] == [page.pk]
    for words in ("quay", "rook"):
        found = search(Search(words=words), now=timezone.now(), limit=5)
        assert [hit.card.story_id for hit in found.hits] == [page.pk]


def test_an_entry_for_editors_is_the_one_wagtail_makes(site_tree: Any) -> None:
    [page] = write(site_tree.politics, story())
    entry = IndexEntry.objects.filter(object_id=str(page.pk))
    columns = [f.attname for f in IndexEntry._meta.concrete_fields if f.attname not in ("id", "title_norm")]
    ours = entry.values(*columns).get()

    entry.delete()
    get_search_backend().get_index_for_model(StoryPage).add_items(StoryPage, [page])

    assert ours == entry.values(*columns).get()


def test_to_enter_one_page_touches_no_other_entry(site_tree: Any) -> None:
    """Wagtail's own backends work out all norms at each save: two scans of the index at every publish."""
    pages = write(site_tree.politics, *(story(number) for number in range(30)))
    IndexEntry.objects.filter(object_id=str(pages[0].pk)).update(title_norm=1.0)

    get_search_backend().get_index_for_model(StoryPage).add_items(StoryPage, [pages[1]])

    assert IndexEntry.objects.get(object_id=str(pages[0].pk)).title_norm == 1.0
    assert IndexEntry.objects.get(object_id=str(pages[1].pk)).title_norm == pytest.approx(1.0, abs=0.2)


def test_a_chunk_is_one_change_however_many_days_it_spans(site_tree: Any) -> None:
    """A row of the outbox for each day and month cost a third of all the writer does."""
    before = PageChange.objects.count()

    write(site_tree.politics, *(story(number) for number in range(1, 90)))

    change = PageChange.objects.order_by("pk").last()
    assert PageChange.objects.count() == before + 1
    assert change is not None
    assert {f"list:section:{site_tree.politics.pk}", "stories", "addresses"} <= set(change.tags)
    assert sum(tag.startswith("day:") for tag in change.tags) >= 89


def test_the_writer_says_how_long_it_held_the_database(site_tree: Any) -> None:
    said: list[str] = []

    archive.write_archive(12, say=said.append)

    assert re.search(r"longer than \d+\.\d\d s", said[-1])


def test_a_chunk_is_written_whole_or_not_at_all(site_tree: Any) -> None:
    """The second story's address is taken: neither story is there, nor any row of them."""
    write(site_tree.politics, story(1))
    before = Page.objects.count(), Card.objects.count()

    with pytest.raises(Exception, match=r"(?i)unique|duplicate"), transaction.atomic():
        write(site_tree.politics, story(2), story(1))

    assert (Page.objects.count(), Card.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_an_editor_publishes_between_two_chunks(site_tree: Any, ada: Any, monkeypatch: Any) -> None:
    """The pause between chunks holds nothing: somebody else's publish is through before the next chunk begins."""
    draft = factories.make_story(site_tree.politics, by=ada)
    seen: list[tuple[float, int]] = []

    def turn(seconds: float) -> None:
        editor = threading.Thread(target=publish)
        editor.start()
        editor.join()
        seen.append((seconds, Card.objects.count()))

    def publish() -> None:
        try:
            StoryPage.objects.get(pk=draft.pk).save_revision(user=ada).publish(user=ada)
        finally:
            connection.close()

    monkeypatch.setattr(archive, "CHUNK", 5)
    monkeypatch.setattr(bulk, "pause", turn)
    archive.write_archive(30, say=lambda line: None)

    assert [count for _, count in seen] == [6, 11, 16, 21, 26]
    assert all(0 < seconds <= bulk.TURN_SECONDS for seconds, _ in seen)
    assert StoryPage.objects.get(pk=draft.pk).revisions.count() == 6


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL copies its log by itself.")
@pytest.mark.django_db(transaction=True)
def test_the_writer_empties_the_log_itself_and_leaves_it_to_commits_afterwards(site_tree: Any) -> None:
    """Else the next editor's commit would have to, or a chunk's would, for seconds in a large file."""
    with BulkWriter() as writer:
        writer.write(site_tree.politics, [story(number) for number in range(20)])
        meanwhile, left = log_emptied_at(), wal.pages_in_log()[1]

    assert (meanwhile, left, log_emptied_at()) == (0, 0, wal.USUAL_PAGES)


def log_emptied_at() -> int:
    """Give the length at which a commit empties the log."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint")
        return int(cursor.fetchone()[0])
