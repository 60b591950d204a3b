"""Read the text of NITF, the older format that travels by itself and inside NewsML-G2 and ninjs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BodyBlock
from broadsheet.interchange.xmlread import Element, as_html, child, children, local, parse_xml, text_of

AS_HTML = {
    "hl1": "h2",
    "hl2": "h3",
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
NOT_SHOWN = ("media-metadata", "media-object", "nitf-table-metadata", "nitf-table-summary", "body.head")


@dataclass(frozen=True, slots=True)
class NitfText:
    """What the head and the body of a NITF document say."""

    headline: str = ""
    byline: str = ""
    dateline: str = ""
    standfirst: str = ""
    body: tuple[BodyBlock, ...] = ()


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
    hedline, dateline = child(head, "hedline"), child(head, "dateline")
    return NitfText(
        headline=text_of(child(hedline, "hl1")),
        byline=_byline(child(head, "byline")),
        dateline=(text_of(child(dateline, "location")) or text_of(dateline)).rstrip(" —–-"),
        standfirst=text_of(child(head, "abstract")) or text_of(child(hedline, "hl2")),
        body=blocks_from_html(_body_html(body)) if body is not None else (),
    )


def _byline(byline: Element | None) -> str:
    """Give who wrote it, set apart from what they are."""
    for title in children(byline, "byttl"):
        title.text, title.tail = f", {title.text or ''}", f" {title.tail or ''}"
    return re.sub(r"\s*(?:,\s*)+", ", ", text_of(byline)).strip(" ,")


def _body_html(body: Element) -> str:
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
    elif name == "media-reference":
        _show(element)
    elif name in AS_HTML:
        element.tag = AS_HTML[name]


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _show(reference: Element) -> None:
    """A reference to a picture becomes the picture; film and sound keep their own elements."""
    above = reference.getparent()
    kind = above.get("media-type", "image") if above is not None else "image"
    tag = {"video": "video", "audio": "audio"}.get(kind, "img")
    shown = etree.Element(tag, {name: reference.get(name, "") for name in ("width", "height") if reference.get(name)})
    shown.set("src", reference.get("source", ""))
    shown.set("alt", reference.get("alternate-text", ""))
    shown.tail = reference.tail
    if above is not None:
        above.replace(reference, shown)
