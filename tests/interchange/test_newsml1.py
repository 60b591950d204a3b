"""NewsML 1.2: management says what may be done with an item, its components hold the words and the pictures."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import BlockKind, NewsItem, Picture, PubStatus, Term
from tests.interchange.wording import HANGS_SECONDS, outcome

FERRY = (Path(__file__).parent / "samples" / "newsml1" / "ferry.xml").read_bytes()
TEXT = "<DataContent>The ferry sails.\n\nIt rains.</DataContent>"


def newsml(content=TEXT, *, status="Usable", more="", revision="2", extra="") -> bytes:
    """A message with one item, as short as it may be."""
    item = f"""<NewsItem><Identification><NewsIdentifier><ProviderId>npa.example</ProviderId><DateId>20261201</DateId>
<NewsItemId>ferry</NewsItemId><RevisionId PreviousRevision="0" Update="N">{revision}</RevisionId></NewsIdentifier>
</Identification><NewsManagement><Status FormalName="{status}"/>{more}</NewsManagement>{extra}
<NewsComponent><NewsLines><HeadLine>Ferry sails</HeadLine></NewsLines><ContentItem>{content}</ContentItem>
</NewsComponent></NewsItem>"""
    return f"<NewsML>{item}</NewsML>".encode()


def only(raw: bytes) -> NewsItem:
    (found,) = read(raw).items
    return found


def texts(item: NewsItem) -> list[str]:
    return [block.html for block in item.body]


def test_an_item_says_all_it_knows():
    found = only(FERRY)

    assert read(FERRY).format == "newsml1"
    assert (found.guid, found.version, found.kind) == ("urn:newsml:npa.example:20261201:ferry", "2", "text")
    assert (found.headline, found.slugline) == ("Night ferry sails all winter", "FERRY-WINTER")
    assert (found.standfirst, found.byline) == ("The council votes 12 to 3", "Maren Holt")
    assert (found.dateline, found.urgency, found.language) == ("PORT SABLE, Dec 1 (NPA)", 3, "en")
    assert (found.pubstatus, found.embargoed_until) == (PubStatus.USABLE, datetime(2026, 12, 2, 0, 1, tzinfo=UTC))
    assert found.created_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert found.updated_at == datetime(2026, 12, 1, 7, 30, tzinfo=UTC)
    assert (found.ednote, found.usage_terms) == ("Pictures follow.", "Not in Corvane.")
    assert found.provider == found.copyright_holder == "Northern Press Association"
    scheme = "http://cv.iptc.org/newscodes/subjectcode/"
    assert found.subjects == (Term("", "subj:04000000", scheme), Term("", "subj:04015000", scheme))
    assert (found.places, found.genre, found.keywords) == ((Term("Port Sable"),), (Term("Current"),), ("ferries",))


def test_its_text_and_the_best_of_its_pictures_are_taken():
    found = only(FERRY)

    assert [(block.kind, block.html) for block in found.body] == [
        (BlockKind.PARAGRAPH, "The night ferry will sail all winter."),
        (BlockKind.CROSSHEAD, "Who pays"),
        (BlockKind.PARAGRAPH, "The town pays <em>two thirds</em>."),
    ]
    assert found.pictures == (
        Picture(
            href="quay.jpg",
            caption="Fog lies on the quay.",
            credit="NPA",
            headline="Fog on the quay",
            mime_type="image/jpeg",
            width=3000,
            height=2000,
        ),
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (TEXT, ["The ferry sails.", "It rains."]),
        ("<DataContent><html><body><p>The <b>ferry</b>.</p></body></html></DataContent>", ["The <b>ferry</b>."]),
        (
            "<DataContent xmlns:x='http://www.w3.org/1999/xhtml'><x:p>One</x:p><x:p>Two</x:p></DataContent>",
            ["One", "Two"],
        ),
        ("<MimeType FormalName='text/html'/><DataContent>&lt;p>One&lt;/p></DataContent>", ["One"]),
        ("<Encoding Notation='Base64'/><DataContent>AAAA</DataContent>", []),
        ("<DataContent><kml/>x</DataContent>", []),
    ],
)
def test_text_is_read_in_each_of_its_forms(content, expected):
    assert texts(only(newsml(content))) == expected


@pytest.mark.parametrize(
    ("status", "more", "expected"),
    [
        ("Usable", "", PubStatus.USABLE),
        ("Canceled", "", PubStatus.CANCELED),
        ("Withheld", "", PubStatus.WITHHELD),
        ("Embargoed", "", PubStatus.WITHHELD),
        ("Frozen", "", PubStatus.WITHHELD),
        ("Usable", "<Instruction FormalName='Rescind'/>", PubStatus.CANCELED),
        ("Usable", "<Instruction FormalName='Correction'/>", PubStatus.USABLE),
    ],
)
def test_status_and_instruction_say_what_may_be_done(status, more, expected):
    found = only(newsml(status=status, more=more))

    assert (found.pubstatus, found.embargoed_until) == (expected, None)


def test_an_instruction_about_an_earlier_version_withdraws_that_one():
    about = "<RevisionStatus Revision='1'><Status FormalName='Canceled'/></RevisionStatus>"
    reading = read(newsml(more=f"<Instruction FormalName='Rescind'>{about}</Instruction>"))

    assert [(item.guid, item.version, item.pubstatus) for item in reading.items] == [
        ("urn:newsml:npa.example:20261201:ferry", "2", PubStatus.USABLE),
        ("urn:newsml:npa.example:20261201:ferry", "1", PubStatus.CANCELED),
    ]


UPDATE = newsml().replace(b"<NewsComponent>", b"<Update><x>").replace(b"</NewsComponent>", b"</x></Update>")
SOON = "<StatusWillChange><FutureStatus FormalName='Usable'/><DateAndTime>soon</DateAndTime></StatusWillChange>"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"<NewsML/>", "holds no NewsItem"),
        (b"<NewsML><NewsItem/></NewsML>", "has no NewsIdentifier"),
        (UPDATE, r"Line \d: .*only changes"),
        (newsml(status="Embargoed", more=SOON), "Embargo “soon” is not a time"),
        (newsml(extra="<NewsComponent/>" * 501), "more than 500 components"),
        (b"<!DOCTYPE NewsML [<!ENTITY a 'b'>]><NewsML>&a;</NewsML>", "declares the entity"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(raw, reason):
    with pytest.raises(Unreadable, match=reason):
        read(raw)


def test_one_bad_item_costs_only_itself():
    reading = read(newsml().replace(b"<NewsML>", b"<NewsML><NewsItem/>"))

    assert [item.headline for item in reading.items] == ["Ferry sails"]
    assert "NewsIdentifier" in str(reading.refusals[0])


HOSTILE = {
    "components": newsml(extra="<NewsComponent>" * 150 + "</NewsComponent>" * 150),
    "flat": newsml(extra=f"<NewsComponent><NewsLines>{'<HeadLine>x</HeadLine>' * 20_000}</NewsLines></NewsComponent>"),
    "items": b"<NewsML>" + b"<NewsItem/>" * 1_900 + b"</NewsML>",
    "contents": newsml("</ContentItem><ContentItem Href='a.jpg'><MediaType FormalName='Photo'/>" * 5_000),
    "subjects": newsml(extra="<NewsComponent><DescriptiveMetadata>" + "<SubjectCode><Subject/></SubjectCode>" * 9_000
                       + "</DescriptiveMetadata></NewsComponent>"),
}  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_message_costs_no_more_than_its_length(raw):
    started = time.process_time()

    assert isinstance(outcome(raw), Reading | Unreadable)
    assert time.process_time() - started < HANGS_SECONDS


@given(st.integers(0, len(FERRY) - 1), st.integers(0, 120), st.binary(max_size=3))
def test_a_message_with_any_damage_is_read_or_refused(at, cut, change):
    assert isinstance(outcome(FERRY[:at] + change + FERRY[at + cut :]), Reading | Unreadable)
