"""RSS, RDF, Atom and JSON Feed: what they say of themselves and of each item; one bad item never costs the others."""

import socket
import tarfile
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import BlockKind, Picture, SourceCredit, Term
from broadsheet.interchange.reading import FeedInfo
from tests.interchange.wording import outcome
from tests.samples import sample

OURS = Path(__file__).parent / "samples" / "feeds"
AN_HOUR_EAST = timezone(timedelta(hours=1))


def ours(name: str) -> Reading:
    return read((OURS / name).read_bytes(), name=name)


def test_rss_says_who_it_is():
    reading = ours("harbour.rss")

    assert reading.format == "rss"
    assert reading.feed == FeedInfo(
        title="Osmark Dagblad & Sons",
        home="https://dagblad.example/",
        language="en-gb",
        description="News from the north",
        ttl_minutes=30,
    )


def test_an_rss_item_fills_every_field():
    item = ours("harbour.rss").items[0]

    assert (item.guid, item.headline, item.standfirst) == (
        "dagblad-1",
        "Ham & eggs on the Wend",
        "Breakfast is back on board.",
    )
    assert (item.byline, item.language, item.provider) == ("Ada Moen and Ben Lund", "en-gb", "Osmark Dagblad & Sons")
    assert item.href == "https://dagblad.example/2026/ferry"
    assert item.created_at == datetime(2026, 11, 23, 10, tzinfo=AN_HOUR_EAST)
    assert item.usage_terms == "https://creativecommons.org/licenses/by/4.0/"
    assert item.copyright_notice == "Osmark Dagblad"
    assert [term.name for term in item.subjects] == ["20000538", "Ferries"]
    assert item.dateline == "OSLO"
    assert [block.html for block in item.body if block.html] == [
        'Breakfast is <a href="https://dagblad.example/menu">back</a>.'
    ]
    assert [block.href for block in item.body if block.kind is BlockKind.AUDIO] == ["https://dagblad.example/ferry.mp3"]


def test_of_one_media_group_the_widest_picture_is_taken_with_its_words():
    assert ours("harbour.rss").items[0].pictures == (
        Picture(
            href="https://dagblad.example/large.jpg",
            caption="The galley at dawn.",
            credit="Nils Ferro",
            mime_type="image/jpeg",
            width=1000,
            height=500,
        ),
    )


def test_the_source_element_and_the_credit_in_the_text_are_one_credit():
    assert ours("harbour.rss").items[0].source_credit == SourceCredit(
        "The Falls Reporter", "https://falls.example/ham", "https://creativecommons.org/licenses/by/4.0/"
    )


def test_a_summary_alone_is_the_text_and_a_missing_guid_is_made():
    item = ours("harbour.rss").items[1]

    assert [block.html for block in item.body] == ["Only a few words."]
    assert item.guid.startswith("urn:sha256:")
    assert item.guid == ours("harbour.rss").items[1].guid
    assert len(item.notes) == 2


def test_an_atom_entry_keeps_its_own_identifier_and_base():
    reading = ours("strait.atom")
    (item,) = reading.items

    assert (reading.format, reading.feed.title) == ("atom", "Strait & Wire")
    assert (item.guid, item.href) == ("nebel-1", "https://strait.example/news/nebel.html")
    assert (item.byline, item.language, item.copyright_notice) == ("Ada Moen and Ben Lund", "de", "Strait Wire")
    assert item.created_at == datetime(2026, 11, 22, 8, tzinfo=AN_HOUR_EAST)
    assert item.updated_at == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert item.subjects == (Term("Fog"),)
    assert item.source_credit == SourceCredit("Velan Herald")
    assert item.body[0].html == "Dichter Nebel."
    assert item.body[1].picture.href == "https://strait.example/news/kai.png"
    assert item.pictures == (Picture(href="https://strait.example/kai.jpg", mime_type="image/jpeg"),)


def test_a_later_update_has_a_greater_version():
    raw = (OURS / "strait.atom").read_bytes()

    later = read(raw.replace(b"2026-11-23T09:00:00Z", b"2026-11-24T09:00:00Z"))

    assert int(later.items[0].version) > int(read(raw).items[0].version)


