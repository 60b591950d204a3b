"""What is meant to hurt, or is broken, is refused at once and with its line; encodings that lie are seen through."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.decoding import decode
from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.errors import TooLarge, Unreadable
from tests.interchange.wording import outcome

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE newsItem [
 <!ENTITY a "ha">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<newsItem guid="npa:1" xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><title>&b;</title></itemMeta></newsItem>"""
STEALING = b"""<!DOCTYPE rss [
<!ENTITY passwd SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&passwd;</title></channel></rss>"""


@contextmanager
def at_once(seconds: float = 1.0) -> Iterator[None]:
    """Hold the work inside to a bound on processor time."""
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (LAUGHS, r"^Line 3: The document declares the entity a"),
        (STEALING, r"^Line 2: The document declares the entity passwd"),
        (b"<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://a.example/x'> %x;]><rss/>", r"^Line 1: .*entity"),
        (b"<newsItem>\n" + b"<a>\n" * 300, r"^Line 201: The XML nests more than 200"),
        (b"<rss version='2.0'>\n" + b"<a>\n" * 100_000, r"^Line 201: The XML nests more than 200"),
        (b"[" * 100_000, r"^Line 1: The JSON nests more than 100"),
        (b'{"a":\n' * 100_000, r"^Line 101: The JSON nests more than 100"),
        (b'{"uri": "npa:1",\n "urgency": ' + b"9" * 50_000 + b"}", r"^Line \d: A number has 50,000 digits"),
        (b'{"uri": "npa:1",\n "headline": "cut', r"^Line 2: The JSON breaks off"),
        (b'[{"uri": "npa:1"}\n', r"^Line 2: The JSON list breaks off"),
        (b'{"uri": "npa:1"}\n{"uri": "npa:2"}', r"^Line 2: There is more after the end"),
        (b'{"uri": "npa:1", "urgency": NaN}', r"^Line 1: NaN is not a JSON value"),
        (b"[1, 2]", r"^Line 1: A ninjs item is a JSON object; this is a number"),
        (b"\n\n{}", r"^Line 3: The ninjs item has no uri"),
        (b"<newsItem guid='npa:1'>\n<itemMeta>\n</newsItem>", r"^Line 3: The XML is not well-formed"),
        (b"<newsItem>\n</newsItem>", r"^Line 1: The newsItem has no guid"),
        (b"<newsMessage/>", r"^Line 1: The message holds no item"),
        (b"<!DOCTYPE html><html><p>Hello", r"^Line 1: This is a web page"),
        (b"<kml/>", r"^Line 1: .*<kml>"),
        (b"<NewsML>\n<NewsItem/></NewsML>", r"^Line 2: A NewsItem has no NewsIdentifier"),
        (b"<NewsML>\n" + b"<NewsComponent>\n" * 300, r"^Line 201: The XML nests more than 200"),
        (b"<html>" + b"<div>\n" * 600, r"^Line 512: The HTML nests more than 512"),
        (b"From: a@npa.example\nTo: b\nDate: x\n\n", r"^Line 1: The mail has neither subject, text nor pictures"),
        (b"", r"^Line 1: The file received is empty"),
        (b"Dear editor,", r"^Line 1: The file received is neither XML nor JSON"),
        (b"\x89PNG\r\n\x1a\n\0\0", r"^Line 1: The file received is neither"),
        (b"\xff\xfe<\0r", r"^Line 1: "),
        (b"\xef\xbb\xbf<rss>\n\xff</rss>", r"^Line 2: The file starts as UTF-8 but byte"),
    ],
)
def test_it_is_refused_at_once_with_its_line(raw, reason):
    with at_once(), pytest.raises(Unreadable, match=reason) as caught:
        read(raw)

    assert caught.value.line


def test_a_payload_beyond_the_bounds_is_refused_by_size():
    with at_once(), pytest.raises(TooLarge, match="At most 16,777,216 are read"):
        read(b" " * (16 * 1024 * 1024 + 1))


