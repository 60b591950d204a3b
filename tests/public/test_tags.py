"""Whatever editors do, a page kept by its tags is what a reader would get anew, and nothing unrelated is dropped."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.fronts.facts import front_changed
from broadsheet.fronts.models import Container, Front, Placement
from broadsheet.fronts.services.breaking import lower_breaking, raise_breaking
from broadsheet.jobs.services.work import run_due
from broadsheet.public.facts import pages_changed
from broadsheet.public.models import Card
from broadsheet.public.services import popular
from broadsheet.public.services.counts import recount
from broadsheet.public.tags import recording
from broadsheet.statistics.models import HourlyViews
from broadsheet.statistics.rules import hour_of
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.hold import hold_story, release_story
from broadsheet.stories.services.kill import kill_story
from broadsheet.taxonomy.models import SectionPage, Topic
from tests import factories
from tests.journeys.paper import make_information

pytestmark = pytest.mark.django_db
STEPS = 80
FIXED = (
    "/",
    "/latest/",
    "/trending/",
    "/archive/",
    "/politics/",
    "/sports/",
    "/world/",
    "/topic/trams/",
    "/author/ada-lind/",
    "/standards/",
    "/feed.xml",
    "/politics/feed.xml",
    "/topic/trams/feed.xml",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap-pages.xml",
    "/no-such-page/",
)


class Cache:
    """Answers by address, each with the tags it was made of; what changes drops what shows it."""

    def __init__(self) -> None:
        self.client, self.kept = Client(), dict[str, tuple[int, bytes, set[str]]]()

    def get(self, path: str) -> tuple[int, bytes]:
        """Answer as a cache would."""
        if path not in self.kept:
            self.kept[path] = self.cold(path)
        return self.kept[path][:2]

    def cold(self, path: str) -> tuple[int, bytes, set[str]]:
        """Answer anew."""
        with recording() as tags:
            answer = self.client.get(path)
        return answer.status_code, answer.content, tags

    def drop(self, tags: frozenset[str], **_: Any) -> None:
        """Forget what shows any of these."""
        self.kept = {path: answer for path, answer in self.kept.items() if not answer[2] & tags}


@pytest.fixture
def boss() -> Any:
    """Somebody who may do all of it."""
    return factories.make_user("Zoe", is_superuser=True)


def first_stories(home: Any, sections: list[SectionPage], by: Any) -> None:
    """A topic, an author, an information page and a few stories."""
    factories.make_contributor()
    topic = Topic.objects.create(name="Trams", slug="trams")
    make_information(home, "Standards", "company")
    for number, section in enumerate(sections * 3):
        story = factories.make_story(section, f"Story {number} of many", by=by)
        story.topics.add(topic)
        factories.publish(story, by=by)


@pytest.fixture
def cache(site_tree: Any, boss: Any) -> Iterator[Cache]:
    """A cache before a paper with a topic, an author, an information page and a few stories."""
    first_stories(site_tree.home, [site_tree.politics, site_tree.sports, site_tree.world], boss)
    run_due(reraise=True)
    made = Cache()
    pages_changed.join(made.drop)
    yield made
    pages_changed._joined.remove(made.drop)


def archive_paths() -> list[str]:
    """Today in the archive, and its month in the sitemaps; yesterday, on which nothing happens; a year before all."""
    today = timezone.localdate()
    days = [f"/archive/{day:%Y/%m/%d}/" for day in (today, today - timedelta(days=1), today - timedelta(days=400))]
    maps = [
        f"/sitemap-{today:%Y-%m}.xml",
        f"/sitemap-{today:%Y-%m}-2.xml",
        f"/sitemap-{today - timedelta(days=400):%Y-%m}.xml",
    ]
    return [*days, f"/archive/{today:%Y}/", f"/archive/{today:%Y/%m}/", f"/archive/{today.year - 1}/", *maps]


def paths() -> list[str]:
    """Every address worth a look, those of stories as they are now."""
    return other_paths() + story_paths()


def other_paths() -> list[str]:
    """The addresses of what is no story."""
    return [*FIXED, *archive_paths()]


def story_paths() -> list[str]:
    """The addresses of stories as they are now."""
    return list(Card.objects.order_by("pk").values_list("path", flat=True))


def stories(dice: random.Random) -> StoryPage:
    """A story at random."""
    return StoryPage.objects.get(pk=dice.choice(list(StoryPage.objects.order_by("pk").values_list("pk", flat=True))))


def publish_new(dice: random.Random, by: Any) -> None:
    section = dice.choice(list(SectionPage.objects.order_by("pk")))
    factories.publish(factories.make_story(section, f"New {dice.random()}", by=by), by=by)


def edit(dice: random.Random, by: Any) -> None:
    story = stories(dice)
    if not story.is_killed and not story.is_held:
        setattr(story, dice.choice(["title", "standfirst", "kicker"]), f"Edited {dice.randrange(1000)}")
        factories.publish(story, by=by)


def edit_text(dice: random.Random, by: Any) -> None:
    story = stories(dice)
    if not story.is_killed and not story.is_held:
        story.body = factories.make_story(story.get_parent().specific, f"Words {dice.random()}", by=by).body
        factories.publish(story, by=by)


def withdraw(dice: random.Random, by: Any) -> None:
    story = stories(dice)
    if story.live:
        story.unpublish(user=by)


def publish_old(dice: random.Random, by: Any) -> None:
    """One that moved in from an older paper, or a day moved: the archive has it where it was published."""
    section = dice.choice(list(SectionPage.objects.order_by("pk")))
    story = factories.make_story(section, f"Old {dice.random()}", by=by)
    story.first_published_at = timezone.now() - timedelta(days=dice.choice([1, 400, 401]))
    factories.publish(story, by=by)


def kill(dice: random.Random, by: Any) -> None:
    story = stories(dice)
    if not story.is_killed and story.first_published_at and dice.random() < 0.5:
        kill_story(story, reason="Not ours to tell.", by=by)


def hold_or_release(dice: random.Random, by: Any) -> None:
    story = stories(dice)
    if not release_story(story, by=by) and not story.is_killed:
        hold_story(story, reason="The agency took it back.")


def rename_section(dice: random.Random, by: Any) -> None:
    section = dice.choice(list(SectionPage.objects.order_by("pk")))
    section.title = f"Section {dice.randrange(100)}"
    section.save_revision().publish()


def hide_section(dice: random.Random, by: Any) -> None:
    section = dice.choice(list(SectionPage.objects.order_by("pk")))
    section.is_hidden = not section.is_hidden
    section.save_revision().publish()


def rename_topic(dice: random.Random, by: Any) -> None:
    topic = Topic.objects.get(slug="trams")
    topic.name = f"Trams {dice.randrange(100)}"
    topic.save()


def arrange(dice: random.Random, by: Any) -> None:
    front = Front.objects.filter(section=None).first() or Front.objects.create()
    front.containers.all().delete()
    container = Container.objects.create(front=front, layout="lead", size=dice.randrange(1, 5), sort_order=0)
    Placement.objects.create(container=container, story=stories(dice), headline=f"Placed {dice.randrange(100)}")
    front_changed.announce(front_id=front.pk)


def read(dice: random.Random, by: Any) -> None:
    HourlyViews.objects.update_or_create(
        story_id=stories(dice).pk, hour=hour_of(timezone.now()), defaults={"read": dice.randrange(1, 900)}
    )
    popular.rank()


def break_news(dice: random.Random, by: Any) -> None:
    story = stories(dice)
    if story.is_out and dice.random() < 0.7:
        raise_breaking(story=story, headline=f"Breaking {dice.randrange(3)}", by=by)
    else:
        lower_breaking(by=by)


DEEDS: list[Callable[[random.Random, Any], None]] = [
    *(
        publish_new,
        publish_old,
        edit,
        edit,
        edit_text,
        withdraw,
        kill,
        hold_or_release,
        rename_section,
        hide_section,
        rename_topic,
        arrange,
        read,
        break_news,
    )
]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_kept_page_is_the_page_a_reader_would_get_anew(cache: Cache, boss: Any, seed: int) -> None:
    dice = random.Random(seed)
    done: list[str] = []
    for step in range(STEPS):
        deed = dice.choice(DEEDS)
        deed(dice, boss)
        run_due(reraise=True)
        done.append(deed.__name__)
        for path in paths():
            kept, cold = cache.get(path), cache.cold(path)[:2]
            assert kept == cold, f"step {step}, after {done[-3:]}: {path} is stale"
    assert recount() == []


@contextmanager
def dropped(cache: Cache) -> Iterator[set[str]]:
    """Collect the addresses that leave the cache."""
    for path in paths():
        cache.get(path)
    before, gone = set(cache.kept), set[str]()
    yield gone
    gone |= before - set(cache.kept)


def test_a_change_drops_what_shows_it_and_nothing_else(cache: Cache, boss: Any, site_tree: Any) -> None:
    sports = StoryPage.objects.child_of(site_tree.sports).order_by("pk")[0]
    with dropped(cache) as gone:
        sports.body = factories.make_story(site_tree.sports, "Other words", by=boss).body
        factories.publish(sports, by=boss)

    assert {sports.path_on_site, "/feed.xml", "/sitemap-news.xml"} <= gone
    assert not gone & {"/", "/latest/", "/sports/", "/politics/", "/world/", "/topic/trams/", "/standards/"}

    with dropped(cache) as gone:
        factories.publish(factories.make_story(site_tree.sports, "A new one", by=boss), by=boss)

    newest = StoryPage.objects.child_of(site_tree.sports).filter(live=True).order_by("-first_published_at")[1]
    assert {"/", "/latest/", "/sports/", "/feed.xml", newest.path_on_site} <= gone
    assert not gone & {"/politics/", "/world/", "/topic/trams/", "/standards/", "/politics/feed.xml"}
    others = set(StoryPage.objects.child_of(site_tree.politics).values_list("pk", flat=True))
    assert not gone & set(Card.objects.filter(pk__in=others).values_list("path", flat=True))


def test_a_change_drops_of_the_archive_what_counts_or_prints_it(cache: Cache, boss: Any, site_tree: Any) -> None:
    """A new headline leaves the counts alone; a new story leaves other days, and a full part of a sitemap, alone."""
    today = timezone.localdate()
    day, yesterday, _, year, month, last_year, part, *_ = archive_paths()
    sports = StoryPage.objects.child_of(site_tree.sports).order_by("pk")[0]

    with dropped(cache) as gone:
        sports.title = "Another headline"
        factories.publish(sports, by=boss)

    assert {day, part} <= gone
    assert not gone & {yesterday, year, month, last_year, "/archive/", "/sitemap.xml"}

    with dropped(cache) as gone:
        factories.publish(factories.make_story(site_tree.sports, "A new one", by=boss), by=boss)

    assert {day, part, month, year, "/archive/"} <= gone
    assert not gone & {yesterday, last_year, "/sitemap.xml", f"/archive/{today.year - 1}/"}


def test_a_story_whose_time_ran_out_leaves_lists_that_were_kept(cache: Cache, boss: Any, site_tree: Any) -> None:
    """It was seen when they were kept; that nobody may see it when it is withdrawn does not matter to them."""
    sports = StoryPage.objects.child_of(site_tree.sports).order_by("pk")[0]
    for path in paths():
        cache.get(path)
    ran_out = Card.objects.get(pk=sports.pk).published_at + timedelta(microseconds=1)  # quick as this test is
    Card.objects.filter(pk=sports.pk).update(expires_at=ran_out)

    with dropped(cache) as gone:
        sports.unpublish()

    assert {"/latest/", "/sports/", "/feed.xml", archive_paths()[0]} <= gone
