"""Cut HTML of any origin into addressable units of safe text: paragraphs, cross-heads, quotes, lists, pictures.

Nothing of the source's markup survives as it was: words are taken out of the tree and written again with a short list
of inline elements, so scripts, styles and event handlers have no way through.
"""

import html as entities
from collections.abc import Iterable, Iterator

from broadsheet.interchange import media
from broadsheet.interchange.inline import PARAGRAPH, Span, collapse, markup, paragraphs, printable, safe_href, words
from broadsheet.interchange.items import BlockKind, BodyBlock
from broadsheet.interchange.limits import names
from broadsheet.interchange.lists import list_html, table_html
from broadsheet.interchange.markup import (
    MEDIA,
    Element,
    Met,
    Running,
    Step,
    classes_of,
    name_of,
    parse_html,
    running_text,
    take_out,
    walk,
)

HEADINGS = {f"h{level}": max(level, 2) for level in range(1, 7)}
WHOLE = MEDIA | HEADINGS.keys() | names("blockquote ul ol menu table figure pre hr")
GALLERIES = names("gallery wp-block-gallery blocks-gallery-grid tiled-gallery")
RELATED = names("related")
FACTBOXES = names("factbox fact-box infobox info-box fact_box")
POSTS = names("twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed mastodon-embed")
LONGEST_ATTRIBUTION = 120
DASHES = "—–―‒-~"


def blocks_from_html(html: str, *, base_url: str = "") -> tuple[BodyBlock, ...]:
    """Cut HTML into blocks; relative addresses are joined to `base_url` when there is one.

    >>> [block.html for block in blocks_from_html("One.<br><br>Two <b onclick=x>now</b>.<script>x</script>")]
    ['One.', 'Two <b>now</b>.']
    """
    if not html.strip():
        return ()
    return tuple(_without_doubled_dividers(_blocks(parse_html(html), base_url=base_url)))


def clean_inline(html: str, *, base_url: str = "") -> str:
    """Make a piece of HTML one line of safe inline markup; paragraphs become line breaks, pictures go.

    >>> clean_inline('<p>A <i class="x">fair</i> deal</p><p>done</p>')
    'A <i>fair</i> deal<br>done'
    """
    if "<" not in html and "&" not in html:
        return entities.escape(markup_free(html), quote=False)
    return inline_of(parse_html(html), base_url=base_url)


def plain_text(html: str) -> str:
    """Give the words of a piece of HTML, entities resolved, on one line.

    >>> plain_text("<p>Cask &amp; Crown</p><p>rose</p>")
    'Cask & Crown rose'
    """
    if "<" not in html and "&" not in html:
        return markup_free(html)
    return words(running_text(parse_html(html)))


def markup_free(text: str) -> str:
    """Tidy text that has no markup, the same way as text that has."""
    return collapse(printable(text)).strip()


def inline_of(element: Element, *, base_url: str = "") -> str:
    """Give the words of an element as safe inline markup, its paragraphs parted by line breaks."""
    return _joined(paragraphs(running_text(element, base_url=base_url)))


def _joined(parts: Iterable[list[Span]]) -> str:
    return "<br>".join(markup(part) for part in parts)


def _is_whole(element: Element) -> bool:
    return name_of(element) in WHOLE or bool(classes_of(element) & (GALLERIES | FACTBOXES | RELATED))


def _is_whole_in_quote(element: Element) -> bool:
    return name_of(element) != "blockquote" and _is_whole(element)