def test_a_bomb_in_the_body_costs_only_its_item():
    bomb = {"uri": "npa:1", "body_html": "<div>" * 90_000}

    with at_once():
        reading = read(json.dumps([bomb, {"uri": "npa:2"}]).encode())

    assert [item.guid for item in reading.items] == ["npa:2"]
    assert "nests more than 512" in str(reading.refusals[0])


@pytest.mark.parametrize(
    "raw",
    [
        b"<rss version='2.0'><channel>" + b"<item><title>x</title></item>" * 30_000 + b"</channel></rss>",
        b"<rss version='2.0'><channel><item><title>" + b"<![CDATA[" * 50_000,
        b"<rss version='2.0'><channel>" + b"<item " * 50_000,
        b"<rss " + b"a='" * 100_000,
        b"<!--" * 100_000,
        b"<!DOCTYPE " * 50_000,
        b'{"uri": "npa:1", "x": "' + b'\\"' * 200_000,
        b"From: a\n" * 300_000,
        b"<html>" + b"<script" * 500_000,
    ],
    ids=["items", "cdata", "tags", "attributes", "comments", "doctypes", "escapes", "fields", "scripts"],
)
def test_length_costs_no_more_than_length(raw):
    with at_once(30):
        assert isinstance(outcome(raw), Reading | Unreadable)


NEWS = '<newsItem guid="npa:1"><itemMeta><title>Überfahrt — spät</title></itemMeta></newsItem>'


@pytest.mark.parametrize(
    ("declared", "encoding", "noted"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8", "utf-8-sig", False),
        ("iso-8859-1", "utf-8", True),
        ("utf-16", "utf-16", False),
        ("windows-1252", "windows-1252", False),
        ("iso-8859-1", "windows-1252", False),
        ("utf-8", "windows-1252", True),
        ("hex", "windows-1252", True),
        ("utf-16", "utf-8", True),
        ("", "windows-1252", True),
        ("", "utf-16-le", True),
        ("koi9", "utf-8", True),
    ],
)
def test_an_encoding_that_lies_is_seen_through(declared, encoding, noted):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""

    reading = read((head + NEWS).encode(encoding))

    assert reading.items[0].headline == "Überfahrt — spät"
    assert bool(reading.notes) is noted
    assert reading.items[0].notes == reading.notes


def test_the_transport_may_name_the_encoding():
    raw = NEWS.replace("—", "-").encode("iso-8859-2").replace(b"\xdc", b"\xb1")

    assert "ą" in decode(raw, content_type="text/xml; charset=ISO-8859-2")[0]


MARKS = """< > </ /> <rss> <channel> <item> <title> <!-- --> <![CDATA[ ]]> &x; <newsItem/> <contentSet> <inlineXML>
    <nitf> <html> <?xml ?> { } [ ] "uri": "a" , 1e999 "bodies": \\u0000 <body> <article>
    <NewsML> <NewsItem> <NewsComponent> <ContentItem> <DataContent> From: Date: Subject: MIME-Version:"""
NAMED = (b"<newsItem guid='a'>", b"<!DOCTYPE a [", b"\0", b"\xff", b"\xef\xbb\xbf", b" ", b"\n")
PIECES = st.sampled_from([*(mark.encode() for mark in MARKS.split()), *NAMED])


@given(st.one_of(st.lists(PIECES, max_size=20).map(b"".join), st.binary(max_size=80)))
def test_any_bytes_are_read_or_refused(raw):
    found = outcome(raw)

    assert isinstance(found, Reading) or str(found).endswith(".")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
KEYS = """uri type version versioncreated embargoed pubstatus urgency headline headlines body_html bodies associations
    renditions subject subjects infosources rightsinfo altids by located place people items authors attachments
    tags id"""


@given(
    st.dictionaries(st.sampled_from(KEYS.split()), VALUES, max_size=6),
    st.sampled_from(["", "https://jsonfeed.org/version/1.1"]),
)
def test_any_json_object_is_read_or_refused(given_values, version):
    value = {"uri": "npa:1", "items": [], **given_values, **({"version": version} if version else {})}

    assert isinstance(outcome(json.dumps(value).encode()), Reading | Unreadable)
