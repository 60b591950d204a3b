"""Find what an article shows: pictures with caption and credit, galleries, films, sound, frames from elsewhere."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.inline import markup, paragraphs, safe_href, words
from broadsheet.interchange.items import BlockKind, BodyBlock, Picture
from broadsheet.interchange.markup import MEDIA, Element, Step, classes_of, is_media, name_of, running_text, walk

LAZY_SOURCES = ("data-orig-file", "data-lazy-src", "data-src", "data-original")
CREDIT_CLASS = re.compile(r"(?:.*[-_])?(?:credits?|copyright|copyrightholder|photographer|byline|attribution)$")
WIDEST = 20_000

_FILMS = (
    (
        re.compile(r"https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (
        re.compile(r"https?://(?:www\.|m\.)?youtube\.com/(?:watch\?(?:\S*&)?v=|shorts/|live/)([\w-]{6,})"),
        "https://www.youtube.com/watch?v={}",
    ),
    (re.compile(r"https?://youtu\.be/([\w-]{6,})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"https?://(?:www\.)?(?:player\.)?vimeo\.com/(?:video/)?(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"https?://(?:www\.)?dailymotion\.com/(?:embed/)?video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"https?://dai\.ly/(\w+)"), "https://www.dailymotion.com/video/{}"),
)


def film_address(href: str) -> str:
    """Give the page of a film on a site we know, or nothing.

    >>> film_address("https://youtu.be/abcdef12345?t=3")
    'https://www.youtube.com/watch?v=abcdef12345'
    """
    for pattern, page in _FILMS:
        found = pattern.match(href.strip())
        if found:
            return page.format(found[1])
    return ""


def address(href: str, *, base_url: str = "") -> str:
    """Give a web address that may be fetched or framed; inline data and mail addresses are none."""
    href = safe_href(href, base_url=base_url)
    return "" if href.lower().startswith("mailto:") else href


def is_emoji(element: Element) -> bool:
    """Say whether a picture stands for a character."""
    return bool(classes_of(element) & {"emoji", "wp-smiley"})


def block_from(element: Element, *, base_url: str = "", caption: str = "") -> BodyBlock | None:
    """Make a block of one media element, or nothing when there is no address to show it from."""
    name = name_of(element)
    if name == "img":
        picture = picture_from(element, base_url=base_url)
        return BodyBlock(BlockKind.PICTURE, picture=picture) if picture else None
    href = address(_source(element), base_url=base_url)
    if not href:
        return None
    if name in ("audio", "video"):
        return BodyBlock(BlockKind(name), html=caption, href=href, picture=_poster(element, base_url=base_url))
    return BodyBlock(BlockKind.EMBED, html=caption, href=film_address(href) or href)


def _source(element: Element) -> str:
    inside = next((source.get("src") for source in element.iter("source") if source.get("src")), "")
    return element.get("src") or element.get("data") or element.get("data-src") or inside or ""


def _poster(element: Element, *, base_url: str) -> Picture | None:
    href = address(element.get("poster") or "", base_url=base_url)
    return Picture(href=href) if href else None


def picture_from(element: Element, *, base_url: str = "") -> Picture | None:
    """Read one `img`; spying pixels and pictures without an address are none."""
    width, height = _length(element, "width"), _length(element, "height")
    href = next((found for found in _sources(element, base_url=base_url) if found), "")
    if not href or (width is not None and width <= 1) or (height is not None and height <= 1):
        return None
    alternative_text = " ".join((element.get("alt") or "").split())
    return Picture(href=href, alternative_text=alternative_text, width=width, height=height)


def _sources(element: Element, *, base_url: str) -> Iterator[str]:
    for source in (*(element.get(name) for name in LAZY_SOURCES[:1]), element.get("src")):
        yield address(source or "", base_url=base_url)
    for name in LAZY_SOURCES[1:]:
        yield address(element.get(name) or "", base_url=base_url)
    yield address(_widest(element.get("srcset") or element.get("data-srcset") or ""), base_url=base_url)


def _widest(srcset: str) -> str:
    """Choose the widest candidate of a `srcset`."""
    best, best_width = "", -1.0
    for candidate in re.split(r",\s+", srcset):
        href, _, size = candidate.strip().partition(" ")
        number = re.match(r"\s*(\d{1,6}(?:\.\d{1,3})?)[wx]", size)
        width = float(number[1]) if number else 0.0
        if href and width > best_width:
            best, best_width = href, width
    return best


def _length(element: Element, name: str) -> int | None:
    found = re.match(r"\s*(\d{1,5})(?:px)?\s*$", element.get(name) or "")
    return int(found[1]) if found and int(found[1]) <= WIDEST else None


def pixels(text: str | None) -> int | None:
    """Read a length in pixels that a metadata field gives; what is no number, or too large for a picture, is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def shows_something(element: Element) -> bool:
    """Say whether a figure frames any media."""
    return any(is_media(inside) for inside in element.iter())