def test_json_feed_keeps_the_good_items():
    reading = ours("signal.json")
    first, last = reading.items

    assert reading.format == "jsonfeed"
    assert reading.feed == FeedInfo(title="Signal & Noise", home="https://signal.example/", language="en-GB")
    assert (first.guid, first.headline, first.byline) == ("7", "Chips fall", "Ada Moen and Ben Lund")
    assert first.pictures == (Picture(href="https://signal.example/chip.jpg"),)
    assert first.body[0].html == 'Chips <a href="https://signal.example/more">fell</a>.'
    assert first.body[1].href == "https://signal.example/chips.mp3"
    assert (last.byline, [block.html for block in last.body]) == ("The desk", ["One.", "Two &amp; three."])
    assert [str(refusal) for refusal in reading.refusals] == [
        "Line 7: Item 2 of the feed is not a JSON object.",
        "Line 7: Item 3 of the feed has neither id nor url. Expected the identifier of the item.",
    ]


def test_rdf_is_read():
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="https://a.example/"><title>Old feed</title><link>https://a.example/</link></channel>
      <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link></item></rdf:RDF>"""

    reading = read(rdf)

    assert (reading.format, reading.feed.title) == ("rdf", "Old feed")
    assert [(item.headline, item.href) for item in reading.items] == [("One", "https://a.example/1")]


def test_one_item_beyond_the_bounds_does_not_cost_the_others():
    items = f"<item><title>Deep</title><description>{'&lt;div&gt;' * 600}</description></item>"
    feed = f"<rss version='2.0'><channel>\n{items}\n<item><title>Good</title></item></channel></rss>"

    reading = read(feed.encode())

    assert [item.headline for item in reading.items] == ["Good"]
    assert str(reading.refusals[0]).startswith("Line 2: Item “Deep” was refused: The HTML nests more than 512")


def test_a_feed_that_is_not_well_formed_is_mended_and_says_so():
    item = b"<item><title>Ham & eggs &nbsp; now</title></item>"
    feed = b"<rss version='2.0'><channel><title>T</title>\n" + item + b"</channel></rss>"

    reading = read(feed)

    assert reading.items[0].headline.replace("\xa0", " ").split() == ["Ham", "&", "eggs", "now"]
    assert "Line 2" in reading.feed.notes[0]


def test_nothing_is_ever_fetched(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the parser reached for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    doctype = b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">'

    assert read(doctype + b'<rss version="2.0"><channel><title>T</title></channel></rss>').feed.title == "T"
    with pytest.raises(Unreadable):
        read(b"http://127.0.0.1:9/feed")


SAMPLES = ("feedparser-tests", "w3c-feedvalidator-testcases")
ROOTS = {"rss", "RDF", "feed"}


@pytest.mark.samples
@pytest.mark.parametrize("archive", SAMPLES)
def test_public_test_cases_never_crash_and_well_formed_feeds_are_read(archive):
    """Thousands of cases made to break readers: each is read or refused; a well-formed feed is read."""
    outcomes: Counter[str] = Counter()
    refused = []

    with tarfile.open(sample(f"feeds/{archive}.tar.gz")) as tar:
        for member in tar:
            raw = tar.extractfile(member).read() if member.isfile() else b""
            found = outcome(raw) if raw else None
            outcomes[type(found).__name__] += 1
            if isinstance(found, Unreadable) and is_well_formed_feed(raw):
                refused.append((member.name, str(found)))

    assert outcomes["Reading"] > 1_500
    assert [case for case in refused if not is_our_rule(case[1])] == []


def is_well_formed_feed(raw: bytes) -> bool:
    try:
        root = etree.fromstring(raw, etree.XMLParser(no_network=True, resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return isinstance(root.tag, str) and etree.QName(root).localname in ROOTS


def is_our_rule(reason: str) -> bool:
    """Name the refusals we make on purpose: entities of their own, and a root that only looks like a feed's."""
    return "declares the entity" in reason or "The XML is not a feed" in reason


@pytest.mark.samples
@pytest.mark.parametrize("name", ["authors.json", "jsonfeed-extension.json"])
def test_public_json_feeds_are_read(name):
    reading = read(sample(f"feeds/jsonfeed/{name}").read_bytes())

    assert reading.items
    assert reading.refusals == ()


def test_a_category_of_a_known_vocabulary_is_coded_as_everyone_codes_it():
    codes = {term.name: term.code for item in ours("harbour.rss").items for term in item.subjects}

    assert codes["20000538"] == "medtop:20000538"
