"""Rankings are what the page Trending says they are, from what was read alone."""

import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.public.facts import pages_changed
from broadsheet.public.models import SiteRecord
from broadsheet.public.services.popular import rank
from broadsheet.statistics.models import HourlyViews
from broadsheet.statistics.queries import ranking
from broadsheet.statistics.rules import POPULAR, TRENDING, Formula, hour_of
from broadsheet.stories.services.kill import kill_story
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(site_tree: Any) -> list[Any]:
    """Eight stories readers may see."""
    return [factories.publish(factories.make_story(site_tree.politics, f"Story {number}")) for number in range(8)]


def read(story: Any, times: int, *, hours_ago: int = 0, served: int = 0) -> None:
    """Count some reading."""
    hour = hour_of(timezone.now()) - hours_ago
    HourlyViews.objects.create(story_id=story.pk, hour=hour, read=times, served=served)


def order(key: str) -> list[int]:
    kept = SiteRecord.objects.get(key=key).value
    return [row[0] if isinstance(row, list) else row for row in kept]


def printed_formulas(client: Client) -> list[Formula]:
    """Read the two formulas off the page, as a reader would."""
    page = client.get("/trending/").content.decode()
    windows = re.findall(r"last (\d+) hours", page)
    halves = re.findall(r"counts for half after (\d+)", page)
    assert re.search(r"score = ∑ readings in an hour × 0\.5<sup>age in hours ÷ (\d+)</sup>", page)[1] == halves[0]  # type: ignore[index]
    return [Formula(int(half), int(window)) for half, window in zip(halves, windows, strict=True)]


def test_the_formula_on_the_page_is_the_one_that_ranks(stories: list[Any], client: Client) -> None:
    """Worked out by hand from the printed numbers, over hours inside and outside the windows."""
    dice = random.Random(7)
    now = timezone.now()
    counts: dict[tuple[int, int], int] = {}
    for story in stories:
        for age in dice.sample(range(200), 40):
            counts[story.pk, age] = dice.randrange(1, 60)
            read(story, counts[story.pk, age], hours_ago=age, served=dice.randrange(900))
    rank(now=now)

    trending, popular = printed_formulas(client)
    for formula, key in ((trending, "trending"), (popular, "popular")):
        scores = {story.pk: 0.0 for story in stories}
        for (pk, age), count in counts.items():
            if age < formula.window_hours:
                scores[pk] += count * 0.5 ** (age / formula.half_life_hours)
        computed = {TRENDING: ranking(TRENDING, now=now, limit=9), POPULAR: ranking(POPULAR, now=now, limit=9)}[formula]
        assert {row.story_id: pytest.approx(row.score) for row in computed} == scores
        assert order(key) == sorted(scores, key=lambda pk: -scores[pk])


def test_the_page_prints_how_often_each_story_was_read(stories: list[Any], client: Client) -> None:
    """In the order of the ranking; and the region “Popular” has its own."""
    read(stories[1], 900, hours_ago=60)
    read(stories[2], 3)
    read(stories[3], 1)
    rank()

    page = client.get("/trending/").content.decode()

    assert re.findall(r"Read (once|\d+ times)", page) == ["3 times", "once"]
    assert order("trending") == [stories[2].pk, stories[3].pk]
    assert order("popular")[0] == stories[1].pk
    assert page.index(stories[2].title) < page.index(stories[3].title)
    assert stories[1].title in client.get(stories[5].path_on_site).content.decode()


def test_what_robots_fetch_ranks_nothing(stories: list[Any]) -> None:
    """Only a page that was on somebody's screen does."""
    read(stories[0], 0, served=100_000)
    read(stories[1], 1)
    rank()

    assert order("trending") == order("popular") == [stories[1].pk]


def test_a_killed_story_leaves_the_rankings(stories: list[Any], ada: Any, on_commit: Any, client: Client) -> None:
    """From the page at once, from the ranking within the minute."""
    read(stories[0], 5)
    read(stories[1], 1)
    rank()
    with on_commit():
        kill_story(stories[0], reason="Court order", by=ada)

    assert stories[0].title not in client.get("/trending/").content.decode()
    rank()
    assert order("trending") == order("popular") == [stories[1].pk]


def test_an_hour_that_lies_ahead_waits(stories: list[Any]) -> None:
    """After a clock was set back; it must not weigh more than all others."""
    read(stories[0], 5, hours_ago=-3)
    read(stories[1], 1)

    rank()
    assert order("trending") == [stories[1].pk]

    rank(now=timezone.now() + timedelta(hours=3))
    assert order("trending") == [stories[0].pk, stories[1].pk]


def test_pages_are_made_anew_only_when_what_they_show_changed(stories: list[Any]) -> None:
    """Figures stand on the page Trending alone; the order on every story's."""
    told: list[str] = []

    def hear(tags: frozenset[str], gone: frozenset[str]) -> None:
        told.extend(sorted(tags))

    read(stories[0], 5)
    read(stories[1], 2)
    rank()
    pages_changed.join(hear)
    try:
        rank()
        assert told == []
        HourlyViews.objects.filter(story_id=stories[0].pk).update(read=6)
        rank()
        assert told == ["record:trending"]
        HourlyViews.objects.filter(story_id=stories[1].pk).update(read=60)
        rank()
        assert told == ["record:trending", "record:trending", "record:popular"]
    finally:
        pages_changed._joined.remove(hear)