def blocks_in(element: Element, *, base_url: str = "") -> Iterator[BodyBlock]:
    """Give the media inside an element whose words were taken elsewhere, such as a picture in a table cell."""
    for inside in element.iter(*MEDIA):
        block = None if is_emoji(inside) else block_from(inside, base_url=base_url)
        if block:
            yield block


def figure(element: Element, *, base_url: str = "") -> Iterator[BodyBlock]:
    """Read a figure with its caption: several pictures make a gallery, one a picture, else what it frames."""
    others = list(element.iter(*(MEDIA - {"img"})))
    images = [image for image in element.iter("img") if picture_from(image, base_url=base_url)]
    if others or not images:
        yield from _framed(others, element, base_url=base_url)
    elif len(images) > 1:
        yield from gallery(element, base_url=base_url)
    else:
        picture = picture_from(images[0], base_url=base_url)
        yield BodyBlock(BlockKind.PICTURE, picture=_captioned(picture, element) if picture else None)


def _framed(others: list[Element], element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    """Give films, sound and frames; the first carries the caption, which stays as text when nothing can be shown."""
    caption = _lines(element, base_url=base_url)
    for block in blocks_in(element, base_url=base_url):
        yield replace(block, html=caption) if block.kind is not BlockKind.PICTURE else block
        caption = "" if block.kind is not BlockKind.PICTURE else caption
    if caption and not any(_source(other) for other in others):
        yield BodyBlock(BlockKind.PARAGRAPH, html=caption)


def _lines(element: Element, *, base_url: str, leave_out: Callable[[Element], bool] = is_media) -> str:
    spans = running_text(element, base_url=base_url, leave_out=leave_out)
    return "<br>".join(markup(part) for part in paragraphs(spans))


def gallery(element: Element, *, base_url: str = "") -> Iterator[BodyBlock]:
    """Read several framed pictures as one gallery; each keeps its own caption, the gallery keeps the rest."""
    frames = {image: _frame_of(image, within=element) for image in element.iter("img")}
    found = ((picture_from(image, base_url=base_url), frame) for image, frame in frames.items())
    pictures = tuple(_captioned(picture, frame) for picture, frame in found if picture)
    inside = set(frames.values())
    caption = _lines(element, base_url=base_url, leave_out=lambda met: met in inside or is_media(met))
    if pictures:
        yield BodyBlock(BlockKind.GALLERY, html=caption, pictures=pictures)
    elif caption:
        yield BodyBlock(BlockKind.PARAGRAPH, html=caption)


def _frame_of(image: Element, *, within: Element) -> Element:
    """Climb from a picture to the widest element that holds no other picture."""
    frame = image
    for parent in image.iterancestors():
        if parent is within or len(list(islice(parent.iter("img"), 2))) > 1:
            break
        frame = parent
    return frame


def _captioned(picture: Picture, frame: Element) -> Picture:
    """Add the words of a frame: what is marked as credit, or stands at the caption's end, is the credit."""
    marked = [met.element for met in walk(frame, whole=_is_credit) if met.step is Step.WHOLE]
    credit = " ".join(words(running_text(found)) for found in marked).strip()
    caption = words(running_text(frame, leave_out=lambda met: is_media(met) or _is_credit(met)))
    if not credit:
        caption, credit = split_credit(caption)
    return replace(picture, caption=caption, credit=credit)


def _is_credit(element: Element) -> bool:
    """Say whether an element is marked as credit; small print under a picture is, in every house we read."""
    named = (*classes_of(element), (element.get("itemprop") or "").lower())
    return not is_media(element) and (name_of(element) in ("small", "cite") or any(map(CREDIT_CLASS.match, named)))
