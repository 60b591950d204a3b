"""The desk is asked once before the wire's words go out under a name of our own, and may say yes."""

from typing import Any

import pytest
from django.urls import reverse

from broadsheet.desk.services.pickup import pick_up
from broadsheet.people.models import Contributor
from broadsheet.provenance.services.trace import trace_story
from broadsheet.stories.models import Byline, StoryPage
from broadsheet.wire.models import WireItem
from tests import factories
from tests.desk.story_form import byline_of, draft_of, edit_story, text_of

pytestmark = pytest.mark.django_db
PUBLISH = {"action-publish": "action-publish"}
STAFF = {"byline_text": "Courier staff"}
DOUBT = "The byline says Courier staff, but 100 % of the words are from NPA."
OWN = "<p>Our reporter counted eleven people in the hall, none of whom would give a name to us.</p>"


@pytest.fixture
def story(wire_item: WireItem, ada: Any) -> StoryPage:
    """A draft made of a wire item of one paragraph."""
    return pick_up(wire_item, by=ada)


def is_live(story: StoryPage) -> bool:
    return StoryPage.objects.get(pk=story.pk).live


def answer_in(page: str) -> str:
    """Give what the form would send along the second time."""
    return page.partition('name="answered" value="')[2].partition('"')[0]


def test_staff_over_wire_is_asked_about_once_and_the_same_order_again_is_the_answer(
    story: StoryPage, sign_in: Any, ada: Any
) -> None:
    desk = sign_in(ada)

    page = edit_story(desk, story, **STAFF, **PUBLISH).content.decode()
    assert DOUBT in page
    assert not is_live(story)
    edit_story(desk, story, answered=answer_in(page), **STAFF, **PUBLISH)

    assert is_live(story)


def test_an_answer_is_for_what_was_asked_and_for_nothing_else(story: StoryPage, sign_in: Any, ada: Any) -> None:
    desk = sign_in(ada)
    answer = answer_in(edit_story(desk, story, **STAFF, **PUBLISH).content.decode())

    page = edit_story(desk, story, answered=answer, byline_text="Our staff", **PUBLISH).content.decode()

    assert "The byline says Our staff" in page
    assert not is_live(story)


@pytest.mark.parametrize(
    ("contributor", "is_asked"),
    [({"on_masthead": True}, True), ({"user": "ben"}, True), ({}, False)],
    ids=["on the staff list", "with a login", "guest"],
)
def test_who_signs_is_staff_or_a_guest(
    contributor: dict[str, Any], is_asked: bool, wire_source: Any, site_tree: Any, sign_in: Any, ada: Any, ben: Any
) -> None:
    given = {"user": ben} if "user" in contributor else contributor
    signs = Contributor.objects.create(name="Ada Lind", slug="ada-lind", **given)
    story = pick_up(factories.make_item(wire_source, section=site_tree.politics), by=ada)
    line = byline_of("") | {"bylines-0-contributor": str(signs.pk)}

    page = edit_story(sign_in(ada), story, follow=True, **line, **PUBLISH).content.decode()

    assert ("The byline says Ada Lind, but 100 % of the words are from NPA." in page) is is_asked
    assert is_live(story) is not is_asked


@pytest.mark.parametrize("role", [Byline.Role.EDITING, Byline.Role.PICTURES])
def test_who_edited_it_does_not_claim_to_have_written_it(role: str, story: StoryPage, sign_in: Any, ada: Any) -> None:
    signs = Contributor.objects.create(name="Ada Lind", slug="ada-lind", on_masthead=True)
    line = byline_of("") | {"bylines-0-contributor": str(signs.pk), "bylines-0-role": role}

    edit_story(sign_in(ada), story, **line, **PUBLISH)

    assert is_live(story)


def test_the_text_that_would_go_out_is_looked_at_not_the_one_kept_last(
    story: StoryPage, sign_in: Any, ada: Any
) -> None:
    trace_story(story.pk)

    edit_story(sign_in(ada), story, **text_of([OWN]), **STAFF, **PUBLISH)

    assert is_live(story)


def test_our_own_wire_and_our_own_stories_are_not_asked_about(
    site_tree: Any, sign_in: Any, ada: Any, draft_story: StoryPage
) -> None:
    ours = factories.make_source("City desk", is_home=True)
    filed = pick_up(factories.make_item(ours, section=site_tree.politics), by=ada)

    for story in (filed, draft_story):
        edit_story(sign_in(ada), story, **STAFF, **PUBLISH)
        assert is_live(story)


def test_a_draft_may_be_kept_without_a_question(story: StoryPage, sign_in: Any, ada: Any) -> None:
    edit_story(sign_in(ada), story, title="Kept", **STAFF)

    assert draft_of(story).title == "Kept"


def test_an_approval_is_asked_about_as_well(wire_item: WireItem, sign_in: Any, ada: Any, ben: Any) -> None:
    story = pick_up(wire_item, by=ben)
    edit_story(sign_in(ben), story, **STAFF, **{"action-submit": "action-submit"})
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    page = edit_story(sign_in(ada), story, **STAFF, **approve).content.decode()
    assert DOUBT in page
    assert not is_live(story)
    edit_story(sign_in(ada), story, answered=answer_in(page), **STAFF, **approve)

    assert is_live(story)


def test_a_bulk_order_is_asked_about_once(story: StoryPage, sign_in: Any, ada: Any) -> None:
    desk = sign_in(ada)
    edit_story(desk, story, **STAFF)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={story.pk}"

    assert DOUBT in desk.post(address, follow=True).content.decode()
    assert not is_live(story)
    desk.post(address, follow=True)

    assert is_live(story)
