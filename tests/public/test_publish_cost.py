"""A publish asks the database as little as it can, and leaves out nothing that Wagtail promises."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Revision, Workflow, WorkflowState, WorkflowTask

from broadsheet.public.models import Card, CardLink
from broadsheet.stories.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db

MOST_QUERIES = 80  # it was 117; PostgreSQL is also asked for its time, and twice to tell others


def test_a_publish_takes_few_queries(published_story: Any, ada: Any, django_assert_max_num_queries: Any) -> None:
    """A new headline on a story that readers have, with its outbox and every job it owes."""
    published_story.title = "Budget passes at last"

    with django_assert_max_num_queries(MOST_QUERIES):
        published_story.save_revision(user=ada).publish(user=ada)

    assert Card.objects.get(pk=published_story.pk).headline == "Budget passes at last"


def test_more_stories_before_and_after_cost_no_more_queries(
    published_story: Any, site_tree: Any, django_assert_max_num_queries: Any
) -> None:
    """With twenty in the same section."""
    for number in range(20):
        factories.publish(factories.make_story(site_tree.politics, f"Story {number}"))
    published_story.title = "Budget passes at last"

    with django_assert_max_num_queries(MOST_QUERIES):
        factories.publish(published_story)


def test_a_new_headline_is_in_the_history(published_story: Any, ada: Any) -> None:
    """From what it was to what it is, though nobody loads the revision before."""
    published_story.title = "Budget fails"

    factories.publish(published_story, by=ada)

    renamed = PageLogEntry.objects.get(page=published_story.pk, action="wagtail.rename")
    assert renamed.data["title"] == {"old": "Budget passes", "new": "Budget fails"}


def test_the_same_headline_is_no_new_one(published_story: Any, ada: Any) -> None:
    """Only the publish is in the history."""
    published_story.standfirst = "By one vote."

    factories.publish(published_story, by=ada)

    assert not PageLogEntry.objects.filter(page=published_story.pk, action="wagtail.rename").exists()
    assert PageLogEntry.objects.filter(page=published_story.pk, action="wagtail.publish").count() == 2


def test_an_unpacked_revision_belongs_to_the_page_as_it_stands(published_story: Any, ada: Any, cleo: Any) -> None:
    """Owner, lock, live revision and kind are the page's; names and text are the revision's."""
    revision = published_story.save_revision(user=ada)
    Page.objects.filter(pk=published_story.pk).update(owner=cleo, locked_by=cleo, locked=True)

    unpacked = Revision.objects.get(pk=revision.pk).as_object()

    assert (unpacked.owner_id, unpacked.locked_by_id) == (cleo.pk, cleo.pk)
    assert unpacked.live_revision_id == published_story.live_revision_id
    assert unpacked.content_type == ContentType.objects.get_for_model(StoryPage)
    assert unpacked.locale_id == published_story.locale_id
    assert [str(byline) for byline in unpacked.bylines.all()] == ["Ben Moss"]


def test_two_stories_of_a_section_never_share_a_slug(site_tree: Any) -> None:
    """In another section they may."""
    factories.make_story(site_tree.politics, "Trams", slug="trams")
    other = factories.make_story(site_tree.sports, "Trams", slug="trams")
    second = factories.make_story(site_tree.politics, "Trams again", slug="more-trams")

    second.slug = "trams"

    with pytest.raises(ValidationError, match="already in use"):
        second.save_revision()
    assert factories.publish(other).slug == "trams"


def test_an_alias_follows_its_story(published_story: Any, site_tree: Any) -> None:
    """It is published with it, as Wagtail promises."""
    alias = published_story.create_alias(parent=site_tree.sports)
    published_story.title = "Budget fails"

    factories.publish(published_story)

    alias.refresh_from_db()
    assert alias.title == "Budget fails"


def test_a_publish_ends_the_workflow(published_story: Any, ada: Any) -> None:
    """What was to be approved is out."""
    published_story.save_revision(user=ada)
    workflow = Workflow.objects.create(name="Second pair of eyes")
    task = GroupApprovalTask.objects.create(name="Read it")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    state = workflow.start(published_story, ada)
    assert published_story.current_workflow_state == state

    factories.publish(published_story, by=ada)

    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_CANCELLED
    assert StoryPage.objects.get(pk=published_story.pk).current_workflow_state is None


def test_a_story_that_stays_in_its_lists_keeps_its_links(published_story: Any) -> None:
    """They are not written again; when its moment changes they are."""
    before = set(CardLink.objects.filter(card_id=published_story.pk).values_list("pk", flat=True))
    factories.publish(published_story)
    same = set(CardLink.objects.filter(card_id=published_story.pk).values_list("pk", flat=True))
    published_story.first_published_at = timezone.now() - timedelta(days=3)

    factories.publish(published_story)

    links = CardLink.objects.filter(card_id=published_story.pk)
    assert before == same
    assert {link.published_at for link in links} == {published_story.first_published_at}
