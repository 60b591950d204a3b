"""Routing screens, alarms, kept searches and columns."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from broadsheet.desk.services.roles import open_desk
from broadsheet.people.models import User
from broadsheet.provenance.models import Pickup
from broadsheet.stories.models import StoryPage
from broadsheet.wire.models import Alarm, Preset, RoutingRule, WireItem
from broadsheet.wire.services.ingest import ingest
from tests import factories
from tests.wire.test_folder import ninjs
from tests.wire.test_routing import rule

NEWS = "/desk/inbox/news/"


@pytest.fixture
def boss(site_tree) -> User:
    """Somebody with every right."""
    return factories.make_user("Zoe", is_superuser=True)


@pytest.fixture
def alarmed(wire_source) -> WireItem:
    """An item that raised an alarm and was tagged."""
    rule("Urgent", urgency_most=2, raises_alarm=True, tags="flash")
    ingest(ninjs("Trams stop", urgency=1), source=wire_source)
    ingest(ninjs("Ferry sails"), source=wire_source)
    return WireItem.objects.get(headline="Trams stop")


def test_a_rule_is_written_tried_and_put_in_force(sign_in, boss, wire_source, site_tree):
    ingest(ninjs("Trams at last"), source=wire_source)
    desk = sign_in(boss)
    form = {"name": "Trams", "position": 10, "words": "tram*", "desk": site_tree.politics.pk, "publish_most_an_hour": 5}

    made = desk.post(reverse("routing_rules:add"), form)
    trial = desk.get(made.headers["Location"])

    assert "1 of 1 items. Nothing was changed." in trial.content.decode()
    assert not RoutingRule.objects.get().is_live
    desk.post(made.headers["Location"], {"mark": trial.context["rule"].mark})
    assert RoutingRule.objects.get().is_live
    ingest(ninjs("Trams again", uri="urn:2"), source=wire_source)
    assert WireItem.objects.get(guid="urn:2").section == site_tree.politics
    page = desk.get(reverse("desk_rules")).content.decode()
    assert "Trams" in page
    assert "Live" in page


def test_a_rule_that_changed_meanwhile_does_not_go_live(sign_in, boss, site_tree):
    made = rule(words="tram*", desk=site_tree.politics, is_live=False)

    answer = sign_in(boss).post(reverse("desk_rule", args=[made.pk]), {"mark": "seen before"}, follow=True)

    assert "says something else than what was tried" in answer.content.decode()
    assert not RoutingRule.objects.get().is_live


def test_an_editor_sees_the_rules_and_does_not_change_them(sign_in, ada, ben, site_tree):
    made = rule(words="tram*", desk=site_tree.politics)
    address = reverse("desk_rule", args=[made.pk])

    assert sign_in(ada).get(address).status_code == 200
    sign_in(ada).post(address, {"stand_down": "1"})
    assert RoutingRule.objects.get().is_live
    assert sign_in(ben).get(reverse("desk_rules")).status_code == 302


def test_an_item_says_which_rule_moved_it_and_why(sign_in, ada, wire_source, site_tree):
    rule("Trams to politics", words="tram*", desk=site_tree.politics)
    ingest(ninjs("Trams at last"), source=wire_source)

    page = sign_in(ada).get(reverse("desk_inbox_item", args=[WireItem.objects.get().pk])).content.decode()

    assert "Trams to politics" in page
    assert "sent to Politics (“tram*”)" in page


def test_an_alarm_stands_above_the_list_and_on_the_dashboard_until_it_is_seen(sign_in, ada, alarmed):
    desk = sign_in(ada)
    for address in ("/desk/inbox/", "/desk/wires/", "/desk/"):
        assert "Urgent" in desk.get(address).content.decode(), address

    desk.post(reverse("desk_alarm_see", args=[Alarm.objects.get().pk]))

    for address in ("/desk/inbox/", "/desk/wires/", "/desk/"):
        assert "Urgent" not in desk.get(address).content.decode(), address
    assert Alarm.objects.get().seen_by == ada


def test_an_open_page_learns_of_an_alarm_and_of_its_end(sign_in, ada, ben, alarmed):
    page = sign_in(ada)
    after = page.get("/desk/inbox/").context["cursor"]
    first = page.get(NEWS, {"after": after})
    etag = first.headers["ETag"]
    assert "Urgent" in first.json()["alarms"]
    assert page.get(NEWS, {"after": after}, headers={"if-none-match": etag}).status_code == 304

    sign_in(ben).post(reverse("desk_alarm_see", args=[Alarm.objects.get().pk]))

    later = page.get(NEWS, {"after": after}, headers={"if-none-match": etag})
    assert (later.status_code, later.json()["alarms"].strip()) == (200, "")


def test_the_list_is_narrowed_to_a_tag(sign_in, ada, alarmed):
    found = sign_in(ada).get("/desk/inbox/", {"tag": "flash"})

    assert [item.pk for item in found.context["items"]] == [alarmed.pk]


def test_a_search_is_kept_shared_and_forgotten(sign_in, ada, ben, alarmed):
    mine, theirs = sign_in(ada), sign_in(ben)
    kept = {"name": "Flashes", "query": "tag=flash&before=12&nonsense=1"}

    mine.post(reverse("desk_preset_keep"), kept)

    assert Preset.objects.get().query == "tag=flash"
    assert "Flashes" in mine.get("/desk/inbox/").content.decode()
    assert "Flashes" not in theirs.get("/desk/inbox/").content.decode()
    mine.post(reverse("desk_preset_keep"), kept | {"is_shared": "on"})
    assert "Flashes" in theirs.get("/desk/inbox/").content.decode()
    assert theirs.post(reverse("desk_preset_drop", args=[Preset.objects.get().pk])).status_code == 404
    mine.post(reverse("desk_preset_drop", args=[Preset.objects.get().pk]))
    assert not Preset.objects.exists()


@pytest.mark.parametrize("given", [{"name": "", "query": "q=trams"}, {"name": "Empty", "query": "nonsense=1"}])
def test_a_search_without_a_name_or_a_question_is_not_kept(given, sign_in, ada):
    answer = sign_in(ada).post(reverse("desk_preset_keep"), given, follow=True)

    assert "was not kept" in answer.content.decode()
    assert not Preset.objects.exists()


def test_columns_show_each_kept_search(sign_in, ada, alarmed):
    desk = sign_in(ada)
    everything = desk.get("/desk/wires/").context["columns"]
    assert [(column["name"], len(column["items"])) for column in everything] == [("Everything", 2)]

    for name, query in (("Flashes", "tag=flash"), ("Ferries", "q=ferry")):
        Preset.objects.create(owner=ada, name=name, query=query)

    found = desk.get("/desk/wires/").context["columns"]
    assert [(column["name"], [str(item) for item in column["items"]]) for column in found] == [
        ("Flashes", ["Trams stop"]),
        ("Ferries", ["Ferry sails"]),
    ]


def test_columns_cost_the_same_for_few_items_and_for_many(sign_in, ada, wire_source, django_assert_max_num_queries):
    for name in ("One", "Two", "Three"):
        Preset.objects.create(owner=ada, name=name, query=f"q={name}")
    for number in range(30):
        factories.make_item(wire_source, f"One two three {number}")
    desk = sign_in(ada)
    desk.get("/desk/wires/")

    with django_assert_max_num_queries(40):
        desk.get("/desk/wires/")


def test_a_trial_lists_copy_of_the_last_day_only(sign_in, boss, wire_source):
    ingest(ninjs("Trams at last"), source=wire_source)
    WireItem.objects.update(received_at=timezone.now() - timedelta(hours=25))
    made = rule(words="tram*", tags="trams", is_live=False)

    page = sign_in(boss).get(reverse("desk_rule", args=[made.pk])).content.decode()

    assert "The rule applies to none of it." in page


@pytest.fixture
def two_versions(wire_source) -> WireItem:
    """An item in two versions of two paragraphs."""
    for number, day in (("1", "Monday"), ("2", "Tuesday")):
        text = f"<p>The council votes on {day}.</p><p>Rain is expected.</p>"
        ingest(ninjs("Trams", version=number, uri="urn:1", body_xhtml=text, body_text=""), source=wire_source)
    return WireItem.objects.get()


def test_two_versions_are_compared_word_by_word(sign_in, ada, two_versions):
    new, old = two_versions.versions.order_by("-rank")

    page = sign_in(ada).get(reverse("desk_inbox_item", args=[two_versions.pk]), {"version": new.pk, "against": old.pk})

    text = page.content.decode()
    assert "<del>Monday.</del> <ins>Tuesday.</ins>" in text
    assert "Rain is expected." in text


def test_marked_paragraphs_go_to_the_end_of_a_draft_and_leave_their_line(sign_in, ada, two_versions, draft_story):
    before = len(draft_story.body)
    version = two_versions.latest
    form = {"version": version.pk, "story": draft_story.pk, "block": ["1"]}

    answer = sign_in(ada).post(reverse("desk_inbox_add", args=[two_versions.pk]), form)

    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[draft_story.pk])
    draft = StoryPage.objects.get(pk=draft_story.pk).get_latest_revision_as_object()
    assert len(draft.body) == before + 1
    assert "Rain is expected." in str(draft.body[-1].value)
    pickup = Pickup.objects.get(item=two_versions)
    assert (pickup.version, pickup.block_ids, pickup.by) == (version, [draft.body[-1].id], ada)


def test_without_a_mark_the_whole_text_is_added(sign_in, ada, two_versions, draft_story):
    before = len(draft_story.body)

    sign_in(ada).post(
        reverse("desk_inbox_add", args=[two_versions.pk]),
        {"version": two_versions.latest.pk, "story": draft_story.pk},
    )

    draft = StoryPage.objects.get(pk=draft_story.pk).get_latest_revision_as_object()
    assert len(draft.body) == before + 2


def test_what_was_taken_back_is_added_to_nothing(sign_in, ada, two_versions, wire_source, draft_story):
    version = two_versions.latest
    ingest(ninjs("KILL", version="3", uri="urn:1", pubstatus="canceled"), source=wire_source)

    sign_in(ada).post(
        reverse("desk_inbox_add", args=[two_versions.pk]), {"version": version.pk, "story": draft_story.pk}
    )

    assert not Pickup.objects.exists()


def test_nothing_is_added_to_a_story_of_another_desk(sign_in, two_versions, draft_story, site_tree):
    stranger = factories.make_user("Dan", groups=(open_desk(site_tree.world).reporters,))

    sign_in(stranger).post(
        reverse("desk_inbox_add", args=[two_versions.pk]),
        {"version": two_versions.latest.pk, "story": draft_story.pk},
    )

    assert not Pickup.objects.exists()
