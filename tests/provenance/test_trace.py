"""What each block has from the wire is written down after each save and publish, and readers are told whose it is."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamValue

from broadsheet.desk.services.pickup import pick_up
from broadsheet.interchange.items import BlockKind, BodyBlock, SourceCredit
from broadsheet.jobs.models import Job
from broadsheet.provenance.facts import credit_changed
from broadsheet.provenance.models import BlockProvenance, Credit, Pickup
from broadsheet.provenance.services.trace import trace_story
from broadsheet.public.models import Card
from broadsheet.public.services.project import project_story
from broadsheet.stories.body import new_block
from broadsheet.stories.models import StoryPage
from broadsheet.wire.models import WireItem, WireVersion
from tests import factories

pytestmark = pytest.mark.django_db
FIRST = "The council of Aldermere voted late on Monday to bring back trams on Quay Street."
SECOND = "Opponents had said that the rails would drown shops in dust for two long summers."
THIRD = "The harbour board will pay a third of the cost, its chair said after the vote."
OWN = "Our reporter counted eleven people in the hall, none of whom would give a name."


def paragraphs(*texts: str) -> tuple[BodyBlock, ...]:
    return tuple(BodyBlock(BlockKind.PARAGRAPH, html=text) for text in texts)


@pytest.fixture
def item(wire_source: Any, site_tree: Any) -> WireItem:
    """An item of NPA in two paragraphs."""
    return factories.make_item(wire_source, section=site_tree.politics, body=paragraphs(FIRST, SECOND))


@pytest.fixture
def coast(site_tree: Any) -> WireItem:
    """An item of another wire, in one paragraph."""
    source = factories.make_source("Coast Press", credit="Coast Press")
    return factories.make_item(source, "Harbour board pays", section=site_tree.politics, body=paragraphs(THIRD))


@pytest.fixture
def story(item: WireItem, ada: Any) -> StoryPage:
    """A draft made of the item."""
    return pick_up(item, by=ada)


def rewrite(story: StoryPage, *blocks: Any, **fields: Any) -> StoryPage:
    """Keep a draft of these blocks: `(id or None, kind, value)`, or the text of a new paragraph."""
    raw = []
    for block in blocks:
        made = block if isinstance(block, tuple) else (None, "paragraph", f"<p>{block}</p>")
        raw.append(new_block(made[1], made[2]) | ({"id": made[0]} if made[0] else {}))
    draft = story.get_latest_revision_as_object()
    draft.body = StreamValue(draft.body.stream_block, raw, is_lazy=True)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return draft


def lines(story: StoryPage, number: int | None = None) -> list[tuple[int, int]]:
    """What is written down of each block: its words, and how many of them are verbatim."""
    rows = BlockProvenance.objects.filter(story=story, public_version__number=number).order_by("pk")
    return [(row.words, row.verbatim) for row in rows]


def kind(story: StoryPage) -> str:
    return Pickup.objects.filter(story=story).order_by("pk").values_list("kind", flat=True)[0]


def test_a_draft_is_traced_block_by_block(story: StoryPage, item: WireItem) -> None:
    first = story.body.raw_data[0]["id"]
    rewrite(story, (first, "paragraph", f"<p>{FIRST.replace('late', 'early')}</p>"), OWN)

    trace_story(story.pk)

    assert lines(story) == [(15, 14), (15, 0)]
    row = BlockProvenance.objects.get(block_id=first)
    assert (row.version, row.public_version) == (item.latest, None)
    assert row.runs == [[item.latest_id, 0, 5], [item.latest_id, 6, 9]]


def test_the_newest_draft_takes_the_place_of_the_one_before(story: StoryPage) -> None:
    trace_story(story.pk)
    rewrite(story, FIRST)
    trace_story(story.pk)
    trace_story(story.pk)

    assert lines(story) == [(15, 15)]


def test_words_of_a_version_that_came_later_are_known_by_it(story: StoryPage, item: WireItem) -> None:
    newer = item.latest.news_item.__class__(guid=item.guid, version="2", body=paragraphs(FIRST, THIRD))
    factories.keep_item(newer, source=item.source)
    rewrite(story, FIRST, THIRD)

    trace_story(story.pk)

    found = BlockProvenance.objects.filter(story=story).order_by("pk").values_list("version__version", flat=True)
    assert list(found) == ["1", "2"]


def test_every_public_version_keeps_its_trace(story: StoryPage) -> None:
    factories.publish(rewrite(story, FIRST, SECOND))
    trace_story(story.pk)
    factories.publish(rewrite(story, FIRST, OWN))
    trace_story(story.pk)

    assert lines(story, 1) == [(15, 15), (15, 15)]
    assert lines(story, 2) == lines(story) == [(15, 15), (15, 0)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((FIRST, SECOND), "verbatim"),
        ((FIRST, SECOND, OWN, OWN), "verbatim"),
        ((FIRST.replace("late", "early"), SECOND), "verbatim"),
        ((FIRST.replace("late", "early"), SECOND.replace("long ", "")), "edited"),
    ],
)
def test_the_pickup_says_how_its_item_is_used_now(story: StoryPage, texts: tuple[str, ...], expected: str) -> None:
    rewrite(story, *texts)

    trace_story(story.pk)

    assert kind(story) == expected


def test_what_is_rewritten_in_its_place_is_based_on_the_item_and_may_become_verbatim_again(story: StoryPage) -> None:
    first, second = (block["id"] for block in story.body.raw_data)
    rewrite(story, (first, "paragraph", f"<p>{OWN}</p>"), (second, "paragraph", f"<p>{SECOND[:40]} {OWN}</p>"))
    trace_story(story.pk)
    assert kind(story) == "based_on"

    rewrite(story, FIRST, SECOND)
    trace_story(story.pk)

    assert kind(story) == "verbatim"


def test_a_quote_alone_is_quoted(story: StoryPage) -> None:
    rewrite(story, OWN, (None, "quote", {"text": f"<p>{SECOND}</p>", "attribution": "Wim Oort"}))

    trace_story(story.pk)

    assert kind(story) == "quoted"


def test_an_item_that_is_a_picture_is_used_as_one(story: StoryPage) -> None:
    WireItem.objects.update(kind="picture")

    trace_story(story.pk)

    assert kind(story) == "picture"


def test_a_story_of_our_own_leaves_no_row_and_no_job(published_story: StoryPage, on_commit: Any) -> None:
    Job.objects.all().delete()
    with on_commit():
        published_story.save_revision()
        factories.publish(published_story)

    assert not Job.objects.filter(task__contains="provenance").exists()
    trace_story(published_story.pk)
    assert not BlockProvenance.objects.exists()
    assert not Credit.objects.exists()


def test_a_save_owes_one_trace_once_it_is_committed(story: StoryPage, on_commit: Any) -> None:
    Job.objects.all().delete()
    with on_commit():
        story.save_revision()
        story.save_revision()

    [job] = Job.objects.filter(task__contains="provenance")
    assert job.unique_key == f"trace:{story.pk}"


def test_to_save_a_draft_costs_nothing_before_the_commit_and_one_question_after(
    published_story: StoryPage, on_commit: Any
) -> None:
    with CaptureQueriesContext(connection) as before:
        published_story.save_revision()
    with CaptureQueriesContext(connection) as after, on_commit():
        published_story.save_revision()

    assert [query for query in before if "provenance_" in query["sql"]] == []
    assert len([query for query in after if "provenance_" in query["sql"]]) == 1


def test_to_publish_costs_a_story_of_the_wire_one_query_more_than_another(
    story: StoryPage, published_story: StoryPage, jobs: Any
) -> None:
    """And one of our own none: it is asked once whether anything is owed, in the place of what was done in any case."""
    factories.publish(story)
    jobs()

    def cost(of: StoryPage) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            factories.publish(of)
        return [query["sql"] for query in asked if "provenance_" in query["sql"] or "trace:" in query["sql"]]

    assert len(cost(published_story)) == 2  # what is owed, and the projector's, which reads the credit along
    assert len(cost(story)) == 3


def test_readers_are_told_whose_it_is(story: StoryPage, client: Client) -> None:
    factories.publish(story)
    trace_story(story.pk)

    page = client.get(StoryPage.objects.get(pk=story.pk).path_on_site).content.decode()

    assert "Originally appeared on NPA" in page
    assert "Originally appeared on NPA" in client.get("/feed.xml").content.decode()


@pytest.fixture
def mixed(story: StoryPage, coast: WireItem, ada: Any) -> StoryPage:
    """A story readers have, made of two sources, with nothing done yet about its credit."""
    Pickup.objects.create(story=story, item=coast, version=coast.latest, by=ada)
    return factories.publish(rewrite(story, FIRST, SECOND, THIRD, OWN))


def test_all_sources_of_a_story_are_named_to_readers(mixed: StoryPage, client: Client, jobs: Any) -> None:
    jobs()

    page = client.get(mixed.path_on_site).content.decode()

    said = "With material from NPA and Coast Press"
    assert said in page
    assert "Originally appeared on" not in page
    for extension in ("xml", "atom", "json"):
        assert said in client.get(f"/feed.{extension}").content.decode(), extension
    assert client.get(f"{mixed.path_on_site}story.ninjs").status_code == 200


def test_the_credit_is_made_again_with_the_read_model(mixed: StoryPage, jobs: Any) -> None:
    jobs()
    Card.objects.filter(pk=mixed.pk).delete()

    project_story(mixed.pk)

    assert Card.objects.get(pk=mixed.pk).source == ["NPA and Coast Press", "", "", True]


def test_what_an_editor_writes_goes_before(mixed: StoryPage, client: Client, jobs: Any) -> None:
    jobs()
    mixed.source_name = "The Harbour Pool"

    factories.publish(mixed)
    jobs()

    page = client.get(mixed.path_on_site).content.decode()
    assert "Originally appeared on The Harbour Pool" in page
    assert "With material" not in page


def test_a_draft_changes_no_credit_that_readers_see(mixed: StoryPage, jobs: Any) -> None:
    jobs()
    rewrite(mixed, OWN, SECOND)

    trace_story(mixed.pk)

    assert Credit.objects.get(story=mixed).names == ["NPA", "Coast Press"]


def test_a_story_mostly_ours_is_not_said_to_be_another_s_and_is_not_sent_there(
    site_tree: Any, wire_source: Any, ada: Any, client: Client
) -> None:
    """The licence may ask for the link to the original; the canonical address is ours."""
    credit = SourceCredit("Osmark Dagblad", "https://osmark.example/trams", "CC BY 4.0")
    item = factories.make_item(wire_source, section=site_tree.politics, body=paragraphs(FIRST), source_credit=credit)
    story = factories.publish(pick_up(item, by=ada))
    trace_story(story.pk)
    assert 'rel="canonical" href="https://osmark.example/trams"' in client.get(story.path_on_site).content.decode()

    factories.publish(rewrite(story, FIRST, OWN, OWN))
    trace_story(story.pk)

    page = client.get(story.path_on_site).content.decode()
    assert '<a href="https://osmark.example/trams">With material from Osmark Dagblad</a>' in page
    assert "CC BY 4.0" in page
    assert 'rel="canonical" href="https://osmark.example/trams"' not in page


def test_nothing_is_projected_again_if_readers_are_told_the_same(story: StoryPage, monkeypatch: Any) -> None:
    told: list[Any] = []
    monkeypatch.setattr(credit_changed, "announce", lambda **what: told.append(what))
    factories.publish(story)

    trace_story(story.pk)

    assert Credit.objects.get(story=story).names == ["NPA"]
    assert told == []


def test_as_many_versions_as_are_compared_are_read(story: StoryPage, item: WireItem, monkeypatch: Any) -> None:
    """A wire may send a version a minute all day; the one that was taken is never left out."""
    monkeypatch.setattr("broadsheet.provenance.queries.MOST_VERSIONS", 3)
    first = item.latest
    for number in range(2, 8):
        content = first.news_item.__class__(guid=item.guid, version=str(number), body=paragraphs(THIRD))
        factories.keep_item(content, source=item.source)
    assert WireVersion.objects.count() == 7

    trace_story(story.pk)

    assert lines(story) == [(15, 15), (15, 15)]
