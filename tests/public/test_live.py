"""What pages that are open hear of, said in the transaction that made it true; and the strip that every page prints."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from broadsheet.fronts.models import Breaking
from broadsheet.fronts.services.breaking import lower_breaking, raise_breaking
from broadsheet.public.facts import live_told, pages_changed
from broadsheet.public.live import tell
from broadsheet.public.middleware import seconds_true
from broadsheet.public.models import Card
from broadsheet.stories.models import PublicVersion, StoryPage
from broadsheet.stories.services.kill import kill_story
from tests import factories

pytestmark = pytest.mark.django_db
Told = list[tuple[str, str, dict[str, Any]]]


@pytest.fixture
def told() -> Iterator[Told]:
    """Collect what is told."""
    heard: Told = []

    def hear(channel: str, kind: str, data: dict[str, Any]) -> None:
        heard.append((channel, kind, data))

    live_told.join(hear)
    yield heard
    live_told._joined.remove(hear)


def strip_on(client: Client, path: str = "/") -> str:
    """Give the words of the strip on a page; empty if there is none."""
    found = re.search(r'<section class="breaking".*?</section>', client.get(path).content.decode(), re.DOTALL)
    return found[0] if found else ""


def test_a_new_story_is_told_to_the_fronts_on_which_it_stands(site_tree: SimpleNamespace, ben: Any, told: Told) -> None:
    """Everything, its section and those above it; with what a line needs to name it."""
    council = factories.make_section(site_tree.politics, "Council")

    story = factories.publish(factories.make_story(council, "Trams win", by=ben))

    about = {"id": story.pk, "headline": "Trams win", "url": story.path_on_site}
    channels = ["list::0", f"list:section:{site_tree.politics.pk}", f"list:section:{council.pk}"]
    assert sorted(told, key=str) == sorted([(channel, "stories", about) for channel in channels], key=str)


def test_a_story_of_last_week_that_comes_back_is_no_news(published_story: Any, told: Told) -> None:
    published_story.unpublish()
    StoryPage.objects.filter(pk=published_story.pk).update(first_published_at=timezone.now() - timedelta(days=7))
    told.clear()

    factories.publish(StoryPage.objects.get(pk=published_story.pk))

    assert Card.objects.visible(timezone.now()).filter(pk=published_story.pk).exists()
    assert told == []


@pytest.mark.parametrize("order", ["kill", "withdraw", "hide"])
def test_a_story_that_leaves_is_told_to_its_own_page(
    order: str, published_story: Any, site_tree: SimpleNamespace, told: Told
) -> None:
    """Whether it was killed, withdrawn, or its section hidden."""
    told.clear()

    if order == "kill":
        kill_story(published_story, reason="Court order", by=None)
    elif order == "withdraw":
        published_story.unpublish()
    else:
        site_tree.politics.is_hidden = True
        site_tree.politics.save_revision().publish()

    assert (f"story:{published_story.pk}", "gone", {}) in told


def test_an_update_and_a_correction_are_told_apart_and_style_is_not_told(
    published_story: Any, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.clear()

    published_story.title = "Budget  passes"
    factories.publish(published_story)
    assert told == []

    published_story.title = "Budget fails by two votes"
    factories.publish(published_story)
    assert told == [(f"story:{published_story.pk}", "changed", {"what": "update"})]

    told.clear()
    correction = PublicVersion.Kind.CORRECTION  # no order issues corrections yet; the version's kind is what counts
    monkeypatch.setattr("broadsheet.stories.services.publish.kind_of_version", lambda **_: correction)
    published_story.title = "Budget fails by three votes"
    factories.publish(published_story)
    assert told == [(f"story:{published_story.pk}", "changed", {"what": "correction"})]


def test_nothing_is_told_of_what_did_not_happen(published_story: Any, told: Told) -> None:
    """A change that is undone with its transaction tells only those who can be undone with it."""
    heard: list[str] = []
    live_told.follow(hear := lambda channel, **_: heard.append(channel))

    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        kill_story(published_story, reason="Court order", by=None)
        raise RuntimeError

    live_told._following.remove(hear)
    assert told
    assert heard == []


@pytest.mark.parametrize("name", ["Story:1", "story 1", "a:b:c:d", "", "list:section:5,breaking", "story:1\n"])
def test_a_channel_has_a_name_that_an_address_can_bear(name: str) -> None:
    with pytest.raises(ValueError, match="is no channel"):
        tell(name, "gone")


def test_every_page_prints_the_strip_and_names_its_channels(
    published_story: Any, site_tree: SimpleNamespace, ada: Any, client: Client
) -> None:
    """Also for those without scripts; a form is left in peace."""
    raise_breaking(story=published_story, by=ada)
    pages = {
        "/": "breaking,list::0",
        "/politics/": f"breaking,list:section:{site_tree.politics.pk}",
        published_story.path_on_site: f"breaking,story:{published_story.pk}",
        "/latest/": "breaking,list::0",
        "/no-such-page/": "breaking",
        "/contact-us/": None,
        "/account/login/": None,
    }
    for path, channels in pages.items():
        html = client.get(path).content.decode()
        strip = strip_on(client, path)

        assert "Budget passes" in strip, path
        assert f'href="{published_story.path_on_site}"' in strip, path
        found = re.search(r'<body[^>]* data-live="([^"]*)"', html)
        assert (found[1] if found else None) == channels, path


def test_raising_changing_and_lowering_are_told_and_drop_every_page(
    published_story: Any, ada: Any, told: Told, client: Client
) -> None:
    """The time is that of raising, whatever it says meanwhile; the same order again is none."""
    dropped: list[frozenset[str]] = []
    pages_changed.join(note := lambda tags, gone: dropped.append(tags))
    told.clear()
    dropped.clear()
    try:
        first = raise_breaking(story=published_story, by=ada)
        raise_breaking(story=published_story, by=ada)
        raise_breaking(story=published_story, headline="Budget passes by two", by=ada)
        assert "Budget passes by two" in strip_on(client).replace("\xa0", " ")
        lower_breaking(by=ada)
        lower_breaking(by=ada)
    finally:
        pages_changed._joined.remove(note)

    said = {"url": published_story.path_on_site, "raised_at": first.raised_at.isoformat()}
    assert told == [
        ("breaking", "breaking", {"headline": "Budget passes", **said}),
        ("breaking", "breaking", {"headline": "Budget passes by two", **said}),
        ("breaking", "breaking", {}),
    ]
    assert dropped == [frozenset({"record:breaking"})] * 3
    assert strip_on(client) == ""


def test_one_strip_is_up_and_the_last_order_counts(published_story: Any, ada: Any, client: Client) -> None:
    """What was up before stays as a record of who and when."""
    raise_breaking(headline="Bridge closed", by=ada)

    raise_breaking(story=published_story, by=ada)

    up, before = Breaking.objects.get(is_up=True), Breaking.objects.get(is_up=False)
    assert (up.headline, before.headline) == ("Budget passes", "Bridge closed")
    assert before.lowered_by == before.raised_by == ada
    assert before.lowered_at
    assert "Bridge closed" not in strip_on(client)


@pytest.mark.parametrize("order", ["kill", "withdraw", "hide"])
def test_the_strip_comes_down_with_the_story_it_leads_to(
    order: str, published_story: Any, site_tree: SimpleNamespace, ada: Any, client: Client, told: Told
) -> None:
    """In the same transaction; another story's leaving does not touch it."""
    other = factories.publish(factories.make_story(site_tree.politics, "Another"))
    raise_breaking(story=published_story, by=ada)
    kill_story(other, reason="Court order", by=ada)
    assert strip_on(client)
    told.clear()

    if order == "kill":
        kill_story(published_story, reason="Court order", by=ada)
    elif order == "withdraw":
        published_story.unpublish(user=ada)
    else:
        site_tree.politics.is_hidden = True
        site_tree.politics.save_revision().publish()

    assert strip_on(client) == ""
    assert ("breaking", "breaking", {}) in told
    lowered = Breaking.objects.get()
    assert not lowered.is_up
    assert lowered.lowered_by == (None if order == "hide" else ada)


