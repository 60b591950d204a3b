"""Feeds, sitemaps and their kin say what their standards ask, and only what changed is sent again."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from wagtail.models import Site

from broadsheet.public.feeds import GONE
from broadsheet.public.models import Card
from broadsheet.public.selectors import archive
from broadsheet.public.services.bulk import BulkWriter
from broadsheet.publication.models import Publication
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.bulk import BulkStory
from tests import factories
from tests.samples import sample

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(site_tree: Any) -> Any:
    """A published story with a picture and awkward characters."""
    made = factories.make_story(site_tree.politics, "Rent & rights: “a <b>bold</b>”", body=["One.", "Two &amp; three."])
    made.lead_picture = factories.make_picture(credit="Ada Lind/NPA")
    made.standfirst = "It passed."
    return factories.publish(made)


@pytest.mark.parametrize("kind", ["xml", "atom"])
def test_feeds_are_well_formed_and_carry_the_whole_story(kind: str, story: Any, client: Client) -> None:
    """Headline, address, date, author, text and picture arrive at a reader's program."""
    answer = client.get(f"/politics/feed.{kind}")
    parsed = feedparser.parse(answer.content)

    assert not parsed.bozo, parsed.get("bozo_exception")
    entry = parsed.entries[0]
    assert entry.link == f"http://127.0.0.1:8000{story.path_on_site}"
    assert entry.id.startswith("urn:uuid:")
    assert entry.published_parsed
    assert "¶" not in entry.content[0].value
    assert "Two &amp; three." in entry.content[0].value
    assert any(row.rel == "self" and row.href.endswith(f"/politics/feed.{kind}") for row in parsed.feed.links)


def test_rss_has_what_the_specification_requires(story: Any, client: Client) -> None:
    """Title, link and description in the channel; RFC 822 dates; one guid an item."""
    root = etree.fromstring(client.get("/feed.xml").content)
    channel = root.find("channel")

    assert root.get("version") == "2.0"
    assert all(channel.findtext(name) for name in ("title", "link", "description", "lastBuildDate"))
    guids = [item.findtext("guid") for item in channel.findall("item")]
    assert len(guids) == len(set(guids)) == 1
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", channel.findtext("item/pubDate"))


