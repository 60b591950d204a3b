"""What a source takes back reaches every story that used it, at once; the desk decides the rest; nothing is deleted."""

import itertools
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.desk.errors import ItemCanceled
from broadsheet.desk.services import pickup as service
from broadsheet.desk.services.pickup import pick_up
from broadsheet.provenance.models import RecallCase
from broadsheet.provenance.services.recall import stories_showing
from broadsheet.stories.errors import StoryHeld
from broadsheet.stories.models import Hold, Kill, PublicVersion, StoryPage
from broadsheet.wire.models import Source, WireItem
from broadsheet.wire.services.ingest import ingest
from tests import factories
from tests.public.test_visibility import CANARY, sightings, surfaces
from tests.wire.test_folder import ninjs

pytestmark = pytest.mark.django_db
CHECKED = "We are checking this story"


def send(source: Source, version: int = 1, headline: str = f"Trams {CANARY} again", **fields: Any) -> WireItem:
    """Let the source send a version of the item about trams."""
    [outcome] = ingest(ninjs(headline, version=str(version), **fields), source=source)
    assert outcome.item is not None
    return WireItem.objects.select_related("latest", "source").get(pk=outcome.item.pk)


def take(item: WireItem, by: Any, section: Any) -> StoryPage:
    """Pick an item up and publish the story."""
    return factories.publish(pick_up(item, by=by, section=section), by=by)


@pytest.fixture
def story(wire_source: Source, site_tree: Any, ada: Any, jobs: Any) -> StoryPage:
    """A published story made of version 1 of an item."""
    made = take(send(wire_source), ada, site_tree.politics)
    jobs()
    return made


def status(story: StoryPage, client: Client) -> tuple[int, bool]:
    """What a reader gets: the status, and whether she is told that the story is being checked."""
    answer = client.get(story.path_on_site)
    return answer.status_code, CHECKED in answer.content.decode()


@pytest.mark.parametrize("pubstatus", ["canceled", "withheld"])
def test_what_the_source_kills_or_withholds_is_on_no_surface_at_once(
    pubstatus: str, story: StoryPage, wire_source: Source, client: Client
) -> None:
    """Before any job has run, whatever draft is published; its address says that it is being checked."""
    assert len(sightings(client, story)) > len(surfaces(story)) / 2

    send(wire_source, 2, pubstatus=pubstatus)

    assert sightings(client, story) == []
    assert status(story, client) == (410, True)
    assert client.get(f"{story.path_on_site}story.ninjs").status_code == 410
    with pytest.raises(StoryHeld, match="NPA"):
        story.get_latest_revision().publish()
    assert status(story, client) == (410, True)


@pytest.mark.parametrize(
    ("policy", "answer"), [("hold", (410, True)), ("unpublish", (410, False)), ("flag", (200, False))]
)
def test_the_policy_of_the_source_says_what_happens_first(
    policy: str, answer: Any, story: StoryPage, wire_source: Source, client: Client
) -> None:
    Source.objects.update(on_recall=policy)

    send(wire_source, 2, pubstatus="canceled")

    assert status(story, client) == answer
    assert RecallCase.objects.get().act == policy


@pytest.mark.parametrize(
    ("fields", "cause", "is_held"),
    [
        ({"embargoed": "2099-01-01T00:00:00Z"}, "embargo", True),
        ({"ednote": "CORRECTS the name in paragraph 2."}, "correction", False),
        ({"headline": "Trams: a correctional officer speaks"}, None, False),
    ],
)
def test_an_embargo_holds_a_correction_alerts_and_an_update_does_neither(
    fields: Any, cause: str | None, is_held: bool, story: StoryPage, wire_source: Source, client: Client
) -> None:
    send(wire_source, 2, **fields)

    assert [case.cause for case in RecallCase.objects.all()] == ([cause] if cause else [])
    assert status(story, client) == ((410, True) if is_held else (200, False))


def test_an_embargo_that_was_there_when_it_was_picked_up_is_no_news(
    wire_source: Source, site_tree: Any, ada: Any
) -> None:
    pick_up(send(wire_source, embargoed="2099-01-01T00:00:00Z"), by=ada, section=site_tree.politics)

    send(wire_source, 2, embargoed="2099-01-01T00:00:00Z")
    assert not RecallCase.objects.exists()
    send(wire_source, 3, embargoed="2099-01-02T00:00:00Z")
    assert RecallCase.objects.get().cause == "embargo"


