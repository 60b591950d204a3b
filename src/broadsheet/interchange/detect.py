"""Read a payload whatever it is: find its format by its content, parse it, and lift the credits out of its text."""

import re
from dataclasses import replace

from broadsheet.interchange.article_page import read_article_page
from broadsheet.interchange.credits import lift
from broadsheet.interchange.decoding import decode
from broadsheet.interchange.email_item import read_email
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.feeds import read_feed
from broadsheet.interchange.jsonfeed import VERSION, is_json_feed, read_json_feed
from broadsheet.interchange.jsonread import objects
from broadsheet.interchange.limits import check_payload
from broadsheet.interchange.mime import is_email
from broadsheet.interchange.newsml1 import read_newsml1
from broadsheet.interchange.newsml_g2 import read_newsml_g2
from broadsheet.interchange.ninjs import read_ninjs
from broadsheet.interchange.nitf_item import read_nitf_item
from broadsheet.interchange.reading import FeedInfo, Reading
from broadsheet.interchange.teletype import is_teletype, read_teletype

__all__ = ["FeedInfo", "Reading", "read"]

EXPECTED = "Expected ninjs, NewsML-G2, NITF, RSS, Atom, JSON Feed, IPTC 7901, ANPA 1312 or a mail."
FEED_ROOTS = ("rss", "rdf", "feed", "channel")
NOT_READ = {
    "opml": "This is a list of feeds (OPML). Add the feeds it names as sources.",
    "urlset": "This is a sitemap, not a feed.",
    "sitemapindex": "This is a sitemap, not a feed.",
}

_ROOT = re.compile(
    r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s[^\[>]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)",
    re.DOTALL,
)


def read(raw: bytes, *, name: str = "", content_type: str = "") -> Reading:
    """Read one file or answer; raise Unreadable, with the line at fault, when nothing in it can be read."""
    check_payload(raw)
    reading = read_email(raw, read=_decoded) if is_email(raw) else _decoded(raw, name, content_type)
    if reading.refusals and not reading.items:
        raise reading.refusals[0]
    return replace(reading, items=tuple(map(lift, reading.items)))


def _decoded(raw: bytes, name: str, content_type: str) -> Reading:
    """Read a payload that is one text; a note on its encoding goes to every item in it."""
    text, note = decode(raw, content_type=content_type)
    if not text.strip():
        raise Unreadable(f"The file {name or 'received'} is empty. {EXPECTED}", line=1)
    reading = _parsed(text, name=name)
    notes = (note,) if note else ()
    items = tuple(replace(item, notes=item.notes + notes) for item in reading.items)
    return replace(reading, items=items, notes=reading.notes + notes)


def _parsed(text: str, *, name: str) -> Reading:
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        return _json(text.lstrip("\ufeff"))
    if start == "<":
        return _xml(text.lstrip("\ufeff"))
    if is_teletype(text):
        return read_teletype(text)
    line = text[: len(text) - len(text.lstrip())].count("\n") + 1
    raise Unreadable(f"The file {name or 'received'} is neither XML nor JSON. {EXPECTED}", line=line)


def _json(text: str) -> Reading:
    if VERSION in text and is_json_feed(next(objects(text), (None, 1))[0]):
        return read_json_feed(text)
    return read_ninjs(text)


def _xml(text: str) -> Reading:
    found = _ROOT.match(text)
    root = found["name"] if found else ""
    if root.lower() in NOT_READ:
        raise Unreadable(NOT_READ[root.lower()], line=text.count("\n", 0, found.start("name") if found else 0) + 1)
    if root.lower() == "newsml":
        return read_newsml1(text)
    if root.lower() in ("html", "head", "body"):
        return read_article_page(text)
    if root.lower() == "nitf":
        return read_nitf_item(text)
    return read_feed(text) if root.lower() in FEED_ROOTS else read_newsml_g2(text)
