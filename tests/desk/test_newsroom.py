"""The admin as a newsroom: names, lists, fronts, files, previews."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from broadsheet.desk.services.pickup import pick_up
from broadsheet.desk.services.roles import FRONT_EDITORS, open_desk
from broadsheet.fronts.facts import front_changed
from broadsheet.fronts.models import Front
from broadsheet.publication.models import Publication
from broadsheet.stories import preview
from broadsheet.taxonomy.models import Topic
from tests import factories


@pytest.fixture
def frida(site_tree):
    """Frida arranges the fronts."""
    return factories.make_user("Frida", groups=(Group.objects.get(name=FRONT_EDITORS),))


@pytest.fixture
def told(monkeypatch):
    """The fronts somebody was told of."""
    heard = []
    monkeypatch.setattr(front_changed, "_joined", [lambda front_id: heard.append(front_id)])
    return heard


def test_the_desk_goes_by_the_publication_s_name(site_tree, sign_in, ada, client):
    site = Site.objects.get(is_default_site=True)
    Publication.objects.update_or_create(site=site, defaults={"name": "The Aldermere Courier"})

    assert "The Aldermere Courier" in sign_in(ada).get("/desk/").content.decode()
    assert "Sign in to the desk of The Aldermere Courier" in client.get("/desk/login/").content.decode()


def test_the_dashboard_shows_my_drafts_and_what_was_taken_today(draft_story, wire_item, sign_in, ben, ada):
    pick_up(wire_item, by=ada)

    page = sign_in(ben).get("/desk/")

    text = page.content.decode()
    assert "My drafts" in text
    assert draft_story.title in text
    assert "Taken today" in text


def test_a_section_lists_its_stories_newest_first(site_tree, sign_in, ada):
    for title in ("First", "Second", "Third"):
        factories.make_story(site_tree.politics, title, slugline="BUDGET-VOTE")

    page = sign_in(ada).get(reverse("wagtailadmin_explore", args=[site_tree.politics.pk]))

    assert [story.title for story in page.context["object_list"]] == ["Third", "Second", "First"]
    text = page.content.decode()
    assert "BUDGET-VOTE" in text
    assert "Ben Moss" in text


def test_whoever_works_below_a_section_sees_only_what_leads_there(site_tree, sign_in):
    """The short way to a section's list is for those who hold rights on all of it."""
    parts = [factories.make_section(site_tree.politics, name) for name in ("Elections", "Parliament")]
    factories.make_story(site_tree.politics, "Not theirs")
    both = tuple(open_desk(part).editors for part in parts)

    page = sign_in(factories.make_user("Gil", groups=both)).get(f"/desk/pages/{site_tree.politics.pk}/")

    assert {part.title for part in page.context["object_list"]} == {"Elections", "Parliament"}


def test_a_section_can_be_narrowed_to_one_owner(site_tree, sign_in, ada, ben):
    """Whoever owns a page stands in the filter; a filter reads what lies below, too."""
    factories.make_story(site_tree.politics, "Ben's", by=ben)
    factories.make_story(site_tree.politics, "Ada's", by=ada)
    factories.make_user("Hal")

    page = sign_in(ada).get(f"/desk/pages/{site_tree.politics.pk}/", {"owner": ben.pk})

    assert [story.title for story in page.context["object_list"]] == ["Ben's"]
    assert set(page.context["filters"].form.fields["owner"].queryset) == {ada, ben}


def test_a_section_costs_the_same_for_two_stories_and_for_twenty(site_tree, sign_in, ada):
    desk, address = sign_in(ada), reverse("wagtailadmin_explore", args=[site_tree.politics.pk])
    factories.make_story(site_tree.politics, "One")
    factories.make_story(site_tree.politics, "Two")
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        desk.get(address)
    for n in range(18):
        factories.make_story(site_tree.politics, f"More {n}")
    with CaptureQueriesContext(connection) as many:
        desk.get(address)

    assert len(many) <= len(few) + 2


def test_stories_stay_out_of_the_menu_of_pages(site_tree, draft_story, sign_in, ada):
    address = reverse("wagtailadmin_api:pages:listing")

    found = sign_in(ada).get(address, {"child_of": site_tree.politics.pk, "for_explorer": "1"}).json()

    assert found["items"] == []


def test_a_new_story_is_one_step_away_from_its_section(site_tree, sign_in, ben):
    address = reverse("wagtailadmin_pages:add_subpage", args=[site_tree.politics.pk])

    assert sign_in(ben).get(address).headers["Location"] == reverse(
        "wagtailadmin_pages:add", args=["stories", "storypage", site_tree.politics.pk]
    )


