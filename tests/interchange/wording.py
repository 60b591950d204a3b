"""Read text the dull way, to hold the parsers against: whole trees, no cleverness, none of their code."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import html5lib

from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem

INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u", "font"}
UNSEEN = {"head", "script", "style", "title"}

HANGS_SECONDS = 30  # of the processor: what is read in quadratic time takes minutes, a busy machine a few seconds


def html_text(markup: str) -> str:
    """Give what a browser would show of some markup."""
    return tree_text(html5lib.parse(markup, namespaceHTMLElements=False))


def tree_text(root: Any) -> str:
    """Join the text of a tree, with a space wherever an element is not inline."""
    return "".join(_pieces(root))


def _pieces(element: Any) -> Iterator[str]:
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "script"
    gap = "" if name in INLINE else " "
    if name not in UNSEEN:
        yield gap + (element.text or "")
        for child in element:
            yield from _pieces(child)
        yield gap
    yield element.tail or ""


def words(*texts: str) -> Counter[str]:
    """Count words, whatever their order and the signs between them."""
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def words_of(item: NewsItem) -> Counter[str]:
    """Count every word of an item's text: what runs, what was lifted, and what stands under its pictures."""
    texts = [html_text(block.html) for block in item.body] + [block.attribution for block in item.body]
    texts += [lifted.text for lifted in item.lifted]
    texts += [f"{b.picture.caption} {b.picture.credit}" for b in item.body if b.picture]
    texts += [f"{picture.caption} {picture.credit}" for block in item.body for picture in block.pictures]
    return words(*texts)


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def time(text: str | None) -> datetime | None:
    """Read ISO 8601 with the standard library alone; what it cannot read is no time."""
    try:
        found = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def outcome(raw: bytes) -> Reading | Unreadable:
    """Read a payload; a refusal is an outcome, any other exception is a fault of ours."""
    try:
        return read(raw)
    except Unreadable as refusal:
        return refusal
