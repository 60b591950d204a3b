"""Hold running text as spans with marks, so that untidy inline markup comes out the same way every time.

A span is words with the marks around them (bold, a link). Spans are cut into paragraphs, tidied and written out;
writing what was read again gives the same text, which is what makes the sanitiser safe to apply twice.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

LINE = "\u2028"
PARAGRAPH = "\u2029"

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[ \t\r\n\f\u2028\u2029]+")
_HAS_SCHEME = re.compile(r"[^/?#]*:")
_SAFE_SCHEME = re.compile(r"https?://[^/?#]|mailto:[^/?#]", re.IGNORECASE)


class Mark(NamedTuple):
    """An inline element around some words; only links carry an address."""

    tag: str
    href: str = ""

    def opening(self) -> str:
        return f'<a href="{html.escape(self.href)}">' if self.tag == "a" else f"<{self.tag}>"

    def closing(self) -> str:
        return f"</{self.tag}>"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words and the marks around them, outermost first; LINE and PARAGRAPH are spans of their own."""

    text: str
    marks: tuple[Mark, ...] = ()


def printable(text: str) -> str:
    """Drop what neither XML nor a page can show: control characters and halves of surrogate pairs."""
    return _UNPRINTABLE.sub("", text)


def collapse(text: str) -> str:
    """Make every run of spaces and line ends one space, as a browser shows it; hard spaces stay."""
    return _SPACES.sub(" ", text)


def safe_href(href: str, *, base_url: str = "") -> str:
    """Give an address that may stand in a link, or nothing: web, mail and relative addresses only.

    >>> safe_href("java\\tscript:alert(1)")
    ''
    >>> safe_href("/budget", base_url="https://npa.example/a/")
    'https://npa.example/budget'
    """
    href = re.sub(r"[\t\r\n]", "", printable(href)).strip()
    if _HAS_SCHEME.match(href):
        return href if _SAFE_SCHEME.match(href) else ""
    return _joined(base_url, href)


def _joined(base_url: str, href: str) -> str:
    if not base_url or not href or href.startswith("#"):
        return href
    try:
        return urljoin(base_url, href)
    except ValueError:  # an address such as //[ cannot be joined to anything
        return ""


def paragraphs(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Cut spans at paragraph ends and at doubled line breaks, and give each part tidied; empty ones are dropped."""
    current: list[Span] = []
    for span in spans:
        if span.text == PARAGRAPH or (span.text == LINE and _ends_with_line(current)):
            yield from _unless_empty(current)
            current = []
        else:
            current.append(span)
    yield from _unless_empty(current)


def _ends_with_line(spans: list[Span]) -> bool:
    """Say whether only spaces stand between here and the last line break."""
    return next((span.text for span in reversed(spans) if span.text.strip(" \t\r\n\f\xa0")), "") == LINE


def _unless_empty(spans: list[Span]) -> Iterator[list[Span]]:
    tidied = tidy(spans)
    if any(span.text.strip() for span in tidied if span.text != LINE):
        yield tidied


def tidy(spans: Iterable[Span]) -> list[Span]:
    """Collapse spaces across spans, trim the ends, drop loose line breaks and join neighbours with equal marks."""
    kept: list[Span] = []
    for span in spans:
        if span.text in (LINE, PARAGRAPH):
            _end_line(kept, span)
        else:
            _append(kept, Span(collapse(span.text), span.marks))
    _trim_end(kept)
    return kept


def _end_line(kept: list[Span], span: Span) -> None:
    _trim_spaces(kept)
    if kept and kept[-1].text != LINE:
        kept.append(Span(LINE, span.marks))


def _append(kept: list[Span], span: Span) -> None:
    at_start = not kept or kept[-1].text == LINE
    text = span.text.lstrip() if at_start else span.text
    if not at_start and kept[-1].text.endswith(" "):
        text = text.lstrip(" ")
    if text and kept and kept[-1].marks == span.marks and kept[-1].text != LINE:
        kept[-1] = Span(kept[-1].text + text, span.marks)
    elif text:
        kept.append(Span(text, span.marks))


def _trim_spaces(kept: list[Span]) -> None:
    while kept and kept[-1].text != LINE:
        text = kept[-1].text.rstrip()
        if text:
            kept[-1] = Span(text, kept[-1].marks)
            return
        kept.pop()


def _trim_end(kept: list[Span]) -> None:
    _trim_spaces(kept)
    while kept and kept[-1].text == LINE:
        kept.pop()
        _trim_spaces(kept)


def markup(spans: Iterable[Span]) -> str:
    """Write tidied spans as inline HTML, opening and closing as few elements as the marks allow."""
    written: list[str] = []
    opened: tuple[Mark, ...] = ()
    for span in spans:
        common = _common(opened, span.marks)
        written += [mark.closing() for mark in reversed(opened[common:])]
        written += [mark.opening() for mark in span.marks[common:]]
        written.append("<br>" if span.text == LINE else html.escape(span.text, quote=False))
        opened = span.marks
    written += [mark.closing() for mark in reversed(opened)]
    return "".join(written)


def _common(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def words(spans: Iterable[Span]) -> str:
    """Give the text of spans without marks; line breaks become spaces."""
    return "".join(" " if span.text in (LINE, PARAGRAPH) else span.text for span in tidy(spans)).strip()