def test_the_story_form_suggests_names_and_hides_the_rest(site_tree, sign_in, ben, cleo):
    for name in ("Budget", "School budget", "Trams"):
        Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"))
    address = reverse("story_terms", args=["topics"])

    found = sign_in(ben).get(address, {"q": "budget"}).json()["terms"]

    assert [term["name"] for term in found] == ["Budget", "School budget"]
    assert sign_in(cleo).get(address, {"q": "budget"}).status_code == 302


def test_saving_a_front_is_announced(sign_in, frida, told, draft_story):
    desk = sign_in(frida)
    form = {
        "containers-TOTAL_FORMS": "1",
        "containers-INITIAL_FORMS": "0",
        "containers-0-layout": "lead",
        "containers-0-size": "3",
        "containers-0-is_filled": "on",
        "containers-0-ORDER": "1",
        "containers-0-placements-TOTAL_FORMS": "1",
        "containers-0-placements-INITIAL_FORMS": "0",
        "containers-0-placements-0-story": str(draft_story.pk),
        "containers-0-placements-0-ORDER": "1",
    }

    desk.post(reverse("fronts:add"), form)

    front = Front.objects.get()
    assert told == [front.pk]
    assert front.containers.get().placements.get().story_id == draft_story.pk

    desk.post(reverse("fronts:delete", args=[front.pk]))
    assert told == [front.pk, front.pk]
    assert not Front.objects.exists()


def test_only_front_editors_arrange_fronts(sign_in, ada, frida):
    assert sign_in(ada).get(reverse("fronts:index")).status_code in (302, 403)
    assert sign_in(frida).get(reverse("fronts:index")).status_code == 200


def test_every_kind_of_row_has_its_editor(site_tree, sign_in):
    root = sign_in(factories.make_user("Root", is_superuser=True, is_staff=True))

    for kind in (
        "people_contributor",
        "taxonomy_topic",
        "taxonomy_place",
        "taxonomy_subject",
        "wire_source",
        "revenue_housead",
        "publication_opening",
        "publication_pressrelease",
    ):
        assert root.get(reverse(f"wagtailsnippets_{kind}:list")).status_code == 200, kind
        assert root.get(reverse(f"wagtailsnippets_{kind}:add")).status_code == 200, kind


def test_a_preview_is_printed_by_the_public_site(draft_story, sign_in, ben, monkeypatch):
    address = reverse("wagtailadmin_pages:view_draft", args=[draft_story.pk])
    monkeypatch.setattr(preview, "_registered", [])
    assert "No public site is installed" in sign_in(ben).get(address).content.decode()

    preview.register(lambda request, story: HttpResponse(f"<h1>{story.title}</h1>"))
    assert f"<h1>{draft_story.title}</h1>" in sign_in(ben).get(address).content.decode()
    assert [size["device_width"] for size in draft_story.preview_sizes] == [390, 1280]


def test_files_of_pictures_are_for_the_desk(sign_in, ben, cleo, client, settings):
    picture = factories.make_picture()
    private = settings.MEDIA_ROOT / "wire" / "npa"
    private.mkdir(parents=True)
    (private / "raw.jpg").write_bytes(b"raw")
    desk = sign_in(ben)

    assert b"".join(desk.get(picture.file.url).streaming_content)[:2] == b"\xff\xd8"
    for address in ("/media/wire/npa/raw.jpg", "/media/images/../wire/npa/raw.jpg", "/media/images/gone.jpg"):
        assert desk.get(address).status_code == 404
    assert client.get(picture.file.url).status_code == 403
    assert sign_in(cleo).get(picture.file.url).status_code == 403


def test_the_kill_form_wants_a_reason_and_certainty(published_story, sign_in, ada):
    desk, address = sign_in(ada), reverse("desk_kill", args=[published_story.pk])
    for form in ({"reason": "", "is_certain": "on"}, {"reason": "Court order"}):
        assert desk.post(address, form).status_code == 200
        assert not type(published_story).objects.get(pk=published_story.pk).is_killed

    desk.post(address, {"reason": "Court order", "is_reason_public": "on", "is_certain": "on"})

    kill = type(published_story).objects.get(pk=published_story.pk).kill
    assert (kill.reason, kill.is_reason_public, kill.by) == ("Court order", True, ada)
