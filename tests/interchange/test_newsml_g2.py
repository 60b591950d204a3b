"""NewsML-G2 as wires send it: metadata first, text inside, and orders that are obeyed when in doubt."""

from datetime import UTC, datetime

import pytest

from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import BlockKind, NewsItem, Picture, PubStatus, Term

NAMESPACE = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'

MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"


def item(meta: str = "", about: str = "", content: str = "", rest: str = "") -> NewsItem:
    (found,) = read(document(meta, about, content, rest).encode()).items
    return found


def document(meta: str = "", about: str = "", content: str = "", rest: str = "") -> str:
    return (
        f'<newsItem {NAMESPACE} guid="npa:1" version="2" xml:lang="en-GB">{rest}<itemMeta>{meta}</itemMeta>'
        f"<contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


XHTML = (
    '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>'
    "<body>{}</body></html></inlineXML>"
)


@pytest.mark.parametrize(
    "content",
    [
        XHTML.format("<p>One &amp; <b>two</b>.</p><h2>Three</h2>"),
        "<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.head><hedline><hl1>no</hl1></hedline>"
        "</body.head><body.content><block><p>One &amp; <b>two</b>.</p><hl2>Three</hl2></block></body.content></body>"
        "</nitf></inlineXML>",
        "<inlineData contenttype='text/html'>&lt;p&gt;One &amp;amp; &lt;b&gt;two&lt;/b&gt;.&lt;/p&gt;&lt;h3&gt;Three"
        "</inlineData>",
    ],
    ids=["xhtml", "nitf", "data"],
)
def test_running_text_is_read_from_any_wrapping(content):
    found = item(content=content)

    assert [(block.kind, block.html) for block in found.body] == [
        (BlockKind.PARAGRAPH, "One &amp; <b>two</b>."),
        (BlockKind.CROSSHEAD, "Three"),
    ]


def test_plain_data_is_cut_into_paragraphs():
    found = item(content="<inlineData contenttype='text/plain'>One\nand two.\n\nThree &lt; four.</inlineData>")

    assert [block.html for block in found.body] == ["One and two.", "Three &lt; four."]


def test_nitf_shows_its_pictures_and_fills_what_the_metadata_left_open():
    nitf = (
        "<inlineXML><nitf><body><body.head><hedline><hl1>Boats late</hl1></hedline><byline>By Ada Moen</byline>"
        "<dateline>OSLO (NPA)</dateline><abstract><p>Fog.</p></abstract></body.head><body.content>"
        '<media media-type="image"><media-reference source="https://npa.example/fog.jpg" width="800"/>'
        "<media-caption>Fog on the quay.</media-caption><media-producer>Nils Ferro</media-producer></media>"
        "<bq><block><p>No.</p></block><credit>Dagny Rook</credit></bq></body.content></body></nitf></inlineXML>"
    )

    found = item(content=nitf)

    assert (found.headline, found.byline, found.dateline, found.standfirst) == (
        "Boats late",
        "Ada Moen",
        "OSLO (NPA)",
        "Fog.",
    )
    assert found.body[0].picture == Picture(
        href="https://npa.example/fog.jpg", caption="Fog on the quay.", credit="Nils Ferro", width=800
    )
    assert (found.body[1].html, found.body[1].attribution) == ("No.", "Dagny Rook")


def test_wordings_in_the_items_own_language_win():
    about = (
        '<language tag="de"/><headline xml:lang="en">Fog</headline><headline xml:lang="de-DE">Nebel</headline>'
        '<subject qcode="medtop:1"><name xml:lang="en">weather</name><name xml:lang="de">Wetter</name></subject>'
    )

    found = item(about=about)

    assert (found.language, found.headline, found.subjects) == (
        "de",
        "Nebel",
        (Term("Wetter", "medtop:1", MEDIA_TOPICS),),
    )


def test_language_is_inherited_from_the_message():
    inner = f'<newsItem {NAMESPACE} guid="npa:1"/><newsItem {NAMESPACE} guid="npa:2" xml:lang="nb"/><newsItem/>'
    message = f'<newsMessage {NAMESPACE} xml:lang="sv"><header/>\n<itemSet>{inner}</itemSet></newsMessage>'

    reading = read(message.encode())

    assert [(found.guid, found.language) for found in reading.items] == [("npa:1", "sv"), ("npa:2", "nb")]
    assert [str(refusal) for refusal in reading.refusals] == [
        "Line 2: The newsItem has no guid. Expected the identifier the source gives it."
    ]


def test_what_an_item_is_about_is_sorted_by_kind():
    about = (
        '<subject type="cpnat:person" qcode="p:1"><name>Henrike Vael</name></subject>'
        '<subject type="cpnat:geoArea" literal="Aldermere"/><subject type="cpnat:organisation" qcode="o:1"/>'
        '<subject uri="http://cv.iptc.org/newscodes/mediatopic/04000000"><name>economy</name></subject>'
    )
    asserted = '<assert qcode="o:1"><name>Halden Line</name></assert>'

    found = item(about=about, rest=asserted)

    assert found.people == (Term("Henrike Vael", "p:1"),)
    assert found.places == (Term("", "Aldermere"),)
    assert found.organisations == (Term("Halden Line", "o:1"),)
    assert found.subjects == (Term("economy", "medtop:04000000", "http://cv.iptc.org/newscodes/mediatopic/"),)


@pytest.mark.parametrize(
    ("meta", "status", "until"),
    [
        ("", PubStatus.USABLE, None),
        ('<pubStatus qcode="stat:canceled"/>', PubStatus.CANCELED, None),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>', PubStatus.WITHHELD, None),
        ('<pubStatus qcode="stat:embalmed"/>', PubStatus.WITHHELD, None),
        ("<embargoed/>", PubStatus.WITHHELD, None),
        ("<embargoed>2026-12-01T06:00:00Z</embargoed>", PubStatus.USABLE, datetime(2026, 12, 1, 6, tzinfo=UTC)),
    ],
)
def test_orders_are_obeyed_when_in_doubt(meta, status, until):
    found = item(meta=meta)

    assert (found.pubstatus, found.embargoed_until) == (status, until)


def test_an_embargo_that_cannot_be_read_refuses_the_item():
    with pytest.raises(Unreadable, match=r"^Line 1: Embargo “soon” in item npa:1 is not a time"):
        read(document(meta="<embargoed>soon</embargoed>").encode())


def test_a_picture_item_is_its_widest_rendition_with_its_words():
    found = item(
        meta='<itemClass qcode="ninat:picture"/>',
        about="<headline>Fog</headline>"
        "<description role='drol:caption'>Fog on the quay. (Nils Ferro/NPA)</description>",
        content='<remoteContent href="https://npa.example/s.jpg" contenttype="image/jpeg" width="100"/>'
        '<remoteContent href="https://npa.example/l.jpg" contenttype="image/jpeg" width="900" height="600"/>',
    )

    assert found.kind == "picture"
    assert found.pictures == (
        Picture(
            href="https://npa.example/l.jpg",
            caption="Fog on the quay.",
            credit="Nils Ferro/NPA",
            headline="Fog",
            mime_type="image/jpeg",
            width=900,
            height=600,
        ),
    )


def test_linked_pictures_are_shown_and_other_links_noted():
    found = item(
        meta='<link rel="irel:associatedWith" href="https://npa.example/fog.jpg" contenttype="image/jpeg"/>'
        '<link rel="irel:seeAlso" residref="npa:9"/><signal qcode="sig:correction"/>'
    )

    assert [picture.href for picture in found.pictures] == ["https://npa.example/fog.jpg"]
    assert found.notes == ("Linked (seealso): npa:9", "The source signals “correction”.")


def test_a_package_knows_its_members_by_name():
    package = (
        f'<packageItem {NAMESPACE} guid="npa:7"><groupSet root="G1"><group id="G1" role="group:main">'
        '<itemRef residref="npa:1" version="3"><itemClass qcode="ninat:text"/><headline>Boats late</headline></itemRef>'
        "</group></groupSet></packageItem>"
    )

    (found,) = read(package.encode()).items

    assert found.kind == "package"
    assert found.members == (NewsItem(guid="npa:1", version="3", headline="Boats late"),)
    assert found.notes == ("Group G1, main.",)
