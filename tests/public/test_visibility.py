"""One rule says what readers may see; every surface is crawled for a word that must not be there."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.rich_text import RichText

from broadsheet.media.models import Attachment
from broadsheet.public.models import Address, Card
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.kill import kill_story
from broadsheet.taxonomy.models import Topic
from tests import factories

CANARY = "zanzelmoor"
pytestmark = pytest.mark.django_db


def surfaces(story: StoryPage) -> list[str]:
    """Every address on which a story of Politics could show."""
    lists = ["/", "/latest/", "/trending/", "/politics/", "/topic/trams/", "/author/ada-lind/", f"/search/?q={CANARY}"]
    feeds = [f"{path}feed.{kind}" for path in ("/", "/politics/", "/topic/trams/") for kind in ("xml", "atom", "json")]
    day = timezone.localtime(story.first_published_at or timezone.now())
    maps = ["/sitemap.xml", "/sitemap-news.xml", f"/sitemap-{day:%Y-%m}.xml", "/sitemap-pages.xml"]
    return [*lists, *feeds, *maps, f"/archive/{day:%Y/%m/%d}/"]


def sightings(client: Client, story: StoryPage) -> list[str]:
    """List the surfaces on which the canary, or the story's address, is seen."""
    path = StoryPage.objects.get(pk=story.pk).path_on_site
    seen = []
    for address in surfaces(story):
        body = client.get(address).content.decode()
        if f"{CANARY} again" in body.casefold() or path in body:
            seen.append(address)
    return seen


@pytest.fixture
def canary(site_tree: Any, jobs: Any) -> Any:
    """A published story with an unlikely word in its headline, on every surface; an older one beside it."""
    ada = factories.make_contributor("Ada Lind")
    factories.publish(factories.make_story(site_tree.politics, "Older news"))
    story = factories.make_story(site_tree.politics, f"{CANARY} again", body=[f"About {CANARY}."], bylines=["x"])
    story.topics.add(Topic.objects.create(name="Trams", slug="trams"))
    story.bylines.set([*story.bylines.all()])
    byline = story.bylines.get()
    byline.contributor, byline.name = ada, ""
    story.bylines.set([byline])
    published = factories.publish(story)
    jobs()
    return published


def test_a_live_story_is_on_every_surface(canary: Any, client: Client) -> None:
    """Otherwise the tests below would pass for the wrong reason."""
    missing = set(surfaces(canary)) - set(sightings(client, canary))

    assert missing <= {"/trending/", "/sitemap.xml", "/sitemap-pages.xml"}


def test_a_killed_story_is_on_no_surface_and_answers_410(canary: Any, client: Client, ada: Any) -> None:
    """At once, before any job has run; the reason shows only if the editor wishes."""
    path = canary.path_on_site

    kill_story(canary, reason="Court order", by=ada)

    assert sightings(client, canary) == []
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Court order" not in answer.content.decode()
    assert client.get(f"{path}story.ninjs").status_code == 410


def test_a_kill_says_why_if_the_editor_wishes(canary: Any, client: Client, ada: Any) -> None:
    """The page is sober and says what happened."""
    kill_story(canary, reason="We could not stand it up.", by=ada, is_reason_public=True)

    assert "We could not stand it up." in client.get(canary.path_on_site).content.decode()


def test_publishing_an_older_draft_does_not_bring_a_killed_story_back(canary: Any, client: Client, ada: Any) -> None:
    """A kill is a row of its own, not a field that travels in revisions."""
    from broadsheet.stories.errors import StoryHeld

    kill_story(canary, reason="Court order", by=ada)

    with pytest.raises(StoryHeld, match="killed"):
        canary.get_latest_revision().publish()
    assert client.get(canary.path_on_site).status_code == 410


