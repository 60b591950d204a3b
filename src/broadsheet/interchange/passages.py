"""Look at a paragraph as words and as links at once, and cut words off its ends without breaking its markup."""

import re
from dataclasses import dataclass

from broadsheet.interchange.html import plain_text
from broadsheet.interchange.inline import LINE, Span, markup, tidy
from broadsheet.interchange.markup import parse_html, running_text


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link within a paragraph: its address, and where its words stand."""

    href: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's words with the marks around them."""

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, html: str) -> "Passage":
        """Read inline markup; what has none is read without a parser."""
        if "<" not in html:
            return cls((Span(plain_text(html)),) if html.strip() else ())
        return cls(tuple(tidy(running_text(parse_html(html)))))

    @property
    def text(self) -> str:
        """Give the words; a line break counts as one space, so that positions agree with the spans."""
        return "".join(" " if span.text == LINE else span.text for span in self.spans)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Give the links in reading order; a link in several marks is one link."""
        found: list[Anchor] = []
        at = 0
        for span in self.spans:
            href = next((mark.href for mark in span.marks if mark.tag == "a"), "")
            if href and found and found[-1].href == href and found[-1].end == at:
                found[-1] = Anchor(href, found[-1].text + span.text, found[-1].start, at + len(span.text))
            elif href:
                found.append(Anchor(href, span.text, at, at + len(span.text)))
            at += len(span.text)
        return tuple(found)

    def html(self, start: int = 0, end: int | None = None) -> str:
        """Write the words between two positions, marks kept."""
        return markup(tidy(self._between(start, len(self.text) if end is None else end)))

    def _between(self, start: int, end: int) -> list[Span]:
        kept: list[Span] = []
        at = 0
        for span in self.spans:
            text = span.text[max(start - at, 0) : max(end - at, 0)]
            if text:
                kept.append(Span(text, span.marks))
            at += len(span.text)
        return kept


def normalised(text: str) -> str:
    """Reduce words to what makes two captions or headlines the same to a reader.

    >>> normalised("Fog, on the “Quay”.") == normalised("fog on the quay")
    True
    """
    return " ".join(re.findall(r"\w+", text.casefold()))
