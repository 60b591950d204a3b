"""Moving in from WordPress: everything is carried over or listed, once, however often it is run."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import html
from wagtail.models import ReferenceIndex

from broadsheet.jobs.services.work import run_due
from broadsheet.migration.models import Origin
from broadsheet.migration.services import waiting, wordpress
from broadsheet.migration.services.wordpress import import_wordpress
from broadsheet.people.models import Contributor
from broadsheet.public.models import Card
from broadsheet.public.search.index import searcher
from broadsheet.public.services.verify import verify_stories
from broadsheet.publication.models import InformationPage
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import SectionPage, Topic
from tests import factories
from tests.samples import sample

EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Old Quay</title><link>https://old.example</link><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ada</wp:author_login>
<wp:author_display_name>Ada Lind</wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>harbour</wp:category_nicename><wp:cat_name>Harbour</wp:cat_name></wp:category>
<wp:tag><wp:tag_slug>ferries</wp:tag_slug><wp:tag_name>Ferries</wp:tag_name></wp:tag>
{items}
</channel></rss>
"""
POST = """<item><title>{title}</title><link>https://old.example/2019/05/{slug}/</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2019-05-0{number} 06:00:00</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order><wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password>
<category domain="category" nicename="harbour">Harbour</category>
<category domain="post_tag" nicename="ferries">Ferries</category>
{more}</item>"""
pytestmark = pytest.mark.django_db


def post(number: int, title: str = "Ferry late", **fields: Any) -> str:
    """The dullest post."""
    words = {"slug": f"ferry-{number}", "content": "It was late.\n\nAgain.", "status": "publish", "kind": "post"}
    return POST.format(number=number, title=title, **(words | {"password": "", "more": ""} | fields))


@pytest.fixture
def export(tmp_path: Path, settings: Any) -> Any:
    """Write an export with these items and give its path."""
    settings.HOME = tmp_path / "home"

    def write(*items: str) -> Path:
        path = tmp_path / "export.xml"
        path.write_text(EXPORT.format(items="\n".join(items)))
        return path

    return write


def test_a_post_becomes_a_story_with_author_section_topic_date_and_old_address(export: Any, client: Client) -> None:
    """Readers who follow an old link arrive."""
    import_wordpress(export(post(1)))

    story = StoryPage.objects.get()
    assert (story.title, story.live, story.get_parent().title) == ("Ferry late", True, "Harbour")
    assert [str(byline) for byline in story.bylines.all()] == ["Ada Lind"]
    assert [topic.name for topic in story.topics.all()] == ["Ferries"]
    assert [block.block_type for block in story.body] == ["paragraph", "paragraph"]
    assert story.path_on_site == "/harbour/2019/05/01/ferry-1/"
    answer = client.get("/2019/05/ferry-1/")
    assert (answer.status_code, answer["Location"]) == (301, story.path_on_site)


@pytest.mark.parametrize(
    "fields",
    [{"status": "draft"}, {"status": "private"}, {"status": "pending"}, {"status": "future"}, {"password": "x"}],
)
def test_what_was_not_public_stays_unpublished(fields: dict[str, str], export: Any) -> None:
    """Prepared obituaries have gone out in such moves."""
    import_wordpress(export(post(1, **fields)))

    assert not StoryPage.objects.get().live


def test_a_second_run_changes_nothing_and_a_changed_post_is_updated(export: Any) -> None:
    """No doubles, whatever happens in between."""
    path = export(post(1))
    import_wordpress(path)
    again = import_wordpress(path)
    changed = import_wordpress(export(post(1, title="Ferry on time")))

    assert again.counts["posts unchanged"] == 1
    assert changed.counts["posts updated"] == 1
    assert [story.title for story in StoryPage.objects.all()] == ["Ferry on time"]


@pytest.mark.parametrize(("at_once", "stands"), [(1, 1), (500, 0)])
def test_killed_half_way_it_goes_on_where_it_was(at_once: int, stands: int, export: Any, monkeypatch: Any) -> None:
    """Posts stand or fall with their own records, however many are written at once."""
    path = export(post(1), post(2), post(3))
    real, taken = wordpress.note_posts, []

    def dies(move: Any, posts: Any, ids: list[int]) -> None:
        taken.extend(ids)
        real(move, posts, ids)
        if len(taken) > 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(waiting, "CHUNK", at_once)
    monkeypatch.setattr(wordpress, "note_posts", dies)
    with pytest.raises(KeyboardInterrupt):
        import_wordpress(path)
    half = StoryPage.objects.count(), Origin.objects.filter(kind="post").count()
    monkeypatch.setattr(wordpress, "note_posts", real)
    import_wordpress(path)

    assert half == (stands, stands)
    assert StoryPage.objects.count() == 3


def test_what_is_imported_at_once_is_shown_searched_and_related(export: Any, client: Client) -> None:
    """As if each story had been published by an editor."""
    import_wordpress(export(post(1, title="Ferry late"), post(2, title="Ferry later"), post(3, title="Rain on Sunday")))
    run_due()

    late, later = (StoryPage.objects.get(title=title) for title in ("Ferry late", "Ferry later"))
    assert list(verify_stories()) == []
    assert "Ferry later" in client.get("/search/?q=ferry").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert later.pk in Card.objects.get(pk=late.pk).related_ids
    assert ReferenceIndex.get_references_for_object(late).exists()


def test_a_post_that_cannot_be_published_is_a_draft_with_the_reason(export: Any) -> None:
    """Here, one without a word."""
    report = import_wordpress(export(post(1, content=""), post(2)))

    assert {story.slug: story.live for story in StoryPage.objects.all()} == {"ferry-1": False, "ferry-2": True}
    assert any("No text." in line for line in report.lost)