def test_a_withdrawn_story_answers_410_until_it_is_published_again(canary: Any, client: Client) -> None:
    """Taking down our own story is not a kill: it may come back."""
    canary.unpublish()
    gone = client.get(canary.path_on_site).status_code, sightings(client, canary)

    StoryPage.objects.get(pk=canary.pk).save_revision().publish()

    assert gone == (410, [])
    assert client.get(canary.path_on_site).status_code == 200


def test_a_story_in_a_hidden_section_is_on_no_surface(canary: Any, client: Client, site_tree: Any) -> None:
    """Hiding a section hides what is in it."""
    site_tree.politics.is_hidden = True
    site_tree.politics.save_revision().publish()

    assert sightings(client, canary) == []
    assert client.get(canary.path_on_site).status_code == 410


def test_a_story_that_has_run_out_is_on_no_surface(canary: Any, client: Client) -> None:
    """By the clock alone; nothing need be written at that moment."""
    Card.objects.filter(pk=canary.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert sightings(client, canary) == []
    assert client.get(canary.path_on_site).status_code == 410


def test_a_file_goes_where_the_stories_go_that_lead_to_it(
    canary: Any, client: Client, site_tree: Any, ada: Any, jobs: Any, sign_in: Any
) -> None:
    """It stays while one of them stands, and for the desk; a file that no page leads to is no secret."""
    kept = ContentFile(b"Minutes", name="minutes.txt")
    minutes = Attachment.objects.create(title="Minutes", file=kept)
    stories = [factories.make_story(site_tree.politics, f"Minutes {number}") for number in (1, 2)]

    def answer(reader: Client = client) -> int:
        jobs()
        given = reader.get(minutes.url)
        assert not given.streaming or given.getvalue() == b"Minutes"
        return given.status_code

    assert answer() == 200
    for story in stories:
        story.body = [("paragraph", RichText(f'<p><a linktype="document" id="{minutes.pk}">Minutes</a></p>'))]
        factories.publish(story)
    assert answer() == 200
    kill_story(stories[0], reason="Court order", by=ada)
    assert answer() == 200
    kill_story(stories[1], reason="Court order", by=ada)
    assert answer() == 404
    assert answer(sign_in(ada)) == 200


def test_a_deleted_story_answers_410(canary: Any, client: Client) -> None:
    """Nobody who follows a link is left without an answer."""
    path = canary.path_on_site
    canary.delete()

    assert client.get(path).status_code == 410


def test_a_draft_is_on_no_surface(site_tree: Any, client: Client) -> None:
    """What was never published has no card and no address."""
    story = factories.make_story(site_tree.politics, f"{CANARY} again")

    assert not Card.objects.filter(pk=story.pk).exists()
    assert not Address.objects.filter(target_id=story.pk).exists()


def test_a_changed_address_redirects_for_good(canary: Any, client: Client) -> None:
    """Old links keep working, and lists show the new address."""
    old = canary.path_on_site
    canary.slug = "renamed"
    canary.save_revision().publish()
    new = StoryPage.objects.get(pk=canary.pk).path_on_site

    answer = client.get(old)

    assert (answer.status_code, answer["Location"]) == (301, new)
    assert client.get(new).status_code == 200


def test_a_story_scheduled_for_later_is_published_by_its_job_and_not_before(site_tree: Any, client: Client) -> None:
    """Never early."""
    from broadsheet.jobs.services.work import run_due
    from broadsheet.stories.services import schedule

    story = factories.make_story(site_tree.politics, "Tomorrow")
    story.go_live_at = timezone.now() + timedelta(hours=1)
    revision = story.save_revision()
    revision.publish()
    run_due(reraise=True)
    early = Card.objects.filter(pk=story.pk).exists(), schedule.publish_scheduled(revision.pk)

    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    content = revision.content | {"go_live_at": (timezone.now() - timedelta(seconds=1)).isoformat()}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    late = schedule.publish_scheduled(revision.pk), schedule.publish_scheduled(revision.pk)

    assert early == (False, False)
    assert late == (True, False)
    assert Card.objects.get(pk=story.pk).state == Card.State.LIVE
