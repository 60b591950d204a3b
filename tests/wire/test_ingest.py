"""Taking copy in: each version once, in whatever order and however often it comes."""

import io
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from broadsheet.desk.errors import ItemCanceled
from broadsheet.desk.services.pickup import pick_up
from broadsheet.taxonomy.models import Subject
from broadsheet.wire.facts import wire_item_arrived, wire_item_recalled
from broadsheet.wire.models import Quarantine, Source, WireItem, WireVersion
from broadsheet.wire.services import ingest as service
from broadsheet.wire.services.ingest import Fate, ingest, retry
from tests import factories
from tests.wire.test_folder import ninjs


def fates(*payloads: bytes, source: Source) -> list[Fate]:
    """Take payloads in, one after the other."""
    return [outcome.fate for raw in payloads for outcome in ingest(raw, source=source)]


def version(number: int, headline: str = "", **fields: Any) -> bytes:
    """A version of the item about trams."""
    return ninjs(f"Trams {headline or f'in version {number}'}", version=str(number), **fields)


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the facts announced."""
    said: list[str] = []
    for fact in (wire_item_arrived, wire_item_recalled):
        monkeypatch.setattr(fact, "_joined", [lambda fact=fact, **what: said.append(fact.name)])
    return said


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 10])))
def test_versions_in_any_order_end_with_the_newest(order, wire_source):
    """Ten is newer than two: versions are numbers, not words."""
    found = fates(*(version(number) for number in order), source=wire_source)

    item = WireItem.objects.get()
    assert (item.headline, item.latest.version) == ("Trams in version 10", "10")
    assert item.versions.count() == 3
    newest = list(itertools.accumulate(order, max))
    assert found == [
        Fate.NEW if place == 0 else Fate.UPDATED if number == newest[place] else Fate.OLDER
        for place, number in enumerate(order)
    ]


def test_a_version_delivered_again_changes_nothing(wire_source, announced):
    assert fates(version(1), version(1), version(2), version(1), version(2), source=wire_source) == [
        Fate.NEW,
        Fate.UNCHANGED,
        Fate.UPDATED,
        Fate.UNCHANGED,
        Fate.UNCHANGED,
    ]

    assert WireVersion.objects.count() == 2
    assert announced == ["wire_item_arrived"] * 2


def test_the_clock_has_no_say_in_which_version_is_newer(wire_source):
    """Agencies send an old version again with a new time."""
    fates(
        version(2, versioncreated="2026-11-23T10:00:00Z"),
        version(1, versioncreated="2026-11-23T12:00:00Z"),
        source=wire_source,
    )

    assert WireItem.objects.get().latest.version == "2"


def test_a_cancellation_that_arrives_first_holds(wire_source, site_tree, ben, announced):
    """The item it cancels comes later, and is not offered."""
    found = fates(version(2, pubstatus="canceled"), version(1), source=wire_source)

    item = WireItem.objects.get()
    assert found == [Fate.NEW, Fate.OLDER]
    assert item.pubstatus == "canceled"
    assert announced == ["wire_item_recalled"]
    with pytest.raises(ItemCanceled):
        pick_up(item, by=ben, section=site_tree.politics)


def test_a_cancellation_can_be_taken_back_by_a_newer_version(wire_source):
    fates(version(1), version(2, pubstatus="canceled"), version(3), source=wire_source)

    assert WireItem.objects.get().pubstatus == "usable"


def test_one_guid_of_two_sources_is_two_items(wire_source):
    other = factories.make_source("Strait Wire")

    fates(version(1), source=wire_source)
    fates(version(2, pubstatus="canceled"), source=other)

    assert WireItem.objects.get(source=wire_source).pubstatus == "usable"


def test_the_bytes_are_kept_as_they_came(wire_source):
    raw = version(1)

    ingest(raw, source=wire_source, file_name="trams.json")

    kept = WireVersion.objects.get()
    assert (bytes(kept.payload.raw), kept.file_name, kept.format) == (raw, "trams.json", "ninjs")


def test_copy_goes_to_the_section_of_its_subject_else_to_that_of_its_source(site_tree):
    Subject.objects.create(code="medtop:11000000", name="politics", section=site_tree.politics)
    source = factories.make_source(section=site_tree.sports)
    subject = [{"uri": "http://cv.iptc.org/newscodes/mediatopic/11000000", "name": "politics", "literal": "x"}]

    fates(ninjs("Mapped story", subjects=subject), ninjs("Unmapped story"), source=source)

    assert WireItem.objects.get(headline="Mapped story").section == site_tree.politics
    assert WireItem.objects.get(headline="Unmapped story").section == site_tree.sports


def test_an_item_without_a_language_has_its_source_s(db):
    source = factories.make_source(language="da")

    fates(ninjs("Own words", language="nb"), ninjs("No words"), source=source)

    assert dict(WireItem.objects.values_list("headline", "language")) == {"Own words": "nb", "No words": "da"}


def test_what_cannot_be_read_is_set_aside_with_its_line_and_counted(wire_source):
    raw = b'{\n  "uri": "urn:trams",\n  "headline": }\n'

    assert fates(raw, raw, source=wire_source) == [Fate.QUARANTINED] * 2

    row = Quarantine.objects.get()
    assert (bytes(row.raw), row.line, row.attempts) == (raw, 3, 2)
    assert "Line 3" in row.reason
    wire_source.refresh_from_db()
    assert wire_source.last_item_at is None


def test_a_quarantined_payload_is_read_again_when_a_parser_can(wire_source, monkeypatch):
    ingest(b"not ninjs, yet", source=wire_source, file_name="trams.txt")
    row = Quarantine.objects.get()

    assert [outcome.fate for outcome in retry(row)] == [Fate.QUARANTINED]
    row.refresh_from_db()
    assert (row.attempts, row.read_at) == (2, None)

    real = service.read
    monkeypatch.setattr(service, "read", lambda raw, **given: real(version(1), **given))
    assert [outcome.fate for outcome in retry(row)] == [Fate.NEW]
    row.refresh_from_db()
    assert row.read_at is not None


def test_only_what_is_new_ends_a_source_s_silence(wire_source):
    """A source that sends the same for ever has nothing to say."""
    fates(version(1), source=wire_source)
    wire_source.refresh_from_db()
    first = wire_source.last_item_at

    fates(version(1), source=wire_source)

    wire_source.refresh_from_db()
    assert first is not None
    assert wire_source.last_item_at == first


def test_the_command_prints_what_became_of_each_file(db, tmp_path: Path):
    (tmp_path / "trams.json").write_bytes(version(1))
    (tmp_path / "later.json").write_bytes(version(2, "in November"))
    (tmp_path / "bad.json").write_bytes(b"{")
    files = [str(tmp_path / name) for name in ("trams.json", "later.json", "trams.json", "bad.json")]
    said = io.StringIO()

    with pytest.raises(SystemExit, match="1"):
        call_command("ingest", *files, source="Strait Wire", stdout=said, stderr=said)

    lines = said.getvalue().splitlines()
    assert [line.split()[:2] for line in lines[:4]] == [
        ["trams.json:", "new"],
        ["later.json:", "updated"],
        ["trams.json:", "unchanged"],
        ["bad.json:", "quarantined"],
    ]
    assert "Trams in November" in lines[1]
    assert f"(number {Quarantine.objects.get().pk})" in lines[3]
    assert "broadsheet ingest --retry NUMBER" in lines[4]
    assert Source.objects.get().connector == Source.Connector.HAND


@pytest.mark.parametrize(
    ("names", "sources"), [(("NPA", "Northern", "npa"), 1), (("Агентство", "通信社", "Агентство"), 2)]
)
def test_the_command_knows_a_source_by_either_name(names, sources, db, tmp_path: Path):
    (tmp_path / "trams.json").write_bytes(version(1))
    if sources == 1:
        Source.objects.create(name="Northern", slug="npa", connector=Source.Connector.HAND)

    for name in names:
        call_command("ingest", tmp_path / "trams.json", source=name, stdout=io.StringIO())

    assert Source.objects.count() == WireItem.objects.count() == sources


def test_an_order_inside_another_document_reaches_its_item(wire_source):
    """NITF may say of one document what is to become of another."""
    nitf = '<nitf><head><docdata{}><doc-id id-string="{}"/><date.issue norm="{}"/></docdata></head><body/></nitf>'
    kill = ' management-doc-idref="npa:1" management-idref-status="canceled"'

    ingest(nitf.format("", "npa:1", "20261128T090000Z").encode(), source=wire_source)
    ingest(nitf.format(kill, "npa:2", "20261128T093000Z").encode(), source=wire_source)

    assert dict(WireItem.objects.values_list("guid", "pubstatus")) == {"npa:1": "canceled", "npa:2": "usable"}


def test_the_command_reads_a_quarantined_payload_again(wire_source, monkeypatch):
    ingest(b"{", source=wire_source, file_name="trams.json")
    real = service.read
    monkeypatch.setattr(service, "read", lambda raw, **given: real(version(1), **given))
    said = io.StringIO()

    call_command("ingest", retry=Quarantine.objects.get().pk, stdout=said)

    assert said.getvalue().startswith("trams.json: new")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Name one or more files"),
        ({"files": ["/nowhere/x.json"]}, "No such file"),
        ({"retry": 99}, "has the number 99"),
    ],
)
def test_the_command_says_what_is_missing(given, words, db):
    with pytest.raises(CommandError, match=words):
        call_command("ingest", *given.get("files", []), retry=given.get("retry"))


def test_nothing_of_an_item_is_kept_if_not_all_of_it_is(wire_source, monkeypatch):
    """An item is a transaction: killed half way, it comes whole the next time."""

    def killed(*args: object, **given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(service, "show", killed)
        with pytest.raises(KeyboardInterrupt):
            ingest(version(1), source=wire_source)
    assert (WireItem.objects.count(), WireVersion.objects.count()) == (0, 0)

    assert fates(version(1), source=wire_source) == [Fate.NEW]
    assert json.loads(bytes(WireVersion.objects.get().payload.raw))["version"] == "1"
