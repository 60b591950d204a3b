"""Read what a NewsML-G2 item holds: running text inside it, or pictures, film and sound elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture
from broadsheet.interchange.media import address, pixels
from broadsheet.interchange.nitf import read_nitf
from broadsheet.interchange.text import blocks_from_text
from broadsheet.interchange.xmlread import XML_LANG, Element, as_html, children, local

HTML_ROOTS = ("html", "body", "div", "p", "article", "section", "h1", "h2", "ul", "ol", "table", "blockquote", "span")
NITF_ROOTS = ("nitf", "body.content")
PLAYED = ("audio", "video")


@dataclass(slots=True)
class Content:
    """What the content of an item gave; head fields are those that the text carries itself."""

    headline: str = ""
    byline: str = ""
    dateline: str = ""
    standfirst: str = ""
    language: str = ""
    body: tuple[BodyBlock, ...] = ()
    pictures: tuple[Picture, ...] = ()
    notes: list[str] = field(default_factory=list)


def read_content(content_set: Element | None, *, item: NewsItem) -> Content:
    """Read the first running text we understand, and the best rendition of anything that is shown or played."""
    content = Content()
    for element in content_set if content_set is not None else ():
        if local(element) == "inlineXML":
            _inline_xml(element, content)
        elif local(element) == "inlineData":
            _inline_data(element, content)
    remote = children(content_set, "remoteContent")
    return _with_remote(content, remote, item=item)


def _inline_xml(element: Element, content: Content) -> None:
    name = local(element[0]) if len(element) else ""
    if content.body and name:
        content.notes.append(f"The item holds a second text ({name}); the first one was taken.")
    elif name in NITF_ROOTS:
        _take_nitf(element[0], content)
    elif name in HTML_ROOTS:
        content.language = element[0].get(XML_LANG) or element.get(XML_LANG) or ""
        content.body = blocks_from_html((element.text or "") + as_html(list(element)))
    elif name:
        content.notes.append(f"The content is {name}, which is not running text; it was left aside.")
    elif (element.text or "").strip():
        content.body = blocks_from_text(element.text or "")


def _take_nitf(element: Element, content: Content) -> None:
    content.language = element.get(XML_LANG) or ""
    read = read_nitf(element)
    content.headline, content.byline, content.dateline = read.headline, read.byline, read.dateline
    content.standfirst, content.body = read.standfirst, read.body


def _inline_data(element: Element, content: Content) -> None:
    """Take plain or HTML text; encoded data is no text of ours."""
    media_type, text = (element.get("contenttype") or "").lower(), "".join(map(str, element.itertext()))
    if content.body or not text.strip():
        return
    if element.get("encoding") or (media_type and not media_type.startswith("text/")):
        content.notes.append(f"The item holds data ({media_type or 'encoded'}) inside; it was left aside.")
    elif "html" in media_type:
        content.body = blocks_from_html(text)
    else:
        content.body = blocks_from_text(text)


def _with_remote(content: Content, remote: list[Element], *, item: NewsItem) -> Content:
    images = [element for element in remote if _is_image(element, item)]
    best = max(images, key=_width, default=None)
    if best is not None:
        content.pictures = (_picture(best),)
    others = [element for element in remote if element not in images]
    return replace(content, body=content.body + tuple(_played(others, item, content)))


def _is_image(element: Element, item: NewsItem) -> bool:
    media_type = (element.get("contenttype") or "").lower()
    is_shown = media_type.startswith("image/") or (not media_type and item.kind in ("picture", "graphic"))
    return is_shown and bool(address(element.get("href") or ""))


def _width(element: Element) -> int:
    return pixels(element.get("width")) or 0


def _picture(element: Element) -> Picture:
    return Picture(
        href=address(element.get("href") or ""),
        mime_type=element.get("contenttype") or "",
        width=pixels(element.get("width")),
        height=pixels(element.get("height")),
    )


def _played(remote: list[Element], item: NewsItem, content: Content) -> Iterator[BodyBlock]:
    """Film and sound become blocks; of several renditions the widest is taken. The rest is noted."""
    for kind in PLAYED:
        of_kind = [element for element in remote if _plays(element, kind, item)]
        best = max(of_kind, key=_width, default=None)
        if best is not None:
            yield BodyBlock(BlockKind(kind), href=address(best.get("href") or ""))
    for element in remote:
        if not any(_plays(element, kind, item) for kind in PLAYED):
            place = element.get("href") or element.get("residref") or "without an address"
            content.notes.append(f"Content elsewhere was not fetched: {place}")


def _plays(element: Element, kind: str, item: NewsItem) -> bool:
    media_type = (element.get("contenttype") or "").lower()
    is_kind = media_type.startswith(f"{kind}/") or (item.kind == kind and not media_type)
    return is_kind and bool(address(element.get("href") or ""))
