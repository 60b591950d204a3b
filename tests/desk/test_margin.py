"""The margin of the editor says how much of each block is whose, and what its source has sent since."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from broadsheet.desk.services.pickup import pick_up
from broadsheet.desk.services.roles import open_desk
from broadsheet.provenance.services.trace import trace_story
from broadsheet.stories.models import StoryPage
from broadsheet.wire.models import WireItem
from tests import factories
from tests.desk.story_form import draft_of, edit_story, text_of

pytestmark = pytest.mark.django_db
OWN = "<p>Our reporter counted eleven people in the hall, none of whom would give a name to us.</p>"


@pytest.fixture
def story(wire_item: WireItem, ada: Any) -> StoryPage:
    """A draft made of a wire item of one paragraph."""
    return pick_up(wire_item, by=ada)


def margin(client: Client, story: StoryPage) -> Any:
    return client.get(reverse("desk_lineage", args=[story.pk])).json()


def test_the_margin_says_how_much_of_each_block_is_whose(
    story: StoryPage, wire_item: WireItem, sign_in: Any, ada: Any
) -> None:
    desk = sign_in(ada)
    edit_story(desk, story, **text_of(["<p>The council votes on Monday, and our own words follow here.</p>", OWN]))
    trace_story(story.pk)

    told = margin(desk, story)

    first, second = (block["id"] for block in draft_of(story).body.raw_data)
    [note] = told["blocks"][first]
    assert (note["text"], note["newer"]) == ("45 % NPA, version 1", "")
    assert note["href"] == f"{reverse('desk_inbox_item', args=[wire_item.pk])}?version={wire_item.latest_id}"
    assert desk.get(note["href"]).status_code == 200
    assert [note["text"] for note in told["blocks"][second]] == ["Own words"]
    assert [note["text"] for note in told["whole"]] == ["18 % NPA, version 1"]


@pytest.mark.parametrize(("pubstatus", "said"), [("usable", "Newer: version 2"), ("canceled", "Since then: Cancelled")])
def test_the_margin_says_that_the_source_has_sent_another_version(
    pubstatus: str, said: str, story: StoryPage, wire_item: WireItem, sign_in: Any, ada: Any
) -> None:
    trace_story(story.pk)
    content = wire_item.latest.news_item
    newer = type(content)(guid=content.guid, version="2", pubstatus=type(content.pubstatus)(pubstatus))
    factories.keep_item(newer, source=wire_item.source, section=wire_item.section)

    [[note]] = margin(sign_in(ada), story)["blocks"].values()

    assert (note["text"], note["newer"]) == ("100 % NPA, version 1", said)


def test_versions_of_feeds_are_named_by_when_they_came(
    story: StoryPage, wire_item: WireItem, sign_in: Any, ada: Any
) -> None:
    trace_story(story.pk)
    type(wire_item.latest).objects.update(version="5f1c0a77be0d9c3e", received_at="2026-03-01T09:30Z")

    [[note]] = margin(sign_in(ada), story)["blocks"].values()

    assert note["text"].startswith("100 % NPA, as of 1 Mar")
    assert "5f1c" not in note["text"]


def test_the_margin_of_a_story_of_our_own_is_empty(draft_story: StoryPage, sign_in: Any, ada: Any) -> None:
    assert margin(sign_in(ada), draft_story) == {"is_taken": False, "whole": [], "blocks": {}}


def test_only_who_may_edit_a_story_reads_its_margin(
    story: StoryPage, site_tree: Any, sign_in: Any, cleo: Any, client: Client
) -> None:
    sports = factories.make_user("Bo", groups=(open_desk(site_tree.sports).reporters,))
    address = reverse("desk_lineage", args=[story.pk])

    assert [asking.get(address).status_code for asking in (client, sign_in(cleo), sign_in(sports))] == [302, 302, 302]


def test_a_story_with_a_hundred_blocks_takes_as_many_queries_as_one_with_one(
    story: StoryPage, sign_in: Any, ada: Any
) -> None:
    desk = sign_in(ada)

    def cost() -> int:
        trace_story(story.pk)
        with CaptureQueriesContext(connection) as asked:
            assert margin(desk, story)["is_taken"]
        return len(asked.captured_queries)

    cost()
    few = cost()
    edit_story(desk, story, **text_of(["<p>The council votes on Monday.</p>"] * 100))

    assert cost() == few
