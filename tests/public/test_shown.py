"""What stands on many pages at once follows what the desk changes: advertisements, names, credits."""

from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from broadsheet.ops.services.bulk import write_archive
from broadsheet.public.models import Card, SiteRecord
from broadsheet.public.selectors.lists import FOLLOWING, page_query
from broadsheet.public.services import sections
from broadsheet.public.services.verify import verify_records, verify_stories
from broadsheet.revenue.models import HouseAd
from broadsheet.taxonomy.models import SectionPage, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_advertisement_runs_from_its_first_day_to_its_last(client: Any, site_tree: Any) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    HouseAd.objects.create(slot="top", headline="Runs", url="/letters/", starts_on=today, ends_on=today)
    HouseAd.objects.create(slot="top", headline="Over", url="/letters/", ends_on=today - day)
    HouseAd.objects.create(slot="top", headline="To come", url="/letters/", starts_on=today + day)
    HouseAd.objects.create(slot="top", headline="Off", url="/letters/", is_on=False)

    page = shown(client, "/")

    assert "Runs" in page
    assert not [word for word in ("Over", "To come", "Off<") if f"<strong>{word}" in page]


def test_an_advertisement_changes_and_goes_with_its_row(client: Any, site_tree: Any) -> None:
    ad = HouseAd.objects.create(slot="top", headline="Early", url="/letters/", picture=factories.make_picture())
    before = shown(client, "/")
    ad.picture.focal_point_x, ad.picture.focal_point_y = 1, 1
    ad.picture.focal_point_width = ad.picture.focal_point_height = 2
    ad.picture.save()
    assert "Early" in before
    assert picture_of(before) != picture_of(shown(client, "/"))

    HouseAd.objects.all().delete()

    assert "Early" not in shown(client, "/")
    assert list(verify_records()) == []


def shown(client: Any, path: str) -> str:
    """The page at an address, where the front's only band is an advertisement."""
    band = {"layout": "advertisement", "title": "", "size": 1, "fill_from": None, "url": ""}
    value = [band | {"is_filled": False, "placements": []}]
    SiteRecord.objects.update_or_create(key="front:home", defaults={"value": value})
    return str(client.get(path).content.decode())


def picture_of(page: str) -> str:
    """The address of an advertisement's picture."""
    return page.split('class="ad-inside"><img src="')[1].split('"')[0]


def test_a_new_name_reaches_the_stories_that_show_it(client: Any, site_tree: Any, ada: Any, jobs: Any) -> None:
    story = factories.make_story(site_tree.politics, by=ada)
    topic = Topic.objects.create(name="Trams", slug="trams")
    story.topics.add(topic)
    story = factories.publish(story, by=ada)
    other = factories.publish(factories.make_story(site_tree.politics, "Other", by=ada), by=ada)
    unchanged = Card.objects.get(pk=other.pk).changed_at
    jobs()

    topic.name = "Tramways"
    topic.save()
    jobs()

    assert "Tramways" in client.get(story.path_on_site).content.decode()
    assert Card.objects.get(pk=other.pk).changed_at == unchanged

    topic.delete()
    jobs()
    assert "Tramways" not in client.get(story.path_on_site).content.decode()


def test_a_pictures_new_words_and_rights_reach_its_story(client: Any, site_tree: Any, ada: Any, jobs: Any) -> None:
    picture = factories.make_picture(credit="Ada Lind/NPA")
    story = factories.publish(factories.make_story(site_tree.politics, by=ada, lead_picture=picture), by=ada)
    assert "Ada Lind/NPA" in client.get(story.path_on_site).content.decode()

    picture.credit, picture.description = "Ben Moss/NPA", "Three trams."
    picture.save()
    jobs()
    page = client.get(story.path_on_site).content.decode()
    assert "Ben Moss/NPA" in page
    assert "Three trams." in page

    picture.rights_expire_at = timezone.now()
    picture.save()
    jobs()
    assert "/pictures/" not in client.get(story.path_on_site).content.decode()


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="Reads SQLite's plans; PostgreSQL plans by how full a table is."
)
@pytest.mark.parametrize("query", [page_query(True, True, 25), page_query(True, False, 25), FOLLOWING])
def test_a_list_is_one_range_of_one_index(query: Any) -> None:
    """It once sorted a whole section for each page, because the index was not asked for `is_visible` as a value."""
    sql, parameters, _ = query.compiled
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", [1 if hasattr(p, "name") else p for p in parameters])
        plan = "\n".join(row[3] for row in cursor.fetchall())

    assert "USING COVERING INDEX public_link_list (kind=? AND target_id=? AND is_visible=?" in plan
    assert "TEMP B-TREE" not in plan


def test_an_archive_for_load_tests_fills_every_section_alike(site_tree: Any) -> None:
    write_archive(31, say=lambda line: None)

    held = Card.objects.values_list("section_id").annotate(count=Count("pk")).values_list("count", flat=True)
    assert len(held) == SectionPage.objects.filter(live=True).count()
    assert max(held) - min(held) <= 1


def test_the_masthead_marks_where_the_reader_is_and_follows_a_new_name(client: Any, site_tree: Any, ada: Any) -> None:
    """It is kept once printed; what it is kept by must be all it says."""
    story = factories.publish(factories.make_story(site_tree.politics, by=ada), by=ada)

    assert marked(client, "/politics/") == marked(client, story.path_on_site) == {"/politics/"}
    assert marked(client, "/latest/") == {"/latest/"}
    assert marked(client, "/no-such-page/") == set()

    site_tree.politics.title = "Parliament"
    site_tree.politics.save_revision().publish()
    assert "Parliament" in client.get("/latest/").content.decode()


def marked(client: Any, path: str) -> set[str]:
    """The addresses in the bar of sections that are marked as where the reader is."""
    page = lxml.html.fromstring(client.get(path).content)
    return set(page.xpath("//ul[@class='section-bar']//a[@aria-current]/@href"))


def test_a_moved_section_takes_its_newest_stories_along_at_once_and_the_others_soon(
    client: Any, site_tree: Any, jobs: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """A hundred thousand of them would hold the database for minutes; until its turn a story answers where it was."""
    monkeypatch.setattr(sections, "AT_ONCE", 1)
    monkeypatch.setattr(sections, "A_JOB", 2)
    stories = [factories.publish(factories.make_story(site_tree.politics, f"Vote {n}")) for n in range(4)]
    jobs()

    site_tree.politics.slug, site_tree.politics.title = "capitol", "Capitol"
    with django_capture_on_commit_callbacks(execute=True):  # Wagtail tells of a new slug after the commit
        site_tree.politics.save_revision().publish()

    old = [story.path_on_site for story in stories]
    first = [client.get(path).status_code for path in old]
    jobs()
    new = [path.replace("/politics/", "/capitol/") for path in old]

    assert first == [200, 200, 200, 301]
    assert [client.get(path).get("Location") for path in old] == new
    assert all("Capitol" in page for page in (client.get(path).content.decode() for path in new))
    assert list(verify_stories()) == []
