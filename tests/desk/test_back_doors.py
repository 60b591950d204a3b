"""Whatever way Wagtail knows to put a story out or take it down, the rules hold and the record is kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.publication.blocks import blocks_of
from broadsheet.publication.models import InformationPage
from broadsheet.stories.models import PublishEvent, StoryPage
from broadsheet.stories.services.kill import kill_story
from broadsheet.stories.services.schedule import publish_scheduled
from tests import factories
from tests.desk.story_form import draft_of, edit_story, new_story, offered, text_of_page

PUBLISH = {"action-publish": "action-publish"}
NO_ALT = "The lead picture has no alternative text."


@pytest.fixture
def desk(sign_in, ada):
    """Ada's browser."""
    return sign_in(ada)


@pytest.fixture
def root(site_tree, sign_in):
    """The browser of somebody who may do everything."""
    return sign_in(factories.make_user("Root", is_superuser=True))


def now_of(story):
    return StoryPage.objects.get(pk=story.pk)


def events(story):
    return list(PublishEvent.objects.filter(story_id=story.pk).values_list("kind", "by__first_name"))


def test_publishing_in_the_editor_keeps_a_version_and_an_event(desk, draft_story, ada):
    edit_story(desk, draft_story, **PUBLISH)

    version = now_of(draft_story).public_versions.get()
    assert (version.headline, version.by) == (draft_story.title, ada)
    assert events(draft_story) == [("published", "Ada")]


def test_publishing_an_older_version_keeps_a_version_too(desk, published_story):
    older = published_story.latest_revision
    edit_story(desk, published_story, title="Budget fails", **PUBLISH)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[published_story.pk, older.pk])

    edit_story(desk, published_story, at=address, **PUBLISH)

    shown = [version.headline for version in now_of(published_story).public_versions.all()]
    assert shown == ["Budget passes", "Budget fails", "Budget passes"]


def test_a_new_story_is_published_from_its_first_form(desk, site_tree):
    new_story(desk, site_tree.politics, **PUBLISH)

    assert events(StoryPage.objects.get()) == [("published", "Ada")]


def test_a_new_story_that_is_held_keeps_what_was_typed(desk, site_tree):
    answer = new_story(desk, site_tree.politics, **PUBLISH, **{"bylines-0-DELETE": "1"})

    page = answer.content.decode()
    assert "No byline. Add a contributor or choose “Staff”." in page
    assert "Trams come back" in page
    assert not StoryPage.objects.exists()


def test_taking_a_story_down_is_recorded_with_who_did_it(desk, published_story, client):
    desk.post(reverse("wagtailadmin_pages:unpublish", args=[published_story.pk]))

    assert events(published_story)[-1] == ("withdrawn", "Ada")
    assert client.get(published_story.path_on_site).status_code == 410


def test_taking_stories_down_in_bulk_is_recorded_with_who_did_it(desk, published_story, client):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    desk.post(f"{address}?id={published_story.pk}&next=/desk/")

    assert events(published_story)[-1] == ("withdrawn", "Ada")
    assert client.get(published_story.path_on_site).status_code == 410


def test_a_section_taken_down_takes_its_stories_with_it(root, published_story, site_tree, client):
    address = reverse("wagtailadmin_pages:unpublish", args=[site_tree.politics.pk])

    root.post(address, {"include_descendants": "on"})

    assert events(published_story)[-1] == ("withdrawn", "Root")
    assert client.get(published_story.path_on_site).status_code == 410


@pytest.mark.parametrize("order", ["publish", "unpublish", "delete", "copy", "create_alias", "revert_to_page_revision"])
def test_no_order_is_taken_by_the_admin_s_api(root, published_story, order):
    address = f"/desk/api/main/pages/{published_story.pk}/action/{order}/"

    assert root.post(address, {}, content_type="application/json").status_code == 404
    assert now_of(published_story).live


