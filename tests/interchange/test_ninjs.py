"""What we write as ninjs reads back as the same item, and what readers of other versions send is understood."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.body_html import html_from_blocks
from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, PubStatus, SourceCredit, Term
from broadsheet.interchange.ninjs import read_ninjs, write

FOG = Picture(
    href="https://npa.example/fog.jpg",
    caption="Fog & ferries.",
    credit="Nils Ferro/NPA",
    alternative_text="A quay in “fog”",
    width=1200,
    height=800,
)
KEY = Picture(href="https://npa.example/quay.jpg")
BODY = (
    BodyBlock(
        BlockKind.PARAGRAPH, html='The <b>Rotunda</b> voted &amp; <a href="https://npa.example/?a=1&amp;b=2">left</a>.'
    ),
    BodyBlock(BlockKind.CROSSHEAD, html="Ham & eggs <today>", level=3),
    BodyBlock(BlockKind.QUOTE, html="No.<br><br>Never.", attribution="Dagny Rook & co"),
    BodyBlock(BlockKind.LIST, html="<ul><li>a<ul><li>b</li></ul></li></ul>"),
    BodyBlock(
        BlockKind.TABLE, html="<table><caption>Votes</caption><tbody><tr><th>a</th><td>1</td></tr></tbody></table>"
    ),
    BodyBlock(BlockKind.PICTURE, picture=FOG),
    BodyBlock(BlockKind.GALLERY, html="Both", pictures=(FOG, KEY)),
    BodyBlock(BlockKind.FACTBOX, html="<p>One</p><p>Two</p>"),
    BodyBlock(BlockKind.RELATED, html="Ferry late", href="https://npa.example/ferry"),
    BodyBlock(BlockKind.EMBED, html="Map", href="https://maps.example/1"),
    BodyBlock(BlockKind.EMBED, href="https://www.youtube.com/watch?v=abcdefghijk"),
    BodyBlock(BlockKind.AUDIO, href="https://npa.example/a.mp3"),
    BodyBlock(BlockKind.VIDEO, html="Film", href="https://npa.example/v.mp4", picture=KEY),
    BodyBlock(BlockKind.PREFORMATTED, html="a\n  b < c"),
    BodyBlock(BlockKind.DIVIDER),
    BodyBlock(BlockKind.PARAGRAPH, html="End."),
)
WHOLE = NewsItem(
    guid="urn:newsml:npa.example:1",
    version="3",
    pubstatus=PubStatus.WITHHELD,
    headline="Budget passes",
    slugline="BUDGET-VOTE",
    standfirst="By three votes.",
    byline="Maren Holt",
    dateline="ALDERMERE, Nov 23 (NPA)",
    language="en-GB",
    urgency=2,
    ednote="Adds quotes.",
    usage_terms="No archive.",
    copyright_notice="© NPA",
    copyright_holder="NPA",
    credit_line="NPA",
    provider="Northern Press Agency",
    href="https://npa.example/budget",
    embargoed_until=datetime(2026, 12, 1, 6, tzinfo=UTC),
    created_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    updated_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
    genre=(Term("Analysis", "genre:Analysis", "http://cv.iptc.org/newscodes/genre/"),),
    subjects=(
        Term("economy", "medtop:04000000", "http://cv.iptc.org/newscodes/mediatopic/"),
        Term("Ferries"),
        Term("own", "npa:17"),
        Term("theirs", "17", "https://codes.npa.example/"),
    ),
    places=(Term("Aldermere", "geo:1"),),
    people=(Term("Henrike Vael"),),
    organisations=(Term("Halden Line"),),
    keywords=("budget",),
    body=BODY,
    pictures=(
        FOG,
        Picture(href="https://npa.example/x.png", headline="Chart", usage_terms="Once.", mime_type="image/png"),
    ),
    source_credit=SourceCredit("Osmark Dagblad", "https://dagblad.example/budget"),
    members=(NewsItem(guid="urn:newsml:npa.example:2", headline="Sidebar", body=BODY[:1]),),
)


def test_an_item_survives_the_round_trip_whole():
    assert read_ninjs(write(WHOLE).decode()).items == (WHOLE,)


def test_every_kind_of_block_reads_back_from_html():
    assert blocks_from_html(html_from_blocks(BODY)) == BODY


@given(st.lists(st.sampled_from(BODY[:-2]), max_size=8))
def test_blocks_read_back_in_any_order(blocks):
    assert list(blocks_from_html(html_from_blocks(blocks))) == blocks


@pytest.mark.parametrize(
    "given_values",
    [
        {"headline": "Vote", "byline": "Ada", "body_html": "<p>One.</p>", "versioncreated": "2026-11-23T10:00:00Z"},
        {"headline_main": "Vote", "byline": "Ada", "body_main": "One.", "versioncreated": "2026-11-23T10:00:00Z"},
        {
            "headlines": [{"role": "main", "value": "Vote"}],
            "by": "Ada",
            "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>One.</p>"}],
            "versioncreated": "2026-11-23T10:00:00Z",
        },
        {
            "headlines": [{"role": "test", "value": "no"}, {"role": "main", "value": "Vote"}],
            "by": "Ada",
            "bodies": [
                {"value": "One.", "contentType": "text/plain"},
                {"value": "<p>One.</p>", "contentType": "text/html"},
            ],
            "versionCreated": "2026-11-23T10:00:00Z",
        },
    ],
    ids=["1.0", "1.6", "2.x", "3.x"],
)
def test_all_versions_say_the_same(given_values):
    (item,) = read(json.dumps({"uri": "npa:1", **given_values}).encode()).items

    assert item == NewsItem(
        guid="npa:1",
        headline="Vote",
        byline="Ada",
        body=(BodyBlock(BlockKind.PARAGRAPH, html="One."),),
        updated_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize("as_list", [False, True], ids=["1.x", "3.x"])
def test_the_best_rendition_of_an_associated_picture_is_taken(as_list):
    renditions = [
        {"name": "thumb", "href": "https://npa.example/t.jpg", "width": 100, "contentType": "image/jpeg"},
        {"name": "main", "href": "https://npa.example/m.jpg", "width": 900, "contentType": "image/jpeg"},
        {"name": "watermark", "href": "https://npa.example/w.jpg", "width": 2000, "contentType": "image/jpeg"},
        {"name": "caption", "href": "https://npa.example/c.xml", "contentType": "text/xml"},
    ]
    picture = {"uri": "npa:2", "type": "picture", "byline": "Nils Ferro", "description_text": "Fog."}
    picture["renditions"] = renditions if as_list else {row["name"]: row for row in renditions}
    associations = [{"name": "main", **picture}] if as_list else {"main": picture}

    (item,) = read(json.dumps({"uri": "npa:1", "associations": associations}).encode()).items

    assert item.pictures == (
        Picture(
            href="https://npa.example/m.jpg", caption="Fog.", credit="Nils Ferro", mime_type="image/jpeg", width=900
        ),
    )


def test_an_associated_text_is_a_member():
    text = {"uri": "npa:2", "type": "text", "headline": "Sidebar"}

    (item,) = read(json.dumps({"uri": "npa:1", "associations": {"side": text}}).encode()).items

    assert [(member.guid, member.headline) for member in item.members] == [("npa:2", "Sidebar")]


def test_an_embargo_that_cannot_be_read_is_never_guessed():
    with pytest.raises(Unreadable) as caught:
        read(b'{"uri": "urn:newsml:pa:1234", "embargoed": "2026-13-01"}')

    assert str(caught.value) == (
        "Line 1: Embargo “2026-13-01” in item urn:newsml:pa:1234 is not a time. "
        "Expected ISO 8601, such as 2026-12-01T06:00Z."
    )


def test_a_status_nobody_knows_holds_the_item_back():
    (item,) = read(b'{"uri": "npa:1", "pubstatus": "embalmed"}').items

    assert item.pubstatus is PubStatus.WITHHELD
    assert item.notes == ("The status “embalmed” is not known; the item is withheld.",)


def test_one_bad_item_of_a_list_does_not_cost_the_others():
    reading = read(b'[{"uri": "npa:1"},\n{"headline": "x"},\n{"uri": "npa:3"}]')

    assert [item.guid for item in reading.items] == ["npa:1", "npa:3"]
    assert [refusal.line for refusal in reading.refusals] == [2]