class _Flow:
    """Turn a walk into blocks: words gather until a block ends them; pictures wait for the end of their paragraph."""

    def __init__(self, *, base_url: str, in_quote: bool = False) -> None:
        self.base_url = base_url
        self.in_quote = in_quote
        self.running = Running(base_url=base_url)
        self.waiting: list[BodyBlock] = []

    def blocks(self, root: Element) -> Iterator[BodyBlock]:
        for met in walk(root, whole=_is_whole_in_quote if self.in_quote else _is_whole):
            if met.step is Step.WHOLE:
                yield from self._whole(met.element)
            else:
                yield from self._words(met)
        yield from self._flush()

    def _words(self, met: Met) -> Iterator[BodyBlock]:
        self.running.take(met)
        if self.running.spans and self.running.spans[-1].text == PARAGRAPH:
            yield from self._flush()

    def _whole(self, element: Element) -> Iterator[BodyBlock]:
        """A picture inside a sentence does not cut it in two; any other block does."""
        if name_of(element) == "img" and media.is_emoji(element):
            self.running.spans.append(Span(element.get("alt") or "", self.running.marks))
        elif name_of(element) in MEDIA:
            yield from self._shown(element)
        else:
            yield from self._flush()
            yield from _whole_blocks(element, base_url=self.base_url)

    def _shown(self, element: Element) -> Iterator[BodyBlock]:
        shown = media.block_from(element, base_url=self.base_url)
        if shown and any(span.text.strip() for span in self.running.spans):
            self.waiting.append(shown)
        elif shown:
            yield shown

    def _flush(self) -> Iterator[BodyBlock]:
        spans, self.running.spans = self.running.spans, []
        waiting, self.waiting = self.waiting, []
        yield from (_paragraph(part) for part in paragraphs(spans))
        yield from waiting


def _blocks(root: Element, *, base_url: str, in_quote: bool = False) -> Iterator[BodyBlock]:
    return _Flow(base_url=base_url, in_quote=in_quote).blocks(root)


def _paragraph(part: list[Span]) -> BodyBlock:
    """Make a paragraph, or an embed when all it says is the address of a film."""
    said = words(part)
    film = media.film_address(said) if " " not in said else ""
    if film:
        return BodyBlock(BlockKind.EMBED, href=film)
    return BodyBlock(BlockKind.PARAGRAPH, html=markup(part))


