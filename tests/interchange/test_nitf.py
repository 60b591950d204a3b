"""NITF that comes on its own: its head says what it is, and its orders are obeyed when in doubt."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem, PubStatus, Term

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">
<nitf{namespace} xml:lang="en-GB">
<head><title>Trams, again</title>
<tobject tobject.type="News"><tobject.property tobject.property.type="Current"/>
<tobject.subject tobject.subject.refnum="04015001" tobject.subject.type="Economy" tobject.subject.matter="Trams"/>
</tobject>
<docdata{status}>{docdata}</docdata></head>
<body><body.head>
<hedline><hl1>Trams come back</hl1><hl2>Council votes after nine hours</hl2></hedline>
<note noteclass="hd"><body.content><p>Pictures follow.</p></body.content></note>
<rights>For use in print and online.</rights>
<byline>By <person>Nils Ferro</person><byttl>Political Editor</byttl></byline>
<distributor>NPA</distributor>
<dateline><location>Aldermere</location><story.date norm="20261128">Nov 28</story.date> — </dateline>
</body.head>
<body.content><block><p>The vote came late.</p><hl2>A long night</hl2><p>It was close &amp; loud.</p></block>
</body.content></body></nitf>"""
KNOWN = """<doc-id id-string="npa-trams" regsrc="NPA"/><urgency ed-urg="3"/><du-key key="TRAMS" version="2"/>
<date.issue norm="20261128T093000+0100"/><doc.copyright year="2026" holder="NPA"/><ed-msg info="Updates the vote."/>
<key-list><keyword key="trams"/><keyword key="council"/></key-list>
<identified-content><person>Wim Oort</person><org value="ADR" idsrc="npa">Aldermere Rail</org>
<location location-code="ALD" code-source="npa">Aldermere</location><classifier value="transport"/>
</identified-content>"""


def document(docdata: str = KNOWN, status: str = "", namespace: str = "") -> bytes:
    """A whole document."""
    return DOCUMENT.format(docdata=docdata, status=status, namespace=namespace).encode()


def item(docdata: str = KNOWN, status: str = "") -> NewsItem:
    (found,) = read(document(docdata, status)).items
    return found


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://iptc.org/std/NITF/2006-10-18/"'])
def test_a_document_says_all_it_knows(namespace):
    (found,) = (reading := read(document(namespace=namespace))).items

    assert reading.format == "nitf"
    assert (found.guid, found.version, found.pubstatus) == ("npa-trams", "2", PubStatus.USABLE)
    assert (found.headline, found.standfirst) == ("Trams come back", "Council votes after nine hours")
    assert (found.byline, found.dateline) == ("Nils Ferro, Political Editor", "Aldermere")
    assert (found.slugline, found.urgency, found.language) == ("TRAMS", 3, "en-GB")
    assert found.ednote == "Updates the vote. Pictures follow."
    assert (found.usage_terms, found.provider) == ("For use in print and online.", "NPA")
    assert (found.copyright_holder, found.copyright_notice) == ("NPA", "© 2026 NPA")
    assert found.updated_at == datetime(2026, 11, 28, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert found.keywords == ("trams", "council")
    assert [block.html for block in found.body] == ["The vote came late.", "A long night", "It was close &amp; loud."]


def test_what_it_is_about_is_sorted_by_kind():
    found = item()

    scheme = "http://cv.iptc.org/newscodes/subjectcode/"
    assert found.subjects == (Term("Trams", "subj:04015001", scheme), Term("transport", "transport"))
    assert found.people == (Term("Wim Oort"),)
    assert found.organisations == (Term("Aldermere Rail", "ADR", "npa"),)
    assert found.places == (Term("Aldermere", "ALD", "npa"),)
    assert found.genre == (Term("Current"),)


@pytest.mark.parametrize(
    ("status", "release", "expected", "until"),
    [
        ("", "", PubStatus.USABLE, None),
        ("usable", "20261128T083000Z", PubStatus.USABLE, None),
        ("usable", "20261128T120000Z", PubStatus.USABLE, datetime(2026, 11, 28, 12, tzinfo=UTC)),
        ("embargoed", "20261128T120000Z", PubStatus.USABLE, datetime(2026, 11, 28, 12, tzinfo=UTC)),
        ("embargoed", "", PubStatus.WITHHELD, None),
        ("withheld", "", PubStatus.WITHHELD, None),
        ("canceled", "", PubStatus.CANCELED, None),
        ("Cancelled", "", PubStatus.CANCELED, None),
        ("perhaps", "", PubStatus.WITHHELD, None),
    ],
)
def test_status_and_release_hold_back_when_in_doubt(status, release, expected, until):
    found = item(
        KNOWN + (f'<date.release norm="{release}"/>' if release else ""),
        f' management-status="{status}"' if status else "",
    )

    assert (found.pubstatus, found.embargoed_until) == (expected, until)


def test_a_release_that_is_no_time_is_refused_with_its_line():
    with pytest.raises(Unreadable, match=r"Line 14: The release “soon” is not a time. Expected ISO 8601"):
        read(document(f'{KNOWN}\n<date.release norm="soon"/>'))


def test_an_order_about_another_document_reaches_that_one():
    order = ' management-status="usable" management-doc-idref="npa-old" management-idref-status="canceled"'
    notice, other = read(document(status=order)).items

    assert (notice.guid, notice.pubstatus) == ("npa-trams", PubStatus.USABLE)
    assert (other.guid, other.pubstatus, other.version) == ("npa-old", PubStatus.CANCELED, "2 of npa-trams")
    assert other.updated_at == notice.updated_at


def test_a_document_without_a_name_is_named_by_its_content():
    first, again, other = item(""), item(""), item('<urgency ed-urg="2"/>')

    assert first.guid == again.guid != other.guid
    assert first.guid.startswith("nitf:")
    assert "The document has no doc-id; its content names it." in first.notes


def test_a_document_without_a_headline_is_named_by_its_title():
    (found,) = read(document().replace(b"<hl1>Trams come back</hl1>", b"")).items

    assert found.headline == "Trams, again"


def test_what_differs_without_a_version_is_another_version():
    issue = '<doc-id id-string="npa-trams"/><date.issue norm="{}"/>'
    found = [item(issue.format(time)) for time in ("20261128T093000Z", "20261128T101500Z")]
    found += [item('<doc-id id-string="npa-trams"/>' + more) for more in ("", '<urgency ed-urg="1"/>')]

    assert {each.guid for each in found} == {"npa-trams"}
    assert len({each.version for each in found}) == 4


def test_an_address_in_another_script_stays_as_it_was_written():
    text = '<nitf><body><body.content><p><a href="https://npa.example/été/詹">x</a></p></body.content></body></nitf>'

    (item,) = read(text.encode()).items

    assert item.body[0].html == '<a href="https://npa.example/été/詹">x</a>'