def test_a_post_that_the_export_has_twice_is_one_story(export: Any) -> None:
    """The second time it is an update, if anything changed."""
    report = import_wordpress(export(post(1), post(1), post(1, title="Ferry on time")))

    assert [story.title for story in StoryPage.objects.all()] == ["Ferry on time"]
    assert (report.counts["posts unchanged"], report.counts["posts updated"]) == (1, 1)


def test_posts_of_one_name_get_addresses_of_their_own(export: Any) -> None:
    import_wordpress(export(post(1, slug="ferry"), post(2, slug="ferry"), post(3, slug="ferry-late")))

    assert sorted(story.slug for story in StoryPage.objects.all()) == ["ferry", "ferry-2", "ferry-late"]


def test_a_dry_run_reports_and_changes_nothing(export: Any) -> None:
    """The same counts as the import that follows."""
    path = export(post(1), post(2, status="draft"))
    dry = import_wordpress(path, dry_run=True)
    run_due()
    nothing = StoryPage.objects.count(), Contributor.objects.count(), SectionPage.objects.count()
    wet = import_wordpress(path)

    assert nothing == (0, 0, 0)
    assert not searcher().num_docs
    assert dry.counts == wet.counts


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """The folder of the old site's files, with one picture."""
    folder = tmp_path / "uploads"
    (folder / "2019/05").mkdir(parents=True)
    (folder / "2019/05/quay.jpg").write_bytes(factories.jpeg())
    return folder


def attached() -> str:
    """The picture's own entry."""
    address = "https://old.example/wp-content/uploads/2019/05/quay.jpg"
    more = f"<wp:attachment_url>{address}</wp:attachment_url>"
    return post(7, title="Quay", kind="attachment", status="inherit", more=more)


def test_a_gallery_shows_its_pictures_to_readers_and_to_the_desk(export: Any, uploads: Path, client: Client) -> None:
    """Wagtail passes over an item of a list that is not stored its way."""
    import_wordpress(export(attached(), post(1, content='By the quay.\n\n[gallery ids="7"]')), media=uploads)

    story = StoryPage.objects.get()
    assert [item["picture"].title for item in story.body[1].value["pictures"]] == ["quay"]
    gallery = html.fromstring(client.get(story.path_on_site).content).xpath("//section[@class='gallery']//img")
    assert len(gallery) == 1


def test_pictures_come_from_the_folder_and_missing_ones_are_listed(export: Any, uploads: Path, tmp_path: Path) -> None:
    """Nothing is fetched, nothing outside the folder is read."""
    thumbnail = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>"
    outside = '<img src="https://old.example/wp-content/uploads/../../secret.jpg">'
    (tmp_path / "secret.jpg").write_bytes(factories.jpeg("red"))

    report = import_wordpress(export(attached(), post(1, more=thumbnail), post(2, content=outside)), media=uploads)

    assert StoryPage.objects.get(slug="ferry-1").lead_picture.title == "Quay"
    assert all(block.block_type != "picture" for block in StoryPage.objects.get(slug="ferry-2").body)
    assert any("secret.jpg" in line for line in report.lost)


def test_a_broken_export_is_refused_with_its_line_and_nothing_is_written(export: Any) -> None:
    """Before anything is touched."""
    path = export(post(1))
    path.write_text(path.read_text().replace("</channel>", "</chanel>"))

    with pytest.raises(CommandError, match=r"cannot be imported\. Line"):
        call_command("import", "wordpress", str(path), stdout=StringIO())

    assert not Contributor.objects.exists()


@pytest.mark.samples
def test_the_small_export_of_wordpress_itself(db: None, settings: Any, tmp_path: Path) -> None:
    """3 authors, 30 categories, 3 tags, 5 published and 1 private post, 5 pages; a second run changes nothing."""
    settings.HOME = tmp_path
    path = sample("wordpress/importer-data/small-export.xml")
    first = import_wordpress(path)
    second = import_wordpress(path)

    assert first.counts["authors"] == 3
    assert first.counts["categories as sections"] == 30
    assert first.counts["tags as topics"] == 3
    assert (first.counts["posts published"], first.counts["posts as drafts"]) == (5, 1)
    assert InformationPage.objects.count() == 5
    assert (second.counts["posts unchanged"], second.counts["pages unchanged"]) == (6, 5)
    assert (StoryPage.objects.count(), Topic.objects.count(), Contributor.objects.count()) == (6, 3, 3)


@pytest.mark.samples
@pytest.mark.slow
def test_the_theme_unit_test_of_wordpress(db: None, settings: Any, tmp_path: Path) -> None:
    """58 posts and 21 pages; every story that stays a draft was none, or says why."""
    settings.HOME = tmp_path
    report = import_wordpress(sample("wordpress/themeunittestdata.wordpress.xml"))

    assert StoryPage.objects.count() == 58
    assert InformationPage.objects.count() == 21
    held = sum("publication" in line for line in report.lost)
    assert report.counts["posts as drafts"] >= held


@pytest.mark.samples
@pytest.mark.parametrize("name", ["malformed.xml", "malformed-simple.xml"])
def test_a_malformed_sample_is_a_clear_error(name: str, db: None, settings: Any, tmp_path: Path) -> None:
    """It names the file, the line and what is wrong."""
    settings.HOME = tmp_path
    path = sample(f"wordpress/importer-data/{name}")

    with pytest.raises(CommandError, match=rf"{name} cannot be imported"):
        call_command("import", "wordpress", str(path), stdout=StringIO())