def decide(desk: Client, how: str, note: str = "") -> Any:
    """Press a button on the screen of the one case."""
    return desk.post(f"/desk/recalls/{RecallCase.objects.get().pk}/", {"decision": how, "note": note})


def test_the_desk_keeps_a_story_and_readers_have_it_again(
    story: StoryPage, wire_source: Source, client: Client, ada: Any, sign_in: Any
) -> None:
    """The list, the case, the dashboard and the decision."""
    send(wire_source, 2, pubstatus="canceled", ednote="Wrong day.")
    desk = sign_in(ada)
    screens = [desk.get(f"/desk/{path}").content.decode() for path in ("", "recalls/")]
    case = desk.get(f"/desk/recalls/{RecallCase.objects.get().pk}/").content.decode()

    decide(desk, "keep", "Two sources of our own.")

    assert all(story.title in screen for screen in screens)
    assert "Wrong day." in case
    assert status(story, client) == (200, False)
    decided = RecallCase.objects.get()
    assert (decided.state, decided.by, decided.note) == ("kept", ada, "Two sources of our own.")
    assert Hold.objects.get().ended_by == ada
    desk.get("/desk/recalls/")  # which says once that it stands
    assert story.title not in desk.get("/desk/recalls/").content.decode()
    assert story.title in desk.get("/desk/recalls/?state=decided").content.decode()


def test_the_desk_corrects_a_story_and_publishing_it_ends_the_check(
    story: StoryPage, wire_source: Source, client: Client, ada: Any, sign_in: Any
) -> None:
    send(wire_source, 2, pubstatus="withheld")
    answer = decide(sign_in(ada), "correct")
    during = status(story, client)

    story.title = "Trams run after all"
    factories.publish(story, by=ada)

    assert answer["Location"] == f"/desk/pages/{story.pk}/edit/"
    assert (during, status(story, client)) == ((410, True), (200, False))
    assert RecallCase.objects.get().state == "corrected"
    assert story.public_versions.last().kind == PublicVersion.Kind.CORRECTION


def test_what_answers_a_correction_of_the_source_is_a_correction_though_nothing_was_held(
    story: StoryPage, wire_source: Source, ada: Any, sign_in: Any
) -> None:
    """A version that came before, or a publication that changes no word, is what it was."""
    story.title = "Trams run on Tuesday as well"
    factories.publish(story, by=ada)
    send(wire_source, 2, ednote="CORRECTS the day.")
    decide(sign_in(ada), "correct")
    factories.publish(story, by=ada)
    kinds = [version.kind for version in story.public_versions.order_by("number")]
    send(wire_source, 3, ednote="CORRECTS the name.")
    sign_in(ada).post(f"/desk/recalls/{RecallCase.objects.first().pk}/", {"decision": "correct"})

    story.title = "Trams run on Wednesday"
    factories.publish(story, by=ada)

    after = [version.kind for version in story.public_versions.order_by("number")]
    assert (kinds, after) == (["initial", "update"], ["initial", "update", "correction"])
    assert {case.state for case in RecallCase.objects.all()} == {"corrected"}


def test_a_kill_while_the_correction_is_written_holds_the_story_again(
    story: StoryPage, wire_source: Source, client: Client, ada: Any, sign_in: Any
) -> None:
    send(wire_source, 2, pubstatus="withheld")
    decide(sign_in(ada), "correct")
    send(wire_source, 3, pubstatus="canceled")

    with pytest.raises(StoryHeld):
        factories.publish(story, by=ada)
    assert status(story, client) == (410, True)


def test_a_kill_closes_all_cases_and_they_say_who_gave_it_and_why(
    story: StoryPage, wire_source: Source, client: Client, ada: Any, sign_in: Any
) -> None:
    """The case leads to the order that asks twice."""
    send(wire_source, 2, pubstatus="withheld")
    case = RecallCase.objects.get()
    send(wire_source, 3, pubstatus="canceled")
    desk = sign_in(ada)
    assert f"/desk/stories/{story.pk}/kill/" in desk.get(f"/desk/recalls/{case.pk}/").content.decode()

    desk.post(f"/desk/stories/{story.pk}/kill/", {"reason": "Not true.", "is_certain": "on"})

    assert {(case.state, case.by, case.note) for case in RecallCase.objects.all()} == {("killed", ada, "Not true.")}
    assert Kill.objects.get().reason == "Not true."
    assert status(story, client) == (410, False)


