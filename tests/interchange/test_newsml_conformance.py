"""Every NewsML-G2 sample of the IPTC becomes an item that says what the file says, or a refusal with a reason.

Expectations come from XPath on a tree of our own; none of the parser's code is used to compute them.
"""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem
from tests.interchange.wording import one_line, outcome, time, tree_text, words, words_of
from tests.samples import ROOT, sample

FOLDER = ROOT / "iptc-newsml-g2"
FILES = sorted(FOLDER.rglob("*.xml"))
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

pytestmark = pytest.mark.samples


def root_of(path: Path) -> Any:
    return etree.parse(str(path), etree.XMLParser(remove_comments=True)).getroot()


def local(element: Any) -> str:
    return element.tag.rpartition("}")[2]


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def items_in(root: Any) -> list[Any]:
    if local(root) == "newsMessage":
        return [item for held in root.findall("{*}itemSet") for item in held]
    return [root]


def is_copy(element: Any) -> bool:
    return local(element) in ("newsItem", "packageItem") and bool(element.get("guid"))


def text(element: Any, *paths: str) -> str:
    """Give the words of the first element on the first of several paths."""
    for path in paths:
        found = element.find("/".join(f"{{*}}{step}" for step in path.split("/")))
        if found is not None and one_line("".join(found.itertext())):
            return one_line("".join(found.itertext()))
    return ""


def texts(element: Any, path: str) -> list[str]:
    found = element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))
    return [said for said in (one_line("".join(row.itertext())) for row in found) if said]


NITF = "contentSet/inlineXML/nitf/body/body.head"


def byline_in(element: Any) -> str:
    said = text(element, "contentMeta/by", f"{NITF}/byline") or " and ".join(texts(element, "contentMeta/creator/name"))
    return said.removeprefix("By ")


def language_in(element: Any) -> str:
    named = element.find("{*}contentMeta/{*}language[@tag]")
    return named.get("tag") if named is not None else element.get(XML_LANG, "")


def subjects_in(element: Any) -> list[str]:
    """List the codes of all subjects, of any kind."""
    rows = element.findall("{*}contentMeta/{*}subject")
    codes = [row.get("qcode") or row.get("literal") or row.get("uri") or "" for row in rows]
    return sorted(code for code in codes if code)


def body_in(element: Any) -> str:
    """Give the words of the text an item holds: NITF without its head, or HTML, or plain."""
    inline = element.find("{*}contentSet/{*}inlineXML")
    if inline is not None and len(inline):
        first = inline[0]
        if local(first) == "nitf":
            parts = first.findall("{*}body/{*}body.content") + first.findall("{*}body/{*}body.end")
            return " ".join(tree_text(part) for part in parts)
        return " ".join(tree_text(part) for part in inline) if local(first) in ("html", "p", "div") else ""
    return " ".join(texts(element, "contentSet/inlineXML") + texts(element, "contentSet/inlineData"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_sample_is_an_item_or_a_refusal_with_its_line(path):
    given = items_in(root_of(path))

    found = outcome(path.read_bytes())

    if isinstance(found, Unreadable):
        assert not any(map(is_copy, given)), "copy was refused"
        assert found.line
        assert str(found).endswith(".")
    else:
        assert [item.guid for item in found.items] == [row.get("guid") for row in given if is_copy(row)]
        assert len(found.items) + len(found.refusals) == len(given)


NEWS = [path for path in FILES if any(is_copy(row) and local(row) == "newsItem" for row in items_in(root_of(path)))]


@pytest.mark.parametrize("path", NEWS, ids=name)
def test_a_news_item_says_what_its_file_says(path):
    rows = [row for row in items_in(root_of(path)) if is_copy(row)]
    pairs = [pair for pair in zip(read(path.read_bytes()).items, rows, strict=True) if local(pair[1]) == "newsItem"]

    for item, row in pairs:
        assert_equal(item, row)


def assert_equal(item: NewsItem, row: Any) -> None:
    assert item.version == row.get("version", "1")
    assert item.headline == text(row, "contentMeta/headline", "itemMeta/title", f"{NITF}/hedline/hl1")
    assert item.byline == byline_in(row)
    assert item.slugline == text(row, "contentMeta/slugline")
    assert item.language == language_in(row)
    assert item.urgency == (int(text(row, "contentMeta/urgency")) if text(row, "contentMeta/urgency") else None)
    assert item.updated_at == time(text(row, "itemMeta/versionCreated"))
    assert item.created_at == (
        time(text(row, "itemMeta/firstCreated")) or time(text(row, "contentMeta/contentCreated"))
    )
    assert item.embargoed_until == time(text(row, "itemMeta/embargoed"))
    found = (*item.subjects, *item.people, *item.places, *item.organisations)
    assert sorted(term.code for term in found if term.code) == subjects_in(row)
    assert words_of(item) == words(body_in(row))
    assert item.copyright_notice == " ".join(texts(row, "rightsInfo/copyrightNotice"))
    assert item.usage_terms == " ".join(texts(row, "rightsInfo/usageTerms"))


def test_a_package_names_its_members():
    path = sample("iptc-newsml-g2/examples/LISTING_6_Simple_NewsML-G2_Package.xml")
    (item,) = read(path.read_bytes()).items
    root = root_of(path)

    assert item.kind == "package"
    assert [member.guid for member in item.members] == [row.get("residref") for row in root.iter("{*}itemRef")]


def shows_picture(component: Any) -> bool:
    """Say whether a component of NewsML 1 holds a picture itself, such as the still of a film."""
    forms = [row.get("FormalName") for row in component.findall("ContentItem/MimeType")]
    return any(form.startswith("image/") for form in forms)


def test_the_older_newsml_says_what_its_file_says():
    for path in sample("iptc-ninjs/examples/NewsML").glob("*.xml"):
        (item,) = read(path.read_bytes()).items
        root = root_of(path)
        bodies = [held for held in root.iter("NewsComponent") if held.find("Role[@FormalName='Body']") is not None]
        shown = words(*(tree_text(body) for body in bodies[0].iter("{http://www.w3.org/1999/xhtml}body")))

        assert item.headline == one_line(root.findtext(".//HeadLine"))
        assert item.slugline == one_line(root.findtext(".//SlugLine"))
        assert item.provider == "Business Wire"
        assert not shown - words_of(item)
        assert len(item.pictures) == len([held for held in root.iter("NewsComponent") if shows_picture(held)])