def test_json_feed_is_version_1_1(story: Any, client: Client) -> None:
    """The keys the standard requires are there."""
    answer = client.get("/feed.json")
    feed = json.loads(answer.content)

    assert answer["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["id"]
    assert feed["items"][0]["content_html"]
    assert feed["items"][0]["date_published"].endswith("Z")


def test_an_unchanged_feed_is_not_sent_again(story: Any, client: Client) -> None:
    """304 for whoever has it, by ETag or by date; the whole of it after a change."""
    first = client.get("/feed.xml")
    by_tag = client.get("/feed.xml", headers={"if-none-match": first["ETag"]})
    by_date = client.get("/feed.xml", headers={"if-modified-since": first["Last-Modified"]})

    story.title = "Another headline"
    factories.publish(story)
    changed = client.get("/feed.xml", headers={"if-none-match": first["ETag"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)
    assert changed.status_code == 200


def named_gone(client: Client, path: str) -> list[list[str]]:
    """List the stories that each format of a feed names as deleted."""
    documents = [etree.fromstring(client.get(f"{path}feed.{kind}").content) for kind in ("xml", "atom")]
    entries = [[entry.get("ref") for entry in document.iter(f"{{{GONE}}}deleted-entry")] for document in documents]
    return [*entries, [entry["id"] for entry in client.get(f"{path}feed.json").json()["_deleted"]]]


@pytest.mark.parametrize("path", ["/", "/politics/"])
def test_a_feed_names_what_was_taken_down_to_whoever_has_it(
    path: str, story: Any, site_tree: Any, client: Client
) -> None:
    """Though another story is the newest: no feed reader is told that nothing changed. One published again is back."""
    factories.publish(factories.make_story(site_tree.politics, "A newer one"))
    Card.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    first = client.get(f"{path}feed.atom")
    since = {"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}
    before = named_gone(client, path)
    StoryPage.objects.get(pk=story.pk).unpublish()

    assert before == [[], [], []]
    assert [client.get(f"{path}feed.atom", headers=headers).status_code for headers in since] == [200, 200]
    assert named_gone(client, path) == [[f"urn:uuid:{story.translation_key}"]] * 3
    assert named_gone(client, "/sports/") == [[], [], []]
    factories.publish(StoryPage.objects.get(pk=story.pk))
    assert named_gone(client, path) == [[], [], []]


@pytest.mark.samples
@pytest.mark.parametrize(("path", "schema"), [("/sitemap.xml", "siteindex.xsd"), ("/sitemap-pages.xml", "sitemap.xsd")])
def test_sitemaps_are_valid_by_their_schema(path: str, schema: str, story: Any, client: Client) -> None:
    """Checked against the schema of the standard."""
    folder = sample("xsd")
    found = next((p for p in folder.rglob("sitemap*.xsd") if ("index" in p.name) == ("index" in schema)), None)
    if found is None:
        pytest.skip("No schema for it among the samples.")

    validator = etree.XMLSchema(etree.parse(str(found)))

    validator.assertValid(etree.fromstring(client.get(path).content))


def test_the_sitemap_leads_to_every_story(story: Any, client: Client) -> None:
    """Index, month, story: three steps, no dead one."""
    index = etree.fromstring(client.get("/sitemap.xml").content)
    places = [loc.text.removeprefix("http://127.0.0.1:8000") for loc in index.iter("{*}loc")]
    found = b"".join(client.get(place).content for place in places)

    assert story.path_on_site.encode() in found
    assert all(client.get(place).status_code == 200 for place in places)


def test_a_large_month_comes_in_parts_that_hold_each_story_once(
    site_tree: Any, client: Client, monkeypatch: Any
) -> None:
    """Parts begin within a day; the oldest stories come first, so that a full part stays as it is."""
    monkeypatch.setattr(archive, "PART_SIZE", 3)
    start = timezone.make_aware(datetime(2021, 3, 4, 9))
    moments = [start + timedelta(hours=n) for n in range(5)] + [start + timedelta(days=9, hours=n) for n in range(3)]
    written = [BulkStory(f"Story {n}", f"story-{n}", moment, []) for n, moment in enumerate(moments)]
    with BulkWriter() as writer:
        writer.write(site_tree.politics, written)

    index = client.get("/sitemap.xml").content.decode()
    parts = [f"/sitemap-2021-03{part}.xml" for part in ("", "-2", "-3")]
    found = [etree.fromstring(client.get(part).content) for part in parts]

    assert re.findall(r"/sitemap-2\d+-\d+(?:-\d+)?\.xml", index) == parts
    assert [len(part) for part in found] == [3, 3, 2]
    slugs = [loc.text.split("/")[-2] for part in found for loc in part.iter("{*}loc")]
    assert slugs == [story.slug for story in written]
    assert client.get("/sitemap-2021-03-4.xml").status_code == 404
    assert client.get("/sitemap-2021-13.xml").status_code == 404


def test_structured_data_names_story_publisher_and_way_home(story: Any, client: Client) -> None:
    """JSON-LD that cannot end its own script element."""
    html = client.get(story.path_on_site).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    graph = {part["@type"]: part for part in json.loads(found[1])["@graph"]}

    assert graph["NewsArticle"]["headline"] == story.title
    assert graph["NewsArticle"]["author"] == [{"@type": "Person", "name": "Ben Moss"}]
    assert graph["NewsMediaOrganization"]["name"] == "Broadsheet"
    names = [item["name"] for item in graph["BreadcrumbList"]["itemListElement"]]
    assert names == ["Home", "Politics", story.title]


def test_robots_and_their_kin_come_from_settings(site_tree: Any, client: Client) -> None:
    """404 until the publisher writes them."""
    before = [client.get(path).status_code for path in ("/ads.txt", "/trust.txt", "/license.xml")]
    publication = Publication.for_site(Site.objects.get(is_default_site=True))
    publication.ads_txt = "contact=ads@courier.example"
    publication.security_email = "security@courier.example"
    publication.save()

    assert before == [404, 404, 404]
    assert client.get("/ads.txt").content == b"contact=ads@courier.example\n"
    security = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@courier.example" in security
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", security, re.MULTILINE)
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.samples
def test_a_story_as_ninjs_is_valid_by_its_schema(story: Any, client: Client) -> None:
    """What partners get is what the standard says."""
    import jsonschema

    schema = json.loads(sample("iptc-ninjs/schemas/ninjs-schema_3.1.json").read_text())
    given = json.loads(client.get(f"{story.path_on_site}story.ninjs").content)

    errors = list(jsonschema.Draft7Validator({**schema, "$schema": schema.get("$schema")}).iter_errors(given))

    assert [error.message for error in errors] == []
    assert given["headlines"][0]["value"] == story.title
