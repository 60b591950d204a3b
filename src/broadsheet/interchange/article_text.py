"""Find the text of the article on a web page: trafilatura says which words, our own reader makes blocks of them."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
from lxml import etree

from broadsheet.interchange import media
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import BlockKind, BodyBlock, Picture
from broadsheet.interchange.limits import PAGE_BYTES, PAGE_ELEMENTS, check_html, names
from broadsheet.interchange.markup import Element, name_of, take_out

NO_TEXT = names("nav footer form button input select textarea dialog svg canvas noscript template object iframe style")
MOST_FIGURES = 200
NO_ARTICLE = "This is a web page, not a feed. Look in its source for the address of the feed."

# What runs or is drawn is cut before the tree is built: it is most of a page's bytes and none of its words.
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<name>script|style|svg|noscript|template)\b[^<>]*+>.*?(?:</(?P=name)\s{0,9}>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


def tree_of(html: str) -> Element:
    """Build the tree of a page without what is not shown; refuse one that is too large or too deep."""
    shown = _UNSEEN.sub(" ", printable(html))
    check_html(shown, limit=PAGE_BYTES)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        return lxml.html.document_fromstring(shown.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # it holds nothing that is shown
        raise Unreadable(NO_ARTICLE, line=1) from None


def text_of_article(root: Element, *, base_url: str) -> tuple[BodyBlock, ...]:
    """Give the blocks of the article; the tree is changed on the way."""
    for element in list(root.iter(*NO_TEXT)):
        take_out(element)
    _check_count(root)
    described = {picture.href: picture for picture in _figures(root, base_url=base_url)}
    found = blocks_from_html(_extracted(root), base_url=base_url)
    return tuple(_with_words(block, described) for block in found)


def _check_count(root: Element) -> None:
    """Refuse a page with more elements than an article has: finding the text costs most of all by their number."""
    count = sum(1 for _ in root.iter())
    if count > PAGE_ELEMENTS:
        raise TooLarge(f"The page has {count:,} elements. At most {PAGE_ELEMENTS:,} are read.", line=1)


def _extracted(root: Element) -> str:
    """Give the article as plain HTML, or nothing where there is none."""
    # Importing it costs more than half a second, which only those who read pages shall pay.
    from trafilatura import extract

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = extract(
            root,
            fast=True,
            output_format="html",
            include_comments=False,
            include_images=True,
            include_links=True,
            include_formatting=True,
        )
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, etree.LxmlError):
        return ""  # it was written for pages, not for attacks; what it stumbles over is no article
    return found or ""


def _figures(root: Element, *, base_url: str) -> Iterator[Picture]:
    """Give the pictures of figures with caption and credit, which are lost where only the text is kept."""
    for number, figure in enumerate(root.iter("figure")):
        if number < MOST_FIGURES and not any(name_of(above) == "figure" for above in figure.iterancestors("figure")):
            for block in media.figure(figure, base_url=base_url):
                yield from (block.picture,) if block.picture else block.pictures


def _with_words(block: BodyBlock, described: dict[str, Picture]) -> BodyBlock:
    """Give a picture the words that stood beside it."""
    known = described.get(block.picture.href) if block.kind is BlockKind.PICTURE and block.picture else None
    if not known or not block.picture:
        return block
    alternative = block.picture.alternative_text or known.alternative_text
    return replace(block, picture=replace(known, alternative_text=alternative))
