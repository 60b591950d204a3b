"""The idle alarm, and the shell's view of the wires."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from broadsheet.interchange.items import Lifted
from broadsheet.wire.models import Source, WireItem
from broadsheet.wire.queries import quiet_sources, spell
from tests import factories
from tests.wire.server import Stage, say
from tests.wire.test_feed import rss

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make_feed(
    name: str, *, quiet_minutes: int, sent: int = 0, over: timedelta = timedelta(hours=1), **fields: Any
) -> Source:
    """A feed with its last items spread evenly over a time that ended some minutes ago."""
    last = NOW - timedelta(minutes=quiet_minutes)
    source = factories.make_source(
        name, connector=Source.Connector.FEED, last_item_at=last, **({"idle_after_minutes": 10} | fields)
    )
    step = over / max(sent - 1, 1)
    WireItem.objects.bulk_create(
        WireItem(source=source, guid=str(number), received_at=last - number * step) for number in range(sent)
    )
    return source


@pytest.mark.parametrize(
    ("quiet", "sent", "over", "sentence"),
    [
        (12, 160, timedelta(hours=4), "NPA has been quiet for 12 minutes, usually 40 items an hour."),
        (180, 24, timedelta(hours=24), "NPA has been quiet for 3 hours, usually 1 item an hour."),
        (3_000, 21, timedelta(days=6, hours=23), "NPA has been quiet for 2 days, usually 3 items a day."),
        (3_000, 2, timedelta(days=6), "NPA has been quiet for 2 days, with 2 items in the week before."),
        (11, 1, timedelta(), "NPA has been quiet for 11 minutes, with 1 item in the week before."),
        (11, 0, timedelta(), "NPA has been quiet for 11 minutes."),
    ],
)
def test_a_quiet_source_is_named_with_what_is_usual(quiet, sent, over, sentence, db):
    make_feed("NPA", quiet_minutes=quiet, sent=sent, over=over)

    assert [str(found) for found in quiet_sources(NOW)] == [sentence]


def test_only_sources_that_should_send_are_missed(db):
    make_feed("In time", quiet_minutes=10)
    make_feed("Off", quiet_minutes=99, is_enabled=False)
    make_feed("Staff", quiet_minutes=99, is_home=True)
    Source.objects.filter(pk=make_feed("By hand", quiet_minutes=99).pk).update(connector=Source.Connector.HAND)
    Source.objects.filter(pk=make_feed("New", quiet_minutes=99).pk).update(last_item_at=None)
    make_feed("Late", quiet_minutes=11)
    make_feed("Latest", quiet_minutes=99)

    assert [found.source.name for found in quiet_sources(NOW)] == ["Latest", "Late"]


def test_times_are_told_in_the_unit_people_use():
    minutes = [1, 119, 120, 47 * 60, 48 * 60]

    assert [spell(timedelta(minutes=count)) for count in minutes] == [
        "1 minute",
        "119 minutes",
        "2 hours",
        "47 hours",
        "2 days",
    ]


def run(*words: str) -> str:
    """Run the command and give what it said."""
    said = io.StringIO()
    call_command("wire", *words, stdout=said)
    return said.getvalue()


def test_the_list_names_faults_and_alarms(db):
    make_feed("NPA", quiet_minutes=60, last_error="It answered 500.", failures=3)

    said = run("list")

    assert "npa" in said
    assert "failed 3 times: It answered 500." in said
    assert "NPA has been quiet for" in said


@pytest.mark.parametrize("name", ["velan-herald", "Velan Herald"])
def test_a_source_is_fetched_at_once_by_slug_or_name(name, db, stage: Stage, monkeypatch):
    factories.make_source("Velan Herald", connector=Source.Connector.FEED, address=stage.url("/feed"))
    monkeypatch.setattr("broadsheet.wire.services.collect.fetch_feed", at_the_stage(stage))
    stage.answers["/feed"] = say(rss("Trams"), ETag='"1"')

    first = run("fetch", name)
    stage.answers["/feed"] = say(b"", status=304)
    second = run("fetch", name)

    assert first.startswith("new  Trams")
    assert second == "Velan Herald: nothing new\n"


def at_the_stage(stage: Stage) -> Any:
    """Fetch feeds from the stage, which is on this machine."""
    from broadsheet.wire.services.feed import fetch_feed

    return lambda source: fetch_feed(source, reach=stage.reach)


def test_a_fetch_that_fails_says_why_and_what_cannot_be_fetched_is_told_so(db, stage: Stage, monkeypatch):
    factories.make_source("Velan Herald", connector=Source.Connector.FEED, address=stage.url("/feed"))
    monkeypatch.setattr("broadsheet.wire.services.collect.fetch_feed", at_the_stage(stage))

    with pytest.raises(CommandError, match="answered 404"):
        run("fetch", "velan-herald")
    with pytest.raises(CommandError, match="No source is called “nobody”"):
        run("fetch", "nobody")


def test_an_item_is_shown_by_number_and_by_guid(wire_source):
    item = factories.make_item(
        wire_source, guid="urn:npa:7", lifted=(Lifted("credit", "Ada Lind/NPA"),), notes=("The time was guessed.",)
    )
    factories.make_item(wire_source, guid="urn:npa:7", version="2", lifted=(Lifted("credit", "Ada Lind/NPA"),))

    said = run("show", "urn:npa:7")

    assert said == run("show", str(item.pk))
    assert "Council votes on trams" in said
    assert [line[:11] for line in said.splitlines() if "received" in line] == ["  version 1", "* version 2"]
    assert "lifted credit: Ada Lind/NPA" in said
    with pytest.raises(CommandError, match="No item has the number or guid “99999”"):
        run("show", "99999")