def _whole_blocks(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    name = name_of(element)
    if name in HEADINGS:
        yield from _crosshead(element, base_url=base_url)
    elif name == "blockquote":
        yield from _quote(element, base_url=base_url)
    elif name == "figure":
        yield from _figure(element, base_url=base_url)
    elif classes_of(element) & GALLERIES or (name in ("ul", "ol") and _only_pictures(element)):
        yield from media.gallery(element, base_url=base_url)
    elif name in ("ul", "ol", "menu"):
        yield from _list(element, base_url=base_url)
    elif name == "table":
        yield from _table(element, base_url=base_url)
    elif name == "pre":
        yield from _preformatted(element)
    elif name == "hr":
        yield BodyBlock(BlockKind.DIVIDER)
    elif classes_of(element) & RELATED:
        yield from _related(element, base_url=base_url)
    else:
        yield from _factbox(element, base_url=base_url)


def _related(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    """A paragraph marked as related and holding one link points to another story; anything else is running text."""
    links = list(element.iter("a"))
    href = safe_href(links[0].get("href") or "", base_url=base_url) if len(links) == 1 else ""
    headline = words(running_text(element))
    if href and headline == words(running_text(links[0])):
        yield BodyBlock(BlockKind.RELATED, html=entities.escape(headline, quote=False), href=href)
    else:
        yield from _blocks(element, base_url=base_url)


def _crosshead(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    text = words(running_text(element))
    if text.strip():
        yield BodyBlock(BlockKind.CROSSHEAD, html=text, level=HEADINGS[name_of(element)])
    yield from media.blocks_in(element, base_url=base_url)


def _list(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    html = list_html(element, base_url=base_url)
    if html:
        yield BodyBlock(BlockKind.LIST, html=html)
    yield from media.blocks_in(element, base_url=base_url)


def _table(element: Element, *, base_url: str, caption: str = "") -> Iterator[BodyBlock]:
    html = table_html(element, base_url=base_url, caption=caption)
    if html:
        yield BodyBlock(BlockKind.TABLE, html=html)
    yield from media.blocks_in(element, base_url=base_url)


def _preformatted(element: Element) -> Iterator[BodyBlock]:
    text = "".join(_kept_lines(element)).replace("\r\n", "\n").strip("\n").rstrip()
    if text.strip():
        yield BodyBlock(BlockKind.PREFORMATTED, html=text)


def _kept_lines(element: Element) -> Iterator[str]:
    for met in walk(element, whole=lambda _: False):
        if met.step is Step.TEXT:
            yield met.text
        elif met.step is Step.START and name_of(met.element) == "br":
            yield "\n"


def _only_pictures(element: Element) -> bool:
    return element.find(".//img") is not None and not words(running_text(element)).strip()


def _factbox(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    parts = list(paragraphs(running_text(element, base_url=base_url)))
    if parts:
        yield BodyBlock(BlockKind.FACTBOX, html="".join(f"<p>{markup(part)}</p>" for part in parts))
    yield from media.blocks_in(element, base_url=base_url)


def _figure(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    """A figure is a frame: what it frames decides what it is, and its caption goes with that."""
    if element.find(".//blockquote") is not None:
        yield from _framed_quote(element, base_url=base_url)
    elif element.find(".//table") is not None:
        yield from _framed_table(element, base_url=base_url)
    elif media.shows_something(element):
        yield from media.figure(element, base_url=base_url)
    else:
        yield from _blocks(element, base_url=base_url)


def _framed_table(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    for table in element.iter("table"):
        caption = _take_out(element, "figcaption")
        html = inline_of(caption, base_url=base_url) if caption is not None else ""
        yield from _table(table, base_url=base_url, caption=html)
        return


def _framed_quote(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    caption = _take_out(element, "figcaption")
    speaker = words(running_text(caption)) if caption is not None else ""
    for block in _blocks(element, base_url=base_url):
        if speaker and block.kind is BlockKind.QUOTE:
            speaker, block = "", _attributed(block, speaker)
        yield block
    if speaker:
        yield BodyBlock(BlockKind.PARAGRAPH, html=entities.escape(speaker, quote=False))


def _attributed(block: BodyBlock, speaker: str) -> BodyBlock:
    said = ", ".join(part for part in (block.attribution, speaker.lstrip(DASHES + " \xa0")) if part)
    return BodyBlock(block.kind, html=block.html, href=block.href, attribution=said)


def _take_out(element: Element, name: str) -> Element | None:
    """Remove the first element of that name from the tree, leaving the words after it in place."""
    found = next(element.iter(name), None)
    if found is not None:
        take_out(found)
    return found


def _quote(element: Element, *, base_url: str) -> Iterator[BodyBlock]:
    """One quote keeps its paragraphs together: it has one speaker. Lists and pictures inside it follow it."""
    if classes_of(element) & POSTS:
        yield _post(element, base_url=base_url)
        return
    speaker = _speaker(element)
    inside = list(_blocks(element, base_url=base_url, in_quote=True))
    said = [block.html for block in inside if block.kind is BlockKind.PARAGRAPH]
    if not speaker and len(said) > 1 and _is_signature(said[-1]):
        speaker = plain_text(said.pop())
    if said or speaker:
        yield BodyBlock(BlockKind.QUOTE, html="<br><br>".join(said), attribution=speaker.lstrip(DASHES + " \xa0"))
    yield from (block for block in inside if block.kind is not BlockKind.PARAGRAPH)


def _is_signature(html: str) -> bool:
    text = plain_text(html)
    return text[:1] in tuple("—–―") and 1 < len(text) <= LONGEST_ATTRIBUTION


def _speaker(element: Element) -> str:
    """Take out of a quote the element that names its speaker; a work named within a sentence is not one."""
    for name in ("footer", "cite"):
        for found in list(element.iter(name)):
            if name == "footer" or _stands_alone(found, element):
                take_out(found)
                return words(running_text(found))
    return ""


def _stands_alone(cite: Element, quote: Element) -> bool:
    parent = cite.getparent()
    if parent is None or (cite.tail or "").strip():
        return False
    before = cite.getprevious()
    text = (parent.text if before is None else before.tail) or ""
    if parent is quote:
        return not text.strip() or text.rstrip()[-1] in DASHES
    return (not text.strip() and (before is None or name_of(before) == "br")) or text.rstrip()[-1:] in tuple("—–―")


def _post(element: Element, *, base_url: str) -> BodyBlock:
    """A post from elsewhere is shown by its address; its words stay beside it for those who get no frame."""
    links = [link.get("href") or "" for link in element.iter("a")]
    own = element.get("data-instgrm-permalink") or element.get("cite") or next(reversed(links), "")
    return BodyBlock(
        BlockKind.EMBED, html=inline_of(element, base_url=base_url), href=media.address(own, base_url=base_url)
    )


def _without_doubled_dividers(blocks: Iterable[BodyBlock]) -> Iterator[BodyBlock]:
    before = BlockKind.DIVIDER
    for block in blocks:
        if not (before is block.kind is BlockKind.DIVIDER):
            yield block
        before = block.kind
