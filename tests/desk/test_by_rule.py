"""What a rule has cleared goes out by itself: once, whole, within its limit, and never over a person's work."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from broadsheet.desk.services.pickup import pick_up
from broadsheet.provenance.models import Pickup, RecallCase
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.kill import kill_story
from broadsheet.wire.models import Alarm, Routing, RoutingRule, Source, WireItem
from broadsheet.wire.services.ingest import ingest
from broadsheet.wire.services.route import stand_down
from tests.wire.test_folder import ninjs
from tests.wire.test_routing import rule

HELD, PUBLISHED = Routing.Outcome.HELD, Routing.Outcome.PUBLISHED


@pytest.fixture
def results(wire_source, site_tree) -> RoutingRule:
    """A rule that publishes results of the agency."""
    return rule("Results", words="result*", source=wire_source, desk=site_tree.politics, publishes=True)


def send(source: Source, headline: str = "Results of the day", version: str = "1", **fields: Any) -> None:
    """Deliver a version of the results."""
    ingest(ninjs(headline, version=version, **({"uri": "urn:results"} | fields)), source=source)


def outcome() -> tuple[str, str]:
    """Say what came of the latest routing."""
    row = Routing.objects.latest("pk")
    return row.outcome, row.outcome_note


def test_cleared_copy_is_published_whole_with_its_credit(wire_source, results, site_tree, jobs, client):
    send(wire_source)
    assert not StoryPage.objects.exists()  # by a job, not by the delivery

    jobs()

    story = StoryPage.objects.get()
    assert story.live
    assert story.get_parent().specific == site_tree.politics
    assert "The council votes on Monday." in client.get(story.url).content.decode()
    assert (story.source_name, outcome()) == ("NPA", (PUBLISHED, ""))
    assert Pickup.objects.get().by is None


def test_a_delivery_or_a_job_done_twice_publishes_once(wire_source, results, jobs):
    from broadsheet.desk.tasks import publish_cleared

    for _ in range(2):
        send(wire_source)
        jobs()
    publish_cleared.func(Routing.objects.get().pk)

    assert StoryPage.objects.count() == Pickup.objects.count() == 1


def test_a_newer_version_follows_at_the_same_address(wire_source, results, jobs, client):
    send(wire_source)
    jobs()
    before = StoryPage.objects.get().url

    send(wire_source, "Results of the day, in full", "2", body_text="The council has voted.")
    jobs()

    story = StoryPage.objects.get()
    page = client.get(before).content.decode()
    assert (story.url, story.live) == (before, True)
    assert "The council has voted." in page
    assert "The council votes on Monday." not in page
    assert [pickup.version.version for pickup in Pickup.objects.order_by("pk")] == ["1", "2"]


def test_a_correction_that_went_out_by_itself_closes_its_case(wire_source, results, jobs):
    send(wire_source)
    jobs()

    send(wire_source, version="2", ednote="Corrects the figure", body_text="The council votes on Tuesday.")
    jobs()

    assert outcome()[0] == PUBLISHED
    assert RecallCase.objects.get().state == RecallCase.State.CORRECTED


def test_a_kill_of_what_a_rule_published_takes_it_back(wire_source, results, jobs, client):
    send(wire_source)
    jobs()
    url = StoryPage.objects.get().url

    send(wire_source, "KILL", "2", pubstatus="canceled")
    jobs()
    send(wire_source, version="3")  # the agency sends it anew; a person decides

    jobs()
    assert client.get(url).status_code == 410
    assert outcome()[0] == HELD


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"pubstatus": "withheld"}, "Its source withholds it."),
        ({"embargoed": "2099-01-01T00:00:00Z"}, "It is under embargo until 01 January 2099"),
    ],
)
def test_copy_that_may_not_be_used_is_held_and_says_so(fields, why, wire_source, results, jobs):
    send(wire_source, **fields)
    jobs()

    assert not StoryPage.objects.exists()
    assert outcome()[0] == HELD
    assert why in outcome()[1]
    assert why in Alarm.objects.get().why


def test_beyond_its_limit_a_rule_raises_an_alarm_instead(wire_source, results, jobs):
    RoutingRule.objects.update(publish_most_an_hour=2)

    for number in range(3):
        send(wire_source, f"Results {number}", uri=f"urn:{number}")
        jobs()

    assert StoryPage.objects.count() == 2
    assert outcome() == (HELD, "The rule may publish 2 an hour, and has.")
    assert Alarm.objects.get().item.guid == "urn:2"
    Routing.objects.update(routed_at=timezone.now() - timedelta(minutes=61))
    send(wire_source, "Results 4", uri="urn:4")
    jobs()
    assert StoryPage.objects.count() == 3


def test_copy_that_a_person_has_taken_is_theirs(wire_source, results, ada, jobs):
    send(wire_source)
    pick_up(WireItem.objects.get(), by=ada)  # before the job has run

    jobs()

    assert StoryPage.objects.count() == 1
    assert not StoryPage.objects.get().live
    assert outcome() == (HELD, "Ada has taken it.")


def test_a_story_that_a_person_has_edited_is_left_to_them(wire_source, results, ada, jobs):
    send(wire_source)
    jobs()
    story = StoryPage.objects.get()
    story.title = "Results, and what they mean"
    story.save_revision(user=ada).publish(user=ada)

    send(wire_source, version="2", body_text="The council has voted.")
    jobs()

    assert StoryPage.objects.get().title == "Results, and what they mean"
    assert outcome()[0] == HELD
    assert "Ada has edited" in outcome()[1]


def test_a_story_killed_or_withdrawn_is_not_published_again(wire_source, results, ada, jobs):
    for number, take_away in enumerate((lambda s: kill_story(s, reason="Wrong", by=ada), lambda s: s.unpublish())):
        send(wire_source, uri=f"urn:{number}")
        jobs()
        take_away(StoryPage.objects.latest("pk"))

        send(wire_source, version="2", uri=f"urn:{number}")
        jobs()

        assert outcome()[0] == HELD
        assert not StoryPage.objects.latest("pk").is_out


def test_a_rule_taken_out_of_force_meanwhile_publishes_nothing(wire_source, results, jobs):
    send(wire_source)
    stand_down(results)

    jobs()

    assert not StoryPage.objects.exists()
    assert outcome() == (HELD, "The rule is no longer in force.")


def test_a_version_overtaken_before_it_went_out_is_left_to_the_newer(wire_source, results, jobs):
    send(wire_source, "Results, first")
    send(wire_source, "Results, second", "2")

    jobs()

    assert StoryPage.objects.get().title.replace("\xa0", " ") == "Results, second"
    assert [row.outcome for row in Routing.objects.order_by("version__rank")] == ["", PUBLISHED]
