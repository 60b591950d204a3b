"""A polled feed: each thing once, politely, and no fault forgotten until it is mended."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from broadsheet.jobs.declare import SCHEDULE
from broadsheet.jobs.models import Job
from broadsheet.wire import tasks
from broadsheet.wire.models import Payload, Quarantine, Source, WireItem, WireVersion
from broadsheet.wire.pace import jittered
from broadsheet.wire.services.addresses import Reach
from broadsheet.wire.services.collect import claim_due
from broadsheet.wire.services.feed import fetch_feed
from broadsheet.wire.services.ingest import Fate
from tests import factories
from tests.wire.server import Stage, say

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def rss(*titles: str, ttl: int | None = None, picture: str = "") -> bytes:
    """A feed with an item a title; the title is the guid too."""
    wish = f"<ttl>{ttl}</ttl>" if ttl else ""
    enclosure = f'<enclosure url="{picture}" type="image/jpeg" length="1"/>' if picture else ""
    items = "".join(
        f"<item><guid isPermaLink='false'>{title}</guid><title>{title}</title>"
        f"<description>What is known of {title}.</description>{enclosure}</item>"
        for title in titles
    )
    return f"<rss version='2.0'><channel><title>Herald</title>{wish}{items}</channel></rss>".encode()


@pytest.fixture
def herald(db: None, stage: Stage) -> Source:
    """A feed of the stage, due every five minutes."""
    return factories.make_source("Velan Herald", connector=Source.Connector.FEED, address=stage.url("/feed"))


def fetched(source: Source, stage: Stage, *, at: datetime = NOW) -> list[Fate]:
    """Fetch once, as the row stands, and give the fates."""
    source.refresh_from_db()
    return [outcome.fate for outcome in fetch_feed(source, at=at, reach=stage.reach)]


def test_items_come_in_once_and_the_next_fetch_is_planned(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams", "Budget"), ETag='"1"', Last_Modified="Mon, 23 Nov 2026 10:00:00 GMT")

    first, second = fetched(herald, stage), fetched(herald, stage)

    assert (first, second) == ([Fate.NEW, Fate.NEW], [Fate.UNCHANGED, Fate.UNCHANGED])
    assert (WireItem.objects.count(), WireVersion.objects.count()) == (2, 2)
    assert Payload.objects.count() == 1  # the feed is kept once, not with every item
    herald.refresh_from_db()
    assert (herald.etag, herald.last_modified) == ('"1"', "Mon, 23 Nov 2026 10:00:00 GMT")
    assert (herald.failures, herald.last_error, herald.last_fetched_at) == (0, "", NOW)
    assert timedelta(seconds=300) <= herald.next_fetch_at - NOW <= timedelta(seconds=330)


def test_the_second_time_we_ask_for_changes_only(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams"), ETag='"1"')
    fetched(herald, stage)
    stage.answers["/feed"] = say(b"", status=304)

    assert fetched(herald, stage, at=NOW + timedelta(hours=1)) == []
    assert stage.asked[-1][1]["If-None-Match"] == '"1"'
    herald.refresh_from_db()
    assert (herald.etag, herald.last_item_at) == ('"1"', NOW)


def test_an_item_that_changed_is_a_new_version(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams"))
    fetched(herald, stage)
    stage.answers["/feed"] = say(rss("Trams").replace(b"What is known", b"All that is known"))

    assert fetched(herald, stage) == [Fate.UPDATED]
    assert WireItem.objects.get().versions.count() == 2


@pytest.mark.parametrize(
    ("ttl", "minutes"), [(None, 5), (1, 5), (30, 30), (44_640, 24 * 60)], ids=["none", "shorter", "longer", "absurd"]
)
def test_a_feed_may_ask_for_longer_rests_not_for_shorter_ones(ttl, minutes, herald: Source, stage: Stage):
    """The wish holds through answers that say “unchanged” and bear no wish."""
    stage.answers["/feed"] = say(rss("Trams", ttl=ttl), ETag='"1"')
    fetched(herald, stage)
    stage.answers["/feed"] = say(b"", status=304)

    fetched(herald, stage)

    herald.refresh_from_db()
    wait = herald.next_fetch_at - NOW
    assert timedelta(minutes=minutes) <= wait <= timedelta(minutes=minutes) * 1.1


def test_jitter_only_lengthens():
    assert [jittered(timedelta(minutes=10), chance) for chance in (0, 1)] == [
        timedelta(minutes=10),
        timedelta(minutes=11),
    ]


def test_faults_stay_on_the_row_and_space_the_fetches_out_until_one_succeeds(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(b"", status=500)
    waits = []
    for _ in range(8):
        fetched(herald, stage)
        herald.refresh_from_db()
        waits.append((herald.next_fetch_at - NOW) / timedelta(minutes=1))

    assert herald.failures == 8
    assert "answered 500" in herald.last_error
    for wait, planned in zip(waits, [10, 20, 40, 80, 160, 320, 360, 360], strict=True):
        assert planned <= wait <= planned * 1.1

    stage.answers["/feed"] = say(rss("Trams"))
    fetched(herald, stage)
    herald.refresh_from_db()
    assert (herald.failures, herald.last_error) == (0, "")


@pytest.mark.parametrize("status", [429, 503])
def test_a_source_that_asks_for_time_gets_it(status, herald: Source, stage: Stage):
    stage.answers["/feed"] = say(b"", status=status, Retry_After=str(3 * 3600))

    fetched(herald, stage)

    herald.refresh_from_db()
    assert timedelta(hours=3) <= herald.next_fetch_at - NOW <= timedelta(hours=3.3)
    assert "asked us to wait for 180 minutes" in herald.last_error


def test_a_source_that_is_gone_is_switched_off_and_says_so(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(b"", status=410)

    fetched(herald, stage)

    herald.refresh_from_db()
    assert not herald.is_enabled
    assert "gone for good (410)" in herald.last_error
    assert claim_due(now=NOW + timedelta(days=9)) == []


def test_a_page_instead_of_a_feed_is_a_fault_and_kept_for_inspection(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(b"<html><body>We have moved.</body></html>", ETag='"page"')

    assert fetched(herald, stage) == [Fate.QUARANTINED]

    herald.refresh_from_db()
    assert (herald.failures, herald.etag) == (1, "")
    assert "cannot be read" in herald.last_error
    assert Quarantine.objects.get().source == herald


def test_an_address_of_ours_is_a_fault_on_the_row(herald: Source, stage: Stage):
    assert fetch_feed(herald, at=NOW, reach=Reach(ports=frozenset({stage.port}))) == []

    assert stage.asked == []
    assert "not an address on the public internet" in herald.last_error


def test_robots_are_asked_once_a_day_and_obeyed(herald: Source, stage: Stage):
    stage.answers["/robots.txt"] = say(b"User-agent: *\nDisallow: /feed\n")
    stage.answers["/feed"] = say(rss("Trams"))

    assert fetched(herald, stage) == []
    assert fetched(herald, stage) == []

    assert stage.paths == ["/robots.txt"]
    herald.refresh_from_db()
    assert "robots.txt" in herald.last_error


@pytest.mark.parametrize(("status", "is_asked"), [(404, True), (403, True), (410, True), (500, False), (503, False)])
def test_no_robots_file_means_yes_and_a_broken_one_means_later(status, is_asked, herald: Source, stage: Stage):
    stage.answers["/robots.txt"] = say(b"", status=status)
    stage.answers["/feed"] = say(rss("Trams"))

    assert bool(fetched(herald, stage)) is is_asked
    assert ("/feed" in stage.paths) is is_asked


def test_one_item_the_database_refuses_costs_the_others_nothing(herald: Source, stage: Stage, monkeypatch):
    real = WireItem.save

    def save(self: WireItem, *args: object, **options: object) -> None:
        if self.headline == "Budget":
            raise ValueError("a string literal cannot contain NUL")
        real(self, *args, **options)

    monkeypatch.setattr(WireItem, "save", save)
    stage.answers["/feed"] = say(rss("Trams", "Budget", "Storm"))

    fates = fetched(herald, stage)

    assert fates == [Fate.NEW, Fate.QUARANTINED, Fate.NEW]
    assert sorted(WireItem.objects.values_list("headline", flat=True)) == ["Storm", "Trams"]
    assert "'Budget' was read but cannot be kept" in Quarantine.objects.get().reason


def test_killed_before_the_end_the_feed_is_asked_for_whole_again(herald: Source, stage: Stage, monkeypatch):
    """The ETag is kept last: kept first, the rest of the items would never be offered again."""
    stage.answers["/feed"] = say(rss("Trams", "Budget"), ETag='"1"')

    def killed(*args: object, **given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("broadsheet.wire.services.feed.note_success", killed)
        with pytest.raises(KeyboardInterrupt):
            fetched(herald, stage)

    assert fetched(herald, stage) == [Fate.UNCHANGED, Fate.UNCHANGED]
    assert "If-None-Match" not in stage.asked[-1][1]
    assert WireVersion.objects.count() == 2


def test_a_changed_address_begins_afresh(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams"), ETag='"1"')
    fetched(herald, stage)
    herald.refresh_from_db()

    herald.address = stage.url("/other")
    herald.save()

    herald.refresh_from_db()
    assert (herald.etag, herald.next_fetch_at) == ("", None)


def test_an_outcome_of_the_old_address_is_not_written_to_the_new_one(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams"), ETag='"1"')
    in_hand = Source.objects.get(pk=herald.pk)
    herald.address = stage.url("/other")
    herald.save()

    fetch_feed(in_hand, at=NOW, reach=stage.reach)

    herald.refresh_from_db()
    assert (herald.etag, herald.next_fetch_at) == ("", None)


def test_a_new_name_does_not_begin_afresh(herald: Source, stage: Stage):
    stage.answers["/feed"] = say(rss("Trams"), ETag='"1"')
    fetched(herald, stage)
    herald.refresh_from_db()

    herald.name = "Velan Post"
    herald.save()

    assert Source.objects.get().etag == '"1"'


def test_each_feed_that_is_due_is_queued_once(herald: Source):
    """A poll that comes again before the fetch has ended does not queue it a second time."""
    resting = factories.make_source(
        "Resting", connector=Source.Connector.FEED, next_fetch_at=timezone.now() + timedelta(1)
    )
    factories.make_source("Off", connector=Source.Connector.FEED, is_enabled=False)
    factories.make_source("By hand")

    assert (tasks.poll_feeds.func(), tasks.poll_feeds.func()) == (1, 0)

    job = Job.objects.get(task="broadsheet.wire.tasks.collect_source")
    assert (job.args, job.unique_key) == ([herald.pk], f"wire.source:{herald.pk}")
    assert job.queue == "outside"
    assert resting.pk not in job.args


def test_a_source_switched_off_after_it_was_queued_is_left_alone(herald: Source, stage: Stage):
    Source.objects.update(is_enabled=False)

    assert tasks.collect_source.func(herald.pk) == 0
    assert stage.asked == []


def test_the_schedule_has_both_looks():
    assert {name: SCHEDULE[name].seconds for name in ("wire.feeds", "wire.folders")} == {
        "wire.feeds": 15,
        "wire.folders": 5,
    }
