"""From the wire to the reader through the desk, as reporter and editor do it."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from broadsheet.stories.blocks import INLINE
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import Topic
from tests import factories
from tests.desk.story_form import draft_of, edit_story

APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}


def test_a_wire_item_becomes_a_published_story(sign_in, ben, ada, client, wire_item):
    reporter, editor = sign_in(ben), sign_in(ada)

    opened = reporter.post(reverse("desk_inbox_take", args=[wire_item.pk]))
    story = StoryPage.objects.get()
    assert opened.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[story.pk])
    edit_story(reporter, story, title="Trams return to Quay Street", kicker="Transport")
    edit_story(reporter, story, **{"action-submit": "action-submit"})
    assert not StoryPage.objects.get(pk=story.pk).live
    assert "Trams return to Quay Street" in editor.get("/desk/").content.decode()

    edit_story(editor, story, standfirst="The council voted late.", **APPROVE)

    story = StoryPage.objects.get(pk=story.pk)
    assert story.live
    page = client.get(story.path_on_site)
    assert page.status_code == 200
    for words in ("Trams return to Quay Street", "Transport", "The council voted late.", "Ada Lind"):
        assert words in page.content.decode()


def test_an_editor_publishes_what_a_reporter_filed(sign_in, ada, draft_story, client):
    edit_story(sign_in(ada), draft_story, **{"action-publish": "action-publish"})

    story = StoryPage.objects.get(pk=draft_story.pk)
    assert story.public_versions.get().by == ada
    assert client.get(story.path_on_site).status_code == 200


def test_paragraphs_pasted_into_one_block_become_blocks_of_their_own(sign_in, ada, draft_story):
    first = draft_of(draft_story).body[0].id
    pasted = rich_text("<p>One.</p><p>Two.</p><p>Three.</p>", features=INLINE)

    edit_story(sign_in(ada), draft_story, **{"body-0-value": pasted, "body-0-id": first})

    blocks = draft_of(draft_story).body.raw_data
    assert [block["value"].partition(">")[2] for block in blocks] == ["One.</p>", "Two.</p>", "Three.</p>"]
    assert blocks[0]["id"] == first
    assert len({block["id"] for block in blocks}) == 3


def test_topics_are_chosen_by_name(sign_in, ada, draft_story):
    topic = Topic.objects.create(name="Strait treaty", slug="strait-treaty")
    Topic.objects.create(name="Housing", slug="housing")
    desk = sign_in(ada)

    found = desk.get(reverse("story_terms", args=["topics"]), {"q": "treat"}).json()["terms"]
    edit_story(desk, draft_story, topics=[found[0]["id"]])

    assert [term["name"] for term in found] == ["Strait treaty"]
    assert list(draft_of(draft_story).topics.all()) == [topic]


def test_the_form_sends_the_chosen_topics_and_no_others(sign_in, ada, draft_story):
    for n in range(300):
        Topic.objects.create(name=f"Topic {n}", slug=f"topic-{n}")

    page = sign_in(ada).get(reverse("wagtailadmin_pages:edit", args=[draft_story.pk])).content.decode()

    assert "Topic 299" not in page


def test_suggestions_are_for_the_desk(client, sign_in, cleo):
    for browser in (client, sign_in(cleo)):
        assert browser.get(reverse("story_terms", args=["topics"]), {"q": "a"}).status_code == 302


def test_the_headline_is_counted_and_advised(sign_in, ada, draft_story):
    page = sign_in(ada).get(reverse("wagtailadmin_pages:edit", args=[draft_story.pk])).content.decode()

    assert "data-headline-count" in page
    assert "stories/headline.js" in page
    assert "About 70 letters read best" in page


@pytest.mark.parametrize("width", ["390", "1280"])
def test_a_draft_is_previewed_at_phone_and_desk_width(sign_in, ada, draft_story, width):
    desk = sign_in(ada)
    editor = desk.get(reverse("wagtailadmin_pages:edit", args=[draft_story.pk])).content.decode()

    preview = desk.get(reverse("wagtailadmin_pages:view_draft", args=[draft_story.pk]))

    assert f'data-device-width="{width}"' in editor
    assert draft_story.title in preview.content.decode()


def test_taking_down_and_publishing_again(sign_in, ada, published_story, client):
    desk, address = sign_in(ada), published_story.path_on_site
    desk.post(reverse("wagtailadmin_pages:unpublish", args=[published_story.pk]))
    assert client.get(address).status_code == 410

    edit_story(desk, published_story, **{"action-publish": "action-publish"})

    assert client.get(address).status_code == 200


def test_a_kill_asks_twice_and_takes_the_story_from_readers(sign_in, ada, published_story, client):
    desk, address = sign_in(ada), reverse("desk_kill", args=[published_story.pk])
    editor = desk.get(reverse("wagtailadmin_pages:edit", args=[published_story.pk])).content.decode()
    assert address in editor

    refused = desk.post(address, {"reason": "Court order"})
    assert "Say that you understand" in refused.content.decode()
    assert client.get(published_story.path_on_site).status_code == 200

    desk.post(address, {"reason": "Court order", "is_reason_public": "on", "is_certain": "on"})
    gone = client.get(published_story.path_on_site)
    assert gone.status_code == 410
    assert "Court order" in gone.content.decode()


def test_a_draft_cannot_be_killed(sign_in, ada, draft_story):
    assert sign_in(ada).get(reverse("desk_kill", args=[draft_story.pk])).status_code in (302, 403)


def test_a_reason_kept_from_readers_stays_on_the_desk(sign_in, ada, published_story, client):
    address = reverse("desk_kill", args=[published_story.pk])

    sign_in(ada).post(address, {"reason": "Court order", "is_certain": "on"})

    assert "Court order" not in client.get(published_story.path_on_site).content.decode()
    assert factories.StoryPage.objects.get(pk=published_story.pk).kill.reason == "Court order"