def test_the_strip_follows_its_story_to_a_new_address(
    published_story: Any, ada: Any, site_tree: SimpleNamespace, client: Client
) -> None:
    raise_breaking(story=published_story, by=ada)

    published_story.move(site_tree.sports, pos="last-child")

    moved = StoryPage.objects.get(pk=published_story.pk)
    assert moved.path_on_site != published_story.path_on_site
    assert f'href="{moved.path_on_site}"' in strip_on(client)


def test_the_words_of_the_strip_are_words(published_story: Any, ada: Any, client: Client) -> None:
    raise_breaking(headline="<script>alert(1)</script> & more", by=ada)

    assert "&lt;script&gt;" in strip_on(client)
    assert "<script>alert" not in strip_on(client)


def test_a_site_without_edge_tells_browsers_not_to_try_again(client: Client) -> None:
    answer = client.get("/_live?on=breaking")

    assert (answer.status_code, answer["Cache-Control"]) == (204, "no-store")


@pytest.mark.parametrize(
    ("zone", "moment", "seconds"),
    [
        ("UTC", "2026-11-23T18:05:00", 1500),
        ("Asia/Kathmandu", "2026-11-23T18:05:00", 600),  # midnight there is at 18:15 UTC, not on the half hour
        ("Asia/Kathmandu", "2026-11-23T18:20:00", 600),
        ("Europe/Oslo", "2026-11-23T22:59:30", 30),
        ("Europe/Oslo", "2026-10-24T21:59:30", 30),  # the night in which the clock is set back
    ],
)
def test_no_page_is_kept_past_midnight_where_the_publication_is(
    zone: str, moment: str, seconds: int, settings: Any
) -> None:
    """Nor past the half hour, when advertisements change."""
    settings.TIME_ZONE = zone

    assert seconds_true(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == seconds


def test_what_caches_keep_ends_at_midnight(
    published_story: Any, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The header that a cache in front obeys; the printed date is that of the publication's zone."""
    settings.PURGE_URLS, settings.TIME_ZONE = ["http://127.0.0.1:9"], "Asia/Kathmandu"
    late = datetime(2026, 11, 23, 18, 10, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)

    answer = client.get("/politics/")

    assert "s-maxage=300," in answer["Cache-Control"]
    assert 'datetime="2026-11-23" data-today="Asia/Kathmandu"' in answer.content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: late + timedelta(seconds=300))
    assert 'datetime="2026-11-24" data-today' in client.get("/politics/").content.decode()


def test_every_time_in_the_html_is_a_time_and_none_is_relative(published_story: Any, ada: Any, client: Client) -> None:
    """“12 min ago” would be wrong on a page that was kept; a script says it."""
    raise_breaking(story=published_story, by=ada)
    factories.publish(factories.make_story(published_story.get_parent().specific, "Another"))
    for path in ("/", "/politics/", "/latest/", published_story.path_on_site, "/search/?q=budget", "/trending/"):
        html = client.get(path).content.decode()

        times = re.findall(r"<time [^>]*>([^<]*)</time>", html)
        assert times, path
        assert not [said for said in times if re.search(r"\bago\b|minute|hour|yesterday", said)], path
