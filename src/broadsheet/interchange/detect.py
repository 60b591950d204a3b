"""Find out what a payload is, read it, and make structure of the credits in its text."""

from dataclasses import replace

from broadsheet.interchange.credits import lift
from broadsheet.interchange.decoding import decode
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.feeds import looks_like_json_feed, read_feed, read_json_feed
from broadsheet.interchange.jsonread import objects
from broadsheet.interchange.limits import check_payload
from broadsheet.interchange.newsml_g2 import looks_like_newsml_g2, read_newsml_g2
from broadsheet.interchange.ninjs import read_ninjs
from broadsheet.interchange.reading import FeedInfo, Reading
from broadsheet.interchange.xmlread import local, parse_xml

__all__ = ["FeedInfo", "Reading", "read"]


def read(raw: bytes, *, name: str = "", content_type: str = "") -> Reading:
    """Read any payload we know; raises Unreadable, with the line at fault, if nothing in it can be read.

    The content decides what it is, not `name` or `content_type`; they only help where the encoding is in doubt.
    """
    check_payload(raw)
    text, note = decode(raw, content_type=content_type)
    reading = read_text(text, name)
    if not reading.items and reading.refusals:
        raise reading.refusals[0]
    notes = (note,) if note else ()
    items = tuple(replace(lift(item), notes=(*item.notes, *notes)) for item in reading.items)
    return replace(reading, items=items, notes=(*reading.notes, *notes))


def read_text(text: str, name: str) -> Reading:
    """Choose the reader by the first letter, then by what stands inside."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        return read_json(text)
    if start == "<":
        return read_xml(text)
    shown = f"“{name}” " if name else ""
    raise Unreadable(f"The file {shown}is neither XML nor JSON. Expected a feed, ninjs or NewsML-G2.", line=1)


def read_json(text: str) -> Reading:
    """Read JSON Feed or ninjs."""
    first = next(objects(text), None)
    if first and looks_like_json_feed(first[0]):
        return read_json_feed(text)
    return read_ninjs(text)


def read_xml(text: str) -> Reading:
    """Read NewsML-G2 or a feed; feeds may be malformed and still be read, which is what feedparser is for."""
    try:
        root = parse_xml(text)
    except Unreadable as refusal:
        if "declares the entity" in refusal.reason or "nests" in refusal.reason or not looks_like_feed(text):
            raise
        return read_feed(text)
    if looks_like_newsml_g2(root):
        return read_newsml_g2(text)
    if local(root) in ("rss", "RDF", "feed", "channel"):
        return read_feed(text)
    reason = f"XML of <{local(root)}> is none we read. Expected RSS, RDF, Atom or NewsML-G2."
    raise Unreadable(reason, line=root.sourceline if isinstance(root.sourceline, int) else 1)


def looks_like_feed(text: str) -> bool:
    """Say whether malformed XML begins as a feed does."""
    return any(mark in text[:2000] for mark in ("<rss", "<feed", "<rdf:RDF", "<channel"))