@pytest.mark.parametrize("order", [("correct", "keep"), ("keep", "correct")])
def test_of_two_cases_one_is_kept_and_one_corrected_in_either_order(
    order: Any, story: StoryPage, wire_source: Source, client: Client, ada: Any, sign_in: Any
) -> None:
    """The correction can go out once nothing else is open."""
    send(wire_source, 2, pubstatus="withheld")
    send(wire_source, 3, pubstatus="canceled")
    desk = sign_in(ada)
    for case, how in zip(RecallCase.objects.order_by("pk"), order, strict=True):
        desk.post(f"/desk/recalls/{case.pk}/", {"decision": how})
    during = status(story, client)

    story.title = "Trams run after all"
    factories.publish(story, by=ada)

    assert (during, status(story, client)) == ((410, True), (200, False))
    assert {case.state for case in RecallCase.objects.all()} == {"kept", "corrected"}


@pytest.mark.parametrize("order", [("usable", "canceled"), ("canceled", "usable")])
def test_a_kill_that_bears_the_number_of_what_it_kills_is_heard(
    order: Any, wire_source: Source, site_tree: Any, ada: Any, client: Client
) -> None:
    """Some agencies send the same version once more with another status."""
    story = take(send(wire_source), ada, site_tree.politics)

    for pubstatus in (*order, *order):
        item = send(wire_source, 1, pubstatus=pubstatus)

    assert (item.pubstatus, item.versions.count()) == ("canceled", 2)
    assert status(story, client) == (410, True)
    assert RecallCase.objects.count() == 1


def test_one_case_that_is_open_keeps_the_story_held(
    story: StoryPage, wire_source: Source, client: Client, ada: Any, sign_in: Any
) -> None:
    """Two were opened; the first decision does not speak for the second."""
    send(wire_source, 2, pubstatus="withheld")
    first = RecallCase.objects.get()
    send(wire_source, 3, pubstatus="canceled")

    sign_in(ada).post(f"/desk/recalls/{first.pk}/", {"decision": "keep"})

    assert status(story, client) == (410, True)


def test_only_the_desk_of_the_story_decides(
    story: StoryPage, wire_source: Source, client: Client, ben: Any, sign_in: Any
) -> None:
    send(wire_source, 2, pubstatus="canceled")

    assert decide(sign_in(ben), "keep").status_code in (302, 403)
    assert status(story, client) == (410, True)


def test_a_decision_is_made_once(story: StoryPage, wire_source: Source, ada: Any, sign_in: Any) -> None:
    send(wire_source, 2, pubstatus="canceled")
    desk = sign_in(ada)
    decide(desk, "keep")

    answer = decide(desk, "correct")

    assert answer.status_code in (302, 403)
    assert RecallCase.objects.get().state == "kept"


@pytest.mark.parametrize("order", list(itertools.permutations([2, 3, 4, 5])))
def test_whatever_the_order_the_same_stories_are_held(
    order: Any, wire_source: Source, site_tree: Any, ada: Any, client: Client
) -> None:
    """A withhold, the story's return, a correction of it, a last kill; each delivered twice."""
    said = {
        2: {"pubstatus": "withheld"},
        3: {},
        4: {"ednote": "Corrects the day."},
        5: {"pubstatus": "canceled"},
    }
    story = take(send(wire_source), ada, site_tree.politics)

    for number in (*order, *order):
        send(wire_source, number, **said[number])

    cases = [(case.version.version, case.cause, case.act) for case in RecallCase.objects.order_by("version__rank")]
    assert cases == [("2", "withhold", "hold"), ("4", "correction", "flag"), ("5", "kill", "hold")]
    assert status(story, client) == (410, True)
    assert Hold.objects.count() == 1


def test_a_late_order_about_an_old_version_leaves_stories_of_the_new_one_alone(
    wire_source: Source, site_tree: Any, ada: Any, client: Client
) -> None:
    old = take(send(wire_source, 1), ada, site_tree.politics)
    new = take(send(wire_source, 3), ada, site_tree.politics)

    send(wire_source, 2, pubstatus="canceled")

    assert (status(old, client), status(new, client)) == ((410, True), (200, False))


def test_a_draft_of_what_was_killed_cannot_be_published(wire_source: Source, site_tree: Any, ada: Any) -> None:
    draft = pick_up(send(wire_source), by=ada, section=site_tree.politics)

    send(wire_source, 2, pubstatus="canceled")

    with pytest.raises(StoryHeld, match="killed"):
        factories.publish(draft, by=ada)


