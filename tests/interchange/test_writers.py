"""What we write reads back as the same item, in every format, but for what `carried` says it cannot carry."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from broadsheet.interchange import newsml_g2_writer, ninjs_writer, nitf_writer
from broadsheet.interchange.carried import LOSSES, carried
from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import Lifted, NewsItem, PubStatus, SourceCredit, Term
from broadsheet.interchange.newsml_g2 import read_newsml_g2
from broadsheet.interchange.ninjs import read_ninjs
from broadsheet.interchange.nitf_item import read_nitf_item
from broadsheet.interchange.reading import Reading
from tests.interchange.generated import ITEM, untidied
from tests.interchange.schemas import faults
from tests.interchange.test_ninjs import WHOLE


@dataclass(frozen=True)
class Format:
    """One way of writing an item, and of reading it back, without the steps that lift credits."""

    name: str
    write: Callable[[NewsItem], bytes]
    read: Callable[[str], Reading]

    def back(self, item: NewsItem) -> NewsItem:
        (found,) = self.read(self.write(item).decode()).items
        return found

    def there_and_back(self, item: NewsItem) -> NewsItem:
        """Leave out our notes on the second reading, and nothing else."""
        return replace(self.back(item), notes=())


NINJS = Format("ninjs", ninjs_writer.write, read_ninjs)
NEWSML = Format("newsml-g2", newsml_g2_writer.write, read_newsml_g2)
NITF = Format("nitf", nitf_writer.write, read_nitf_item)
FORMATS = (NINJS, NEWSML, NITF)
of_each = pytest.mark.parametrize("form", FORMATS, ids=[form.name for form in FORMATS])
of_xml = pytest.mark.parametrize("form", [NEWSML, NITF], ids=["newsml-g2", "nitf"])

LICENSED = replace(WHOLE, source_credit=SourceCredit("Osmark Dagblad", "https://dagblad.example/", "CC BY-ND 4.0"))
BARE = NewsItem(guid="urn:newsml:npa.example:0")


@of_each
@pytest.mark.parametrize(
    "item", [WHOLE, LICENSED, BARE, replace(WHOLE, kind="package")], ids=["whole", "licensed", "bare", "package"]
)
def test_an_item_survives_the_round_trip(form, item):
    assert form.there_and_back(item) == carried(item, by=form.name)


@of_each
@settings(max_examples=150)
@given(item=ITEM)
def test_any_item_survives_the_round_trip(form, item):
    assert form.there_and_back(item) == carried(item, by=form.name)


@of_each
@settings(max_examples=60)
@given(item=ITEM)
def test_whatever_is_written_is_valid(form, item):
    assert faults(form.name, form.write(item)) == []


@of_each
@given(item=ITEM, said=st.sampled_from(["\x00", "\x0b\x1b", "\x7f\x9f", "\ufffe", "\ud800"]))
def test_what_xml_cannot_carry_is_dropped_and_nothing_else(form, item, said):
    """A dirty item is one that no reader of ours made; it is written as if a reader had tidied it."""
    assert form.there_and_back(untidied(item, said)) == form.there_and_back(item)


@of_each
def test_every_loss_is_real(form):
    """A field that is said to lose something does so for some item, and what we say it becomes is what comes back."""
    loose = dict.fromkeys(("genre", "subjects", "places", "people", "organisations"), (Term("a", scheme="acme"),))
    item = replace(LICENSED, kind="package", notes=("n",), lifted=(Lifted("byline", "By A"),), **loose)
    item = replace(item, members=(replace(item.members[0], kind="package"),))

    for loss in LOSSES[form.name]:
        assert getattr(loss.without(item), loss.field) != getattr(item, loss.field), loss.field
        assert getattr(form.there_and_back(item), loss.field) == getattr(carried(item, by=form.name), loss.field)


@of_each
@pytest.mark.parametrize("status", PubStatus)
@pytest.mark.parametrize(
    "issued", [None, datetime(2027, 1, 1, tzinfo=UTC)], ids=["undated", "issued after the embargo"]
)
def test_neither_embargo_nor_status_is_ever_lost(form, status, issued):
    item = replace(BARE, pubstatus=status, embargoed_until=datetime(2026, 12, 1, 6, tzinfo=UTC), updated_at=issued)

    found = form.there_and_back(item)

    assert (found.pubstatus, found.embargoed_until) == (status, item.embargoed_until)


@of_xml
def test_an_embargo_said_exactly_that_cannot_be_read_refuses_the_item(form):
    written = form.write(replace(BARE, version="a b")).decode()
    broken = written.replace("broadsheet.version", "broadsheet.embargoed_until").replace(
        "x-broadsheet:version", "x-broadsheet:embargoed_until"
    )
    assert read(written.encode()).items[0].version == "a b"

    with pytest.raises(
        Unreadable, match=r"“a b” for embargoed_until in item urn:newsml:npa.example:0 cannot"
    ) as caught:
        read(broken.encode())

    assert caught.value.line


@of_xml
def test_a_hostile_address_said_exactly_is_none(form):
    written = form.write(replace(BARE, version="javascript:alert(1)")).decode()
    broken = written.replace("broadsheet.version", "broadsheet.href").replace(
        "x-broadsheet:version", "x-broadsheet:href"
    )
    assert broken != written

    assert form.read(broken).items[0].href == ""


def g2(item: NewsItem) -> Any:
    return etree.fromstring(newsml_g2_writer.write(item))


def nitf(item: NewsItem) -> Any:
    return etree.fromstring(nitf_writer.write(item))


def test_other_readers_of_newsml_find_the_fields_of_the_standard():
    root = g2(WHOLE)

    assert root.get("guid") == WHOLE.guid
    assert root.find("{*}itemMeta/{*}pubStatus").get("qcode") == "stat:withheld"
    assert root.findtext("{*}itemMeta/{*}embargoed") == "2026-12-01T06:00:00Z"
    assert root.findtext("{*}contentMeta/{*}headline") == "Budget passes"
    assert [row.get("type") for row in root.iterfind("{*}contentMeta/{*}subject")][-3:] == [
        "cpnat:person",
        "cpnat:organisation",
        "cpnat:geoArea",
    ]
    assert root.find("{*}contentSet/{*}inlineXML/{http://www.w3.org/1999/xhtml}html") is not None
    assert root.findall("{*}itemMeta/{*}itemMetaExtProperty") == []


def test_other_readers_of_nitf_find_the_fields_of_the_standard():
    root = nitf(WHOLE)

    assert root.find("{*}head/{*}docdata").get("management-status") == "withheld"
    assert root.find("{*}head/{*}docdata/{*}date.release").get("norm") == "2026-12-01T06:00:00Z"
    assert root.find("{*}head/{*}docdata/{*}du-key").get("key") == "BUDGET-VOTE"
    assert root.findtext("{*}body/{*}body.head/{*}hedline/{*}hl1") == "Budget passes"
    assert root.findtext("{*}body/{*}body.head/{*}abstract/{*}p") == "By three votes."
    assert root.find("{*}body/{*}body.content/{*}bq/{*}credit").text == "Dagny Rook & co"


def test_a_picture_item_names_its_file_as_newsml_does():
    picture = WHOLE.pictures[1]

    (remote,) = g2(replace(BARE, kind="picture", pictures=(picture,))).iterfind("{*}contentSet/{*}remoteContent")

    assert (remote.get("href"), remote.get("contenttype")) == (picture.href, "image/png")


def test_subject_codes_of_the_iptc_stand_where_nitf_has_them():
    coded = Term("sport", "subj:15000000", "http://cv.iptc.org/newscodes/subjectcode/")

    root = nitf(replace(BARE, subjects=(coded, Term("Ferries"))))

    assert root.find("{*}head/{*}tobject/{*}tobject.subject").get("tobject.subject.refnum") == "15000000"
    assert root.findtext(".//{*}identified-content/{*}classifier") == "Ferries"


def test_every_field_of_an_item_is_in_the_round_trip():
    """A field that is added to the item and that no test item fills would pass unseen."""
    filled = [f.name for f in fields(WHOLE) if getattr(LICENSED, f.name) not in ("", None, ())]

    assert set(filled) | {"notes", "lifted"} == {f.name for f in fields(NewsItem)}
    assert json.loads(ninjs_writer.write(WHOLE))["uri"] == WHOLE.guid
