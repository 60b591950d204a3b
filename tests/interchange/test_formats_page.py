"""The conformance tables of `docs/reference/formats.md` say what readers and writers do, no more and no less.

Which fields a reader fills is seen on invented payloads that say all they can in their format; the public samples must
not fill any other. Which fields a writer keeps is seen on an item that has them all.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path

import pytest

from broadsheet.interchange.carried import LOSSES
from broadsheet.interchange.detect import read
from broadsheet.interchange.items import NewsItem
from tests.interchange.test_email import PNG, mail
from tests.interchange.test_teletype import anpa, iptc
from tests.interchange.test_writers import FORMATS, LICENSED
from tests.interchange.test_writers_conformance import FOLDERS, items_in
from tests.samples import sample

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "formats.md"
SAMPLES = Path(__file__).parent / "samples"
EMPTY = NewsItem(guid="")
NAMES = [field.name for field in fields(NewsItem) if field.name not in ("notes", "lifted")]
PACKAGE = replace(LICENSED, kind="package")

RSS = b"""<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:cc="http://web.resource.org/cc/"><channel>
 <title>Strait Wire</title><language>en</language><copyright>Strait Wire 2026</copyright><item>
 <guid>urn:sw:1</guid><title>Ferry sails</title><link>https://strait.example/1</link><dc:creator>Ada Lind</dc:creator>
 <category>Ferries</category><pubDate>Tue, 01 Dec 2026 06:00:00 GMT</pubDate><media:credit>Ben Aas</media:credit>
 <cc:license>https://licences.example/by</cc:license><source url="https://dagblad.example/1">Osmark Dagblad</source>
 <media:content url="https://strait.example/1.jpg" medium="image"/><description>All about the ferry.</description>
 <content:encoded>&lt;p&gt;PORT SABLE (SW) - The night ferry sails all winter.&lt;/p&gt;</content:encoded>
 </item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Strait Wire</title><entry><id>urn:sw:2</id>
 <title>Ferry sails</title><updated>2026-12-01T06:00:00Z</updated><link rel="license" href="https://licences.example/by"/>
 <content type="html">&lt;p&gt;The night ferry sails.&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Strait Wire", "language": "en", "items": [{
 "id": "urn:sw:1", "url": "https://strait.example/1", "title": "Ferry sails", "summary": "All about it.",
 "content_html": "<p>PORT SABLE (SW) - The ferry sails.</p>\
<p>This story was originally published by \
<a href='https://dagblad.example/1'>Osmark Dagblad</a>.</p>",
 "image": "https://strait.example/1.jpg", "date_modified": "2026-12-01T06:00:00Z", "tags": ["Ferries"],
 "authors": [{"name": "Ada Lind"}]}]}"""


def read_all(payloads: Iterable[bytes]) -> list[NewsItem]:
    return [item for raw in payloads for item in read(raw).items]


EVIDENCE = {
    **{form.name: [form.write(LICENSED), form.write(PACKAGE)] for form in FORMATS},
    "feeds": [RSS, ATOM],
    "jsonfeed": [JSON_FEED],
    "iptc7901": [
        iptc(),
        iptc("EMBARGOED UNTIL 1800 GMT DEC 6\n\nEds: New.\n\n   Text.\n"),
        iptc("MANDATORY KILL\n\n   Text.\n"),
    ],
    "newsml1": [path.read_bytes() for path in sorted((SAMPLES / "newsml1").iterdir())],
    "email": [mail("By Ada Lind\n\nPORT SABLE - The ferry sails.\n", files=[("quay.png", "image/png", PNG)])],
    "html": [path.read_bytes() for path in sorted((SAMPLES / "pages").iterdir())],
    "anpa1312": [anpa(), anpa("EMBARGOED UNTIL 1800 GMT DEC 6\n\tText.\n"), anpa("\tText.\n", words="BC-X KILL")],
}
HEADS = {
    "ninjs": "ninjs",
    "newsml-g2": "NewsML-G2",
    "nitf": "NITF",
    "feeds": "RSS, Atom",
    "jsonfeed": "JSON Feed",
    "iptc7901": "IPTC 7901",
    "anpa1312": "ANPA 1312",
    "newsml1": "NewsML 1",
    "email": "mail",
    "html": "web pages",
}
FEEDS = ("rss", "rdf", "atom")


def filled(items: Iterable[NewsItem]) -> set[str]:
    """Name the fields that any of some items has something in that is not what an empty item has."""
    return {name for item in items for name in NAMES if getattr(item, name) != getattr(EMPTY, name)}


def kept(name: str, form_name: str) -> str:
    """Say how much of a field comes back from what a writer wrote of an item that has them all."""
    form = next(form for form in FORMATS if form.name == form_name)
    pairs = [(getattr(item, name), getattr(form.back(item), name)) for item in (LICENSED, PACKAGE)]
    is_lossy = name in {loss.field for loss in LOSSES[form_name]}
    if all(meant == found for meant, found in pairs) and not is_lossy:
        return "whole"
    return "no" if all(found == getattr(EMPTY, name) for _, found in pairs) else "in part"


def conformance_table() -> str:
    evidence = {name: filled(read_all(payloads)) for name, payloads in EVIDENCE.items()}
    head = [*(f"reads {HEADS[name]}" for name in EVIDENCE), *(f"writes {HEADS[form.name]}" for form in FORMATS)]
    rows = [
        [
            f"`{name}`",
            *("yes" if name in evidence[form] else "" for form in EVIDENCE),
            *(kept(name, f.name) for f in FORMATS),
        ]
        for name in NAMES
    ]
    return table(["field", *head], rows)


def loss_table() -> str:
    rows = [[HEADS[form], f"`{loss.field}`", loss.reason] for form, losses in LOSSES.items() for loss in losses]
    return table(["format", "field", "what is lost, and why"], rows)


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@pytest.mark.parametrize("wanted", [conformance_table, loss_table], ids=["conformance", "losses"])
def test_the_page_has_the_table_that_is_true(wanted):
    assert wanted() in PAGE.read_text(), f"Put this into {PAGE.name}:\n{wanted()}"


@pytest.mark.samples
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_samples_fill_no_field_that_the_page_denies(folder):
    claimed = {name: filled(read_all(payloads)) for name, payloads in EVIDENCE.items()}

    for name, form, item in items_in(sample(folder)):
        assert filled([item]) <= claimed["feeds" if form in FEEDS else form], (name, form)
