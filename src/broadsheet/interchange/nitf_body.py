"""Write body blocks as the elements of NITF, such that `nitf` reads them back as the same blocks."""

from collections.abc import Iterable

from lxml import etree

from broadsheet.interchange.items import BlockKind, BodyBlock, Picture
from broadsheet.interchange.limits import names
from broadsheet.interchange.markup import name_of
from broadsheet.interchange.nitf import CROSSHEAD_LEVEL
from broadsheet.interchange.xmlread import Element
from broadsheet.interchange.xmlwrite import XHTML, add, add_filled, copy_html, name_in

NITF = "http://iptc.org/std/NITF/2006-10-18/"
OWN = names("a em br p ul ol li table caption thead tbody tfoot tr td th")
ATTRIBUTES = {"href": "href", "start": "seqnum", "colspan": "colspan", "rowspan": "rowspan"}
MEDIA_TYPES = {BlockKind.AUDIO: "audio", BlockKind.VIDEO: "video", BlockKind.EMBED: "other"}


def write_blocks(content: Element, blocks: Iterable[BodyBlock]) -> None:
    """Write a body into `body.content`, one element a line."""
    for block in blocks:
        _write(content, block)
        content[-1].tail = "\n"


def write_picture(parent: Element, picture: Picture) -> Element:
    """Write a picture; what NITF has no element for is metadata of the picture."""
    media = add(parent, "media", attributes={"media-type": "image"})
    for name, value in (("headline", picture.headline), ("usage_terms", picture.usage_terms)):
        _metadata(media, name, value)
    reference = {"source": picture.href, "mime-type": picture.mime_type, "alternate-text": picture.alternative_text}
    sizes = {"width": str(picture.width or ""), "height": str(picture.height or "")}
    add(media, "media-reference", attributes={**reference, **sizes})
    add_filled(media, "media-caption", picture.caption)
    add_filled(media, "media-producer", picture.credit)
    return media


def _metadata(media: Element, name: str, value: str) -> None:
    if value:
        add(media, "media-metadata", attributes={"name": name, "value": value})


def _write(content: Element, block: BodyBlock) -> None:
    match block.kind:
        case BlockKind.PARAGRAPH:
            _copy(block.html, into=add(content, "p"))
        case BlockKind.CROSSHEAD:
            level = "" if block.level == CROSSHEAD_LEVEL else f"level-{block.level}"
            add(content, "hl2", block.html, {"class": level})
        case BlockKind.QUOTE:
            _quote(content, block)
        case BlockKind.PREFORMATTED:
            add(content, "pre", block.html)
        case BlockKind.DIVIDER:
            add(content, "hr")
        case BlockKind.RELATED:
            related = add(content, "p", attributes={"class": "related"})
            _copy(block.html, into=add(related, "a", attributes={"href": block.href}))
        case BlockKind.PICTURE:
            write_picture(content, block.picture or Picture())
        case BlockKind.AUDIO | BlockKind.VIDEO | BlockKind.EMBED:
            _played(content, block)
        case _:
            _grouped(content, block)


def _grouped(content: Element, block: BodyBlock) -> None:
    """Write what holds other elements: fact boxes, galleries, lists and tables."""
    if block.kind is BlockKind.FACTBOX:
        _copy(block.html, into=add(content, "block", attributes={"class": "factbox"}))
    elif block.kind is BlockKind.GALLERY:
        _gallery(add(content, "block", attributes={"class": "gallery"}), block)
    else:
        _copy(block.html, into=content)
        _foot_before_body(content[-1])


def _quote(content: Element, block: BodyBlock) -> None:
    quote = add(content, "bq")
    said = add(quote, "block")
    for part in block.html.split("<br><br>") if block.html else ():
        _copy(part, into=add(said, "p"))
    add_filled(quote, "credit", block.attribution)


def _gallery(gallery: Element, block: BodyBlock) -> None:
    for picture in block.pictures:
        write_picture(gallery, picture)
    if block.html:
        _copy(block.html, into=add(gallery, "p"))


def _played(content: Element, block: BodyBlock) -> None:
    media = add(content, "media", attributes={"media-type": MEDIA_TYPES[block.kind]})
    _metadata(media, "poster", block.picture.href if block.picture else "")
    media_type = "text/html" if block.kind is BlockKind.EMBED else ""
    add(media, "media-reference", attributes={"source": block.href, "mime-type": media_type})
    if block.html:
        _copy(block.html, into=add(media, "media-caption"))


def _copy(html: str, *, into: Element) -> None:
    """Copy inline markup, a list or a table; `into` may hold elements before."""
    held = etree.Element(into.tag)
    copy_html(html, into=held, renamed=_as_nitf)
    if held.text and len(into) == 0:
        into.text = held.text
    into.extend(list(held))


def _as_nitf(element: Element) -> tuple[str, dict[str, str]]:
    name = name_of(element)
    attributes = {new: element.get(old, "") for old, new in ATTRIBUTES.items()}
    return name_in(NITF if name in OWN else XHTML, element), attributes


def _foot_before_body(table: Element) -> None:
    """NITF has the foot of a table before its body; our reader puts it back."""
    body, foot = table.find(f"{{{NITF}}}tbody"), table.find(f"{{{NITF}}}tfoot")
    if body is not None and foot is not None:
        body.addprevious(foot)
