"""Read the text of NITF, the older format that travels by itself and inside NewsML-G2 and ninjs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BodyBlock, Picture
from broadsheet.interchange.media import address, pixels
from broadsheet.interchange.text import one_line
from broadsheet.interchange.xmlread import Element, as_html, child, children, local, parse_xml, text_of

AS_HTML = {
    "hl1": "h2",
    "bq": "blockquote",
    "block": "div",
    "media": "figure",
    "media-caption": "figcaption",
    "media-producer": "small",
    "credit": "cite",
    "note": "div",
    "fn": "div",
    "dateline": "p",
    "byline": "p",
    "abstract": "div",
    "tagline": "p",
    "datasource": "p",
    "nitf-table": "div",
    "hedline": "div",
    "q": "span",
}
# A cross-head without a class stands on this level; our writer says others as “level-2”.
CROSSHEAD_LEVEL = 3
# Our writer marks so the pictures that belong to the whole item, not to a place in its text.
ITEM_PICTURE = "item-picture"
NOT_SHOWN = ("media-metadata", "media-object", "nitf-table-metadata", "nitf-table-summary", "body.head")


@dataclass(frozen=True, slots=True)
class NitfText:
    """What the head and the body of a NITF document say."""

    headline: str = ""
    byline: str = ""
    dateline: str = ""
    standfirst: str = ""
    body: tuple[BodyBlock, ...] = ()
    pictures: tuple[Picture, ...] = ()


def blocks_from_nitf(text: str) -> tuple[BodyBlock, ...]:
    """Read the body of a NITF document given as text."""
    root = parse_xml(text)
    if local(root) not in ("nitf", "body", "body.content"):
        return ()
    return read_nitf(root).body


def read_nitf(root: Element) -> NitfText:
    """Read a `nitf` element; its tree is changed on the way."""
    body = root if local(root) in ("body", "body.content") else child(root, "body")
    head = child(body, "body.head")
    pictures = _taken_pictures(body)
    hedline, dateline = child(head, "hedline"), child(head, "dateline")
    return NitfText(
        headline=text_of(child(hedline, "hl1")),
        byline=_byline(child(head, "byline")),
        dateline=(text_of(child(dateline, "location")) or text_of(dateline)).rstrip(" —–-"),
        standfirst=text_of(child(head, "abstract")) or text_of(child(hedline, "hl2")),
        body=blocks_from_html(_body_html(body)) if body is not None else (),
        pictures=pictures,
    )


def _taken_pictures(body: Element | None) -> tuple[Picture, ...]:
    """Take the pictures of the whole item out of the text."""
    found = [media for part in children(body, "body.content") for media in children(part, "media")]
    own = [media for media in found if media.get("class") == ITEM_PICTURE]
    for media in own:
        _drop(media)
    return tuple(picture for media in own if (picture := _picture(media)).href)


def _picture(media: Element) -> Picture:
    said = {row.get("name"): row.get("value") or "" for row in children(media, "media-metadata")}
    found = child(media, "media-reference")
    reference: Any = found.attrib if found is not None else {}
    return Picture(
        href=address(reference.get("source", "")),
        caption=text_of(child(media, "media-caption")),
        credit=text_of(child(media, "media-producer")),
        alternative_text=one_line(reference.get("alternate-text", "")),
        headline=one_line(said.get("headline", "")),
        usage_terms=one_line(said.get("usage_terms", "")),
        mime_type=reference.get("mime-type", ""),
        width=pixels(reference.get("width")),
        height=pixels(reference.get("height")),
    )


def _byline(byline: Element | None) -> str:
    """Give who wrote it, set apart from what they are."""
    for title in children(byline, "byttl"):
        title.text, title.tail = f", {title.text or ''}", f" {title.tail or ''}"
    return re.sub(r"\s*(?:,\s*)+", ", ", text_of(byline)).strip(" ,")


def _body_html(body: Element) -> str:
    for reference in list(body.iter("{*}media-reference")):
        _show(reference)
    for element in list(body.iter()):
        _rename(element)
    return as_html(list(_running(body)))


def _running(body: Element) -> Iterator[Element]:
    if local(body) == "body.content":
        yield body
    for part in body:
        if local(part) in ("body.content", "body.end"):
            yield part


def _rename(element: Element) -> None:
    name = local(element)
    if name in NOT_SHOWN:
        _drop(element)
    elif name == "hl2":
        element.tag = f"h{_level(element)}"
    elif name == "ol" and element.get("seqnum"):
        element.set("start", element.get("seqnum", ""))
    elif name in AS_HTML:
        element.tag = AS_HTML[name]


def _level(crosshead: Element) -> int:
    found = re.fullmatch(r"level-([2-6])", crosshead.get("class") or "")
    return int(found[1]) if found else CROSSHEAD_LEVEL


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _show(reference: Element) -> None:
    """A reference to a picture becomes the picture, one to a page its frame; film and sound keep their elements."""
    above = reference.getparent()
    shown = etree.Element(
        _shown_as(reference, above),
        {name: reference.get(name, "") for name in ("width", "height") if reference.get(name)},
    )
    shown.set("src", reference.get("source", ""))
    shown.set("alt", reference.get("alternate-text", ""))
    shown.tail = reference.tail
    if above is not None:
        said = {row.get("name"): row.get("value") or "" for row in children(above, "media-metadata")}
        if said.get("poster"):
            shown.set("poster", said["poster"])
        above.replace(reference, shown)


def _shown_as(reference: Element, above: Element | None) -> str:
    kind = above.get("media-type", "image") if above is not None else "image"
    if kind == "other" and (reference.get("mime-type") or "").startswith("text/html"):
        return "iframe"
    return {"video": "video", "audio": "audio"}.get(kind, "img")