def test_a_kill_that_comes_while_the_item_is_picked_up_is_in_time(
    wire_source: Source, site_tree: Any, ada: Any, monkeypatch: Any
) -> None:
    """Between the look at the item and the draft."""
    item, real = send(wire_source), service.keep_pictures

    def slow(*args: Any) -> Any:
        send(wire_source, 2, pubstatus="canceled")
        return real(*args)

    monkeypatch.setattr(service, "keep_pictures", slow)
    with pytest.raises(ItemCanceled):
        pick_up(item, by=ada, section=site_tree.politics)
    assert not StoryPage.objects.exists()


@pytest.mark.parametrize(("kind", "elsewhere"), [("picture", 410), ("text", 200)])
def test_a_killed_picture_is_found_in_every_story_that_shows_it(
    kind: str, elsewhere: int, wire_source: Source, site_tree: Any, ada: Any, client: Client, jobs: Any
) -> None:
    """At the head of one story, in the text of another; a third shows none of it.

    What is wrong with a text may be nothing to a story that shares its picture, so that is flagged and stays.
    """
    rendition = {"main": {"href": "https://pictures.example/a.jpg"}}
    picture = {"type": "picture", "headline": "Tram", "body_text": "A tram.", "renditions": rendition}
    fields = {"renditions": rendition} if kind == "picture" else {"associations": {"main": picture}}
    item = send(wire_source, type=kind, **fields)
    first = factories.publish(
        described(pick_up(item, by=ada, section=site_tree.politics, load_picture=lambda href: factories.jpeg())), by=ada
    )
    second = factories.make_story(site_tree.politics, "Another", by=ada)
    second.body = [("picture", {"picture": first.lead_picture, "caption": "A tram."})]
    second, third = factories.publish(second, by=ada), factories.publish(factories.make_story(site_tree.politics, "X"))
    jobs()
    assert stories_showing([first.lead_picture_id]) == {first.pk, second.pk}

    send(wire_source, 2, type=kind, pubstatus="canceled")

    answers = [status(story, client)[0] for story in (first, second, third)]
    assert answers == [410, elsewhere, 200]
    assert set(RecallCase.objects.values_list("story_id", flat=True)) == {first.pk, second.pk}


def test_a_picture_that_was_killed_goes_out_in_no_new_story(
    wire_source: Source, site_tree: Any, ada: Any, sign_in: Any, client: Client
) -> None:
    """What is published with it is held in the same moment; the desk may keep it, and then it stays."""
    rendition = {"main": {"href": "https://pictures.example/a.jpg"}}
    item = send(wire_source, type="picture", renditions=rendition)
    first = described(pick_up(item, by=ada, section=site_tree.politics, load_picture=lambda href: factories.jpeg()))
    send(wire_source, 2, type="picture", renditions=rendition, pubstatus="canceled")
    later = factories.make_story(site_tree.politics, "Later", lead_picture=first.lead_picture, by=ada)

    later = factories.publish(later, by=ada)

    assert status(later, client) == (410, True)
    case = RecallCase.objects.get(story=later)
    assert (case.cause, case.act, case.item) == ("kill", "hold", item)
    sign_in(ada).post(f"/desk/recalls/{case.pk}/", {"decision": "keep"})
    later.title = "Later, and kept"
    assert status(factories.publish(later, by=ada), client) == (200, False)


def described(story: StoryPage) -> StoryPage:
    """Say what the lead picture shows, so that it may go out."""
    picture = story.get_latest_revision_as_object().lead_picture
    picture.description = "A tram"
    picture.save()
    return story


def test_nothing_is_deleted_and_the_record_says_who_did_what(
    story: StoryPage, wire_source: Source, ada: Any, sign_in: Any
) -> None:
    before = timezone.now()
    send(wire_source, 2, pubstatus="canceled")
    decide(sign_in(ada), "keep")

    [hold] = Hold.objects.all()
    assert before < hold.held_at < hold.ended_at < timezone.now()
    assert story.recalls.get().version.version == "2"
    assert [event.kind for event in events(story)] == ["published", "held", "released"]
    assert [event.by for event in events(story)][1:] == [None, ada]


def events(story: StoryPage) -> list[Any]:
    """What happened to a story's public state."""
    from broadsheet.stories.models import PublishEvent

    return list(PublishEvent.objects.filter(story_id=story.pk).order_by("pk"))
