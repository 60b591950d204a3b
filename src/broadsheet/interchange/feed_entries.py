"""Read from a feed's tree what a forgiving parser merges: identifiers, authors, pictures and captions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from broadsheet.interchange.items import Picture
from broadsheet.interchange.media import address
from broadsheet.interchange.text import one_line
from broadsheet.interchange.xmlread import Element, child, children, line_of, local, text_of

ENTRIES = ("item", "entry")
MEDIA_NAMESPACES = (
    "http://search.yahoo.com/mrss/",
    "http://search.yahoo.com/mrss",
    "http://www.rssboard.org/media-rss",
)
SUMMARIES = ("description", "summary", "tagline", "encoded", "content", "body", "abstract", "subtitle", "info", "div")


@dataclass(frozen=True, slots=True)
class Extra:
    """What the tree says of one entry: identifier, line, authors, pictures, and whether it has words of its own."""

    guid: str = ""
    line: int | None = None
    authors: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    has_summary: bool = True


def extras_of(root: Element) -> list[Extra]:
    """Read every entry of a feed in document order."""
    return [_extra(element) for element in root.iter("{*}item", "{*}entry") if local(element) in ENTRIES]


def _extra(entry: Element) -> Extra:
    own = [element for element in entry if not _is_media(element)]
    identifiers = (text_of(element) for element in own if local(element) in ("guid", "id"))
    return Extra(
        guid=next((found for found in identifiers if found), ""),
        line=line_of(entry),
        authors=tuple(filter(None, map(_author, own))),
        pictures=tuple(_pictures(entry)),
        has_summary=any(local(element).lower() in SUMMARIES for element in own),
    )


def _author(element: Element) -> str:
    """Give the name in an author element; in RSS it stands in brackets behind an address, in Atom in an element."""
    if local(element) == "creator":
        return text_of(element)
    if local(element) != "author":
        return ""
    name = child(element, "name")
    if name is not None or len(element):
        return text_of(name)
    before, _, behind = text_of(element).partition("(")
    if "@" not in before:
        return text_of(element)
    return behind.rpartition(")")[0].strip()


def _is_media(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(tuple(f"{{{name}}}" for name in MEDIA_NAMESPACES))


def _pictures(entry: Element) -> Iterator[Picture]:
    """Give each picture once: of one group the widest rendition; a thumbnail only when there is nothing better."""
    found = [*_of_media(entry), *_enclosures(entry)]
    if not found:
        found = [_picture(thumbnail) for thumbnail in _media(entry, "thumbnail")]
    seen: set[str] = set()
    for picture in found:
        if picture.href and picture.href not in seen:
            seen.add(picture.href)
            yield picture


def _media(parent: Element, name: str) -> list[Element]:
    return [element for element in children(parent, name) if _is_media(element)]


def _of_media(entry: Element) -> Iterator[Picture]:
    for content in _media(entry, "content"):
        if _shows_picture(content):
            yield _described(_picture(content), content, entry)
        else:
            yield from (_described(_picture(thumb), content, entry) for thumb in _media(content, "thumbnail")[:1])
    for group in _media(entry, "group"):
        images = [content for content in _media(group, "content") if _shows_picture(content)]
        best = max(images, key=lambda content: _number(content.get("width")) or 0, default=None)
        if best is not None:
            yield _described(_picture(best), *(content for content in (best, *images)), group, entry)


def _shows_picture(content: Element) -> bool:
    media_type, medium = content.get("type") or "", content.get("medium") or ""
    href = (content.get("url") or "").lower().partition("?")[0]
    looks_so = not media_type and not medium and href.endswith((".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"))
    return media_type.startswith("image/") or medium == "image" or looks_so


def _picture(element: Element) -> Picture:
    return Picture(
        href=address(element.get("url") or ""),
        mime_type=element.get("type") or "",
        width=_number(element.get("width")),
        height=_number(element.get("height")),
    )


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else None


def _described(picture: Picture, *around: Element) -> Picture:
    """Add caption, credit and the rest from the nearest element that has them."""
    return replace(
        picture,
        caption=_nearest("description", around),
        credit=_nearest("credit", around) or _nearest("copyright", around),
        headline=_nearest("title", around),
        alternative_text=_nearest("text", around),
        usage_terms=_nearest("license", around),
    )


def _nearest(name: str, around: tuple[Element, ...]) -> str:
    found = (one_line(text_of(element)) for parent in around for element in _media(parent, name))
    return next((words for words in found if words), "")


def _enclosures(entry: Element) -> Iterator[Picture]:
    """Give pictures that come as enclosures, in RSS and in Atom, and the `image` some feeds put in an item."""
    for enclosure in children(entry, "enclosure"):
        if (enclosure.get("type") or "").startswith("image/"):
            yield Picture(href=address(enclosure.get("url") or ""), mime_type=enclosure.get("type") or "")
    for link in children(entry, "link"):
        if link.get("rel") == "enclosure" and (link.get("type") or "").startswith("image/"):
            yield Picture(href=address(link.get("href") or ""), mime_type=link.get("type") or "")
    image = child(child(entry, "image"), "url")
    if image is not None:
        yield Picture(href=address(text_of(image)))