@pytest.mark.parametrize("wish", ["publish_copies", "alias"])
def test_a_copy_of_a_story_starts_as_a_draft(desk, published_story, site_tree, wish):
    address = reverse("wagtailadmin_pages:copy", args=[published_story.pk])
    words = {"new_title": "Again", "new_slug": "again", "new_parent_page": site_tree.politics.pk}

    answer = desk.post(address, words | {wish: "on"}, follow=True)
    assert "A copy of a story starts as a draft" in answer.content.decode()
    assert not StoryPage.objects.filter(slug="again").exists()

    desk.post(address, words)
    assert not StoryPage.objects.get(slug="again").live


def test_a_killed_story_is_never_published_again(desk, published_story, ada):
    kill_story(published_story, reason="Court order", by=ada)

    answer = edit_story(desk, published_story, **PUBLISH)

    assert "This story was killed and is never published again" in answer.content.decode()
    assert not now_of(published_story).live


def test_an_update_of_a_live_story_waits_for_its_hour(desk, published_story, client):
    later = timezone.now() + timedelta(hours=2)

    answer = edit_story(
        desk, published_story, title="Budget fails", go_live_at=f"{later:%Y-%m-%d %H:%M}", follow=True, **PUBLISH
    )

    assert f"“Budget fails” is planned for {later:%d %B %Y %H:%M}" in answer.content.decode()
    assert "Budget passes" in client.get(published_story.path_on_site).content.decode()
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1


def test_a_story_held_at_its_hour_says_so_in_its_history(desk, site_tree):
    picture = factories.make_picture()
    story = factories.make_story(site_tree.politics, lead_picture=picture, go_live_at=factories.in_an_hour())
    edit_story(desk, story, **PUBLISH)
    planned = Revision.objects.get(approved_go_live_at__isnull=False)
    Revision.objects.filter(pk=planned.pk).update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    content = planned.content | {"go_live_at": None}
    Revision.objects.filter(pk=planned.pk).update(content=content)
    type(picture).objects.update(description="")

    assert publish_scheduled(planned.pk) is False

    assert not now_of(story).live
    history = desk.get(reverse("wagtailadmin_pages:history", args=[story.pk])).content.decode()
    assert "Held when it was due" in history
    assert NO_ALT in history


def test_a_page_of_the_footer_is_put_into_force_from_its_form(root, site_tree, client):
    page = site_tree.home.add_child(instance=InformationPage(title="Standards", slug="standards", live=False))
    page.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    root.post(address, offered(root, address) | PUBLISH | text_of_page(""))
    assert page.versions.get().title == "Standards"
    assert client.get("/standards/").status_code == 200

    root.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={page.pk}")
    assert client.get("/standards/").status_code in (404, 410)


def test_a_draft_is_not_lost_when_its_publication_is_refused(desk, draft_story, ada, monkeypatch):
    """Somebody may kill the story between the form's check and the order."""
    kill_story(factories.publish(draft_story), reason="Court order", by=ada)
    monkeypatch.setattr("broadsheet.stories.forms.StoryForm.reasons", lambda form: [])

    answer = edit_story(desk, draft_story, title="Typed for an hour", follow=True, **PUBLISH)

    assert "is held. This story was killed" in answer.content.decode()
    assert draft_of(draft_story).title == "Typed for an hour"


def test_an_information_page_keeps_anchors_and_tables_through_the_desk(root, site_tree, client):
    """The editor for rich text once dropped both when somebody saved a page for a comma."""
    text = '<h2 id="ethics">Ethics</h2><p>We pay <b>nobody</b>.</p><table><tbody><tr><td>12</td></tr></tbody></table>'
    page = InformationPage(title="Standards", slug="standards", live=False, body=blocks_of(text))
    site_tree.home.add_child(instance=page)
    page.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    root.post(address, offered(root, address) | PUBLISH | text_of_page(text))

    shown = client.get("/standards/").content.decode()
    for part in ('<h2 id="ethics">Ethics</h2>', "We pay <b>nobody</b>.", "<td>12</td>"):
        assert part in shown
