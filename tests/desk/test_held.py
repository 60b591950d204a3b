"""A story that is held says why, wherever in the desk somebody tries to put it out. It is never an error page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from broadsheet.stories.models import StoryPage
from tests import factories
from tests.desk.story_form import draft_of, edit_story

NO_BYLINE = "No byline. Add a contributor or choose “Staff”."
PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def held_story(site_tree, ben):
    """A draft nobody signed."""
    return factories.make_story(site_tree.politics, "Nobody signed this", by=ben, bylines=[])


def is_live(story):
    return StoryPage.objects.get(pk=story.pk).live


def test_the_form_lists_every_reason_at_once(site_tree, sign_in, ada):
    picture = factories.make_picture(description="")
    story = factories.make_story(
        site_tree.politics, "Held twice", bylines=[], lead_picture=picture, embargoed_until=factories.in_an_hour()
    )

    page = edit_story(sign_in(ada), story, **PUBLISH).content.decode()

    assert NO_BYLINE in page
    assert "has no alternative text" in page
    assert "Embargoed until" in page
    assert not is_live(story)


def test_a_draft_may_be_saved_while_it_is_held(held_story, sign_in, ada):
    edit_story(sign_in(ada), held_story, title="Still nobody")

    assert draft_of(held_story).title == "Still nobody"


def test_a_schedule_before_the_embargo_lifts_is_refused(site_tree, sign_in, ada):
    story = factories.make_story(site_tree.politics, embargoed_until=factories.in_an_hour())
    soon = timezone.now() + timedelta(minutes=30)
    late = timezone.now() + timedelta(minutes=90)

    def scheduled_for(moment):
        edit_story(sign_in(ada), story, go_live_at=f"{moment:%Y-%m-%d %H:%M}", **PUBLISH)
        return story.revisions.exclude(approved_go_live_at=None).exists()

    assert not scheduled_for(soon)
    assert scheduled_for(late)
    assert not is_live(story)


def test_approving_in_the_editor_says_why_it_is_held(held_story, sign_in, ada, ben):
    held_story.get_workflow().start(held_story, ben)

    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    page = edit_story(sign_in(ada), held_story, **approve)

    assert NO_BYLINE in page.content.decode()
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("asked_by_script", [False, True])
def test_approving_from_the_dashboard_says_why_it_is_held(held_story, sign_in, ada, ben, asked_by_script):
    held_story.get_workflow().start(held_story, ben)
    task = TaskState.objects.get()
    address = reverse("wagtailadmin_pages:workflow_action", args=[held_story.pk, "approve", task.pk])
    headers = {"X-Requested-With": "XMLHttpRequest"} if asked_by_script else {}
    desk = sign_in(ada)

    answer = desk.post(address, headers=headers)

    editor = reverse("wagtailadmin_pages:edit", args=[held_story.pk])
    assert (answer.json()["redirect"] if asked_by_script else answer.headers["Location"]) == editor
    assert NO_BYLINE in desk.get(editor).content.decode()
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS
    assert not is_live(held_story)


def test_an_approved_story_that_nothing_holds_is_published(draft_story, sign_in, ada, ben):
    draft_story.get_workflow().start(draft_story, ben)
    task = TaskState.objects.get()

    sign_in(ada).post(reverse("wagtailadmin_pages:workflow_action", args=[draft_story.pk, "approve", task.pk]))

    assert is_live(draft_story)


def test_a_bulk_order_names_each_held_story_and_publishes_none(held_story, draft_story, sign_in, ada):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    desk = sign_in(ada)

    answer = desk.post(f"{address}?id={held_story.pk}&id={draft_story.pk}&next=/desk/", follow=True)

    assert "“Nobody signed this” is held." in answer.content.decode()
    assert not is_live(held_story)
    assert not is_live(draft_story)


def test_a_bulk_order_over_a_section_publishes_nothing_held(site_tree, held_story, sign_in):
    root = factories.make_user("Root", is_superuser=True, is_staff=True)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = sign_in(root).post(
        f"{address}?id={site_tree.politics.pk}&next=/desk/", {"include_descendants": "on"}, follow=True
    )

    assert NO_BYLINE in answer.content.decode()
    assert not is_live(held_story)


def test_a_byline_that_names_nobody_is_refused_in_words(draft_story, sign_in, ada):
    page = edit_story(sign_in(ada), draft_story, **{"bylines-0-name": ""})

    assert "Choose a contributor, or write a name." in page.content.decode()
