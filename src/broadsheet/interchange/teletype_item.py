"""Make a news item of a message of teletype copy, once its head is read and its text is cut into units."""

import hashlib
import re
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import NamedTuple

from broadsheet.interchange import teletype_orders as orders
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.iptc7901 import opening_in
from broadsheet.interchange.items import BlockKind, BodyBlock, Lifted, NewsItem, PubStatus
from broadsheet.interchange.passages import normalised
from broadsheet.interchange.teletype_orders import CORRECTION, EMBARGO, KILL, WITHHOLD, is_byline, order_in
from broadsheet.interchange.teletype_parts import Head, Part, without_end_marks
from broadsheet.interchange.teletype_times import Sent, embargo_in, sent_at

HEADINGS_READ = 20
CUT_AT = 20
DOUBTFUL = "The slug line has the word kill or withhold and gives no order; the item stays as it is."

_LABEL = re.compile(r"(?:HL|HEADLINE|HED)\s?:\s?(?P<words>\S.*)|(?:CODE|INDEX|SYMBOLS?)\s?:.*", re.IGNORECASE)


class Frame(NamedTuple):
    """What is around the text of a message: its bytes as text, what follows the text, whether it ended, its line."""

    raw: str
    end: str
    is_whole: bool
    line: int


def item_of(head: Head, parts: list[Part], frame: Frame) -> NewsItem:
    """Join head, text and time to an item; a message that neither says nor orders anything is refused."""
    copy = _sorted(head, parts)
    sent = sent_at(frame.end, copy.notes)
    status, embargoed_until = _release(copy, sent)
    if not copy.body and not copy.headline and status is PubStatus.USABLE:
        reason = f"The message {head.service}{head.number:04} has no text. Ask the source to send it again."
        raise Unreadable(reason, line=frame.line)
    if not frame.is_whole:
        copy.notes.append("The message breaks off: it has no end of text (ETX). What came is kept.")
    guid = _guid(head, sent, frame, copy.notes)
    item = NewsItem(guid=guid, pubstatus=status, embargoed_until=embargoed_until, updated_at=sent.moment)
    return _filled(item, copy)


def _sorted(head: Head, parts: list[Part]) -> "_Copy":
    """Put every unit of a text where it belongs, and take off the marks at its end."""
    copy = _Copy(head)
    kept, marks = without_end_marks(parts)
    for part in kept:
        copy.take(part)
    copy.lifted += [Lifted("end mark", mark) for mark in marks]
    if any("more" in mark.lower() for mark in marks):
        copy.signals.append("more")
    return copy


def _filled(item: NewsItem, copy: "_Copy") -> NewsItem:
    """Fill in what head and text say; the number of a message is its version, and 1 where it has none."""
    head = copy.head
    return replace(
        item,
        version=str(head.number or 1),
        headline=copy.headline,
        slugline=head.slugline,
        dateline=copy.dateline,
        urgency=head.urgency,
        ednote=" ".join(copy.ednotes),
        subjects=(head.subject,) if head.subject else (),
        body=tuple(copy.body),
        lifted=tuple(copy.lifted),
        notes=(*copy.notes, *copy.said()),
    )


def _guid(head: Head, sent: Sent, frame: Frame, notes: list[str]) -> str:
    """Name a message by what it says of itself: service, number, day and slug line.

    Numbers begin anew each day and may come round within one, so the day and the slug line belong to the name: the
    same message sent again is the same item, another one under its number is not. Which messages make up one story
    is not said here, for an equal slug line on one day is only a guess. One that lacks any of the four, or breaks
    off, is named by its content, lest it hide another.
    """
    slug = "-".join(re.findall(r"[^\W_]+", head.slugline.lower()))[:60]
    if head.number and sent.day and slug and frame.is_whole:
        return f"{head.format}:{head.service}{head.number:04}:{sent.day}:{slug}"
    notes.append("The message does not say its number, day and slug line in full; its content names it.")
    return f"{head.format}:{hashlib.sha256(frame.raw.encode('utf-8', 'replace')).hexdigest()}"


class _Copy:
    """The text of a message as it is sorted: what runs, what was lifted, and which orders were met on the way."""

    def __init__(self, head: Head) -> None:
        """Begin with what the head says."""
        self.head = head
        self.headline, self.dateline = "", ""
        self.body: list[BodyBlock] = []
        self.lifted: list[Lifted] = []
        self.ednotes: list[str] = []
        self.embargoes: list[str] = []
        self.signals = list(head.signals)
        self.notes = list(head.notes)
        self.orders = orders.orders_in_slugline(head.slugline)
        self._heed(*head.signals, head.remarks)
        self._units, self._has_text, self._after_byline = 0, False, False

    def _heed(self, *signals: str) -> None:
        """Take the orders among the words of a version."""
        for signal in signals:
            self.orders |= orders.orders_in_signals(signal)

    def take(self, part: Part) -> None:
        """Put one unit where it belongs; orders and headings count only before the running text."""
        self._units += 1
        is_before = not self._has_text and self._units <= HEADINGS_READ and part.kind is not BlockKind.PREFORMATTED
        if self._is_headline_again(part.text) or (is_before and self._is_order(part.text)):
            return
        if is_before and part.kind is BlockKind.CROSSHEAD:
            self._head(part.text)
        else:
            self._run(part)

    def _is_headline_again(self, text: str) -> bool:
        """Take out what only repeats the headline before anything else is said."""
        is_same = bool(self.headline) and not self.body and normalised(text) == normalised(self.headline)
        if is_same:
            self.lifted.append(Lifted("headline", text))
        return is_same

    def _is_order(self, text: str) -> bool:
        """Take a note to editors out of the text, and heed it if it is an order."""
        order = order_in(text)
        if order:
            self.orders.add(order)
            self.ednotes.append(text)
            self.lifted.append(Lifted("ednote", text))
        if order == EMBARGO:
            self.embargoes.append(text)
        return bool(order)

    def _head(self, text: str) -> None:
        """Sort a heading before the text: slug line, byline and who it writes for, headline, else a cross-head."""
        follows_byline, self._after_byline = self._after_byline, is_byline(text)
        if self._is_slugline(text) or self._is_labelled(text):
            return
        if self._after_byline:
            self.body.append(BodyBlock(BlockKind.PARAGRAPH, html=escape(text, quote=False)))
        elif follows_byline:
            self.lifted.append(Lifted("heading", text))
        elif self.headline:
            self.body.append(BodyBlock(BlockKind.CROSSHEAD, html=text))
        else:
            self.headline = text

    def _is_labelled(self, text: str) -> bool:
        """Take a heading that says what it is: the headline, or codes and indexes for the subscriber's system."""
        label = _LABEL.fullmatch(text)
        if label and label["words"]:
            self.lifted += [Lifted("heading", self.headline)] if self.headline else []
            self.headline = label["words"]
        elif label:
            self.lifted.append(Lifted("heading", text))
        return bool(label)

    def _is_slugline(self, text: str) -> bool:
        """Take out a heading that repeats the slug line; what it adds to it are words of the version."""
        slugline, _, version = text.partition(",")
        if not _repeats(slugline, self.head.slugline):
            return False
        said = (word.strip() for word in version.split(","))
        version = ", ".join(word for word in said if word and not word.isdecimal() and word != self.head.remarks)
        if version and _letters(version) not in map(_letters, self.signals):
            self.signals.append(version)
            self._heed(version)
        self.lifted.append(Lifted("slugline", text))
        return True

    def _run(self, part: Part) -> None:
        """Add a unit to the running text; its first paragraph may open with a dateline as this format writes it."""
        text = part.text
        opening = None if self._has_text else opening_in(text, self.head.remarks)
        if opening and part.kind is BlockKind.PARAGRAPH:
            self.dateline, length = opening
            self.lifted.append(Lifted("dateline", text[:length].strip()))
            text = text[length:]
        is_text = part.kind is not BlockKind.CROSSHEAD and not is_byline(text)
        self._has_text = self._has_text or is_text
        html = escape(text, quote=False) if part.kind is BlockKind.PARAGRAPH else text
        if html:
            self.body.append(BodyBlock(part.kind, html=html))

    def said(self) -> list[str]:
        """Say in sentences what the message says of itself for which there is no field."""
        signals = self.signals + ([CORRECTION] if CORRECTION in self.orders else [])
        notes = [f"The source signals “{signal}”." for signal in dict.fromkeys(signals)]
        notes += [f"The head of the message adds “{self.head.remarks}”."] if self.head.remarks else []
        is_doubtful = not self.orders & {KILL, WITHHOLD} and orders.may_speak_of_kill(self.head.slugline)
        return notes + ([DOUBTFUL] if is_doubtful else [])


def _repeats(text: str, slugline: str) -> bool:
    """Say whether a heading is the slug line again, with its cycle before it; ANPA 1312 cuts it at 24 characters."""
    found, known = _letters(text), _letters(slugline)
    is_whole = found.endswith(known) and len(found) <= len(known) + len("am")
    is_cut = len(slugline) >= CUT_AT and known in found[: len(known) + len("am")]
    return bool(known) and (is_whole or is_cut)


def _letters(text: str) -> str:
    """Give the letters and figures of a text alone, for comparing."""
    return "".join(re.findall(r"[^\W_]", text.lower()))


def _release(copy: _Copy, sent: Sent) -> tuple[PubStatus, datetime | None]:
    """Read status and embargo from the orders; an embargo without a time that can be read holds the item back."""
    if KILL in copy.orders:
        copy.notes.append("The message is a kill. It names what it kills in words; look for its slug line.")
        return PubStatus.CANCELED, None
    found = {embargo_in(text, sent=sent.moment, notes=copy.notes) for text in copy.embargoes}
    until = max((moment for moment in found if moment), default=None)
    if WITHHOLD in copy.orders:
        return PubStatus.WITHHELD, until
    if EMBARGO in copy.orders and (until is None or None in found):
        copy.notes.append("An embargo or advance without a time that can be read; the item is withheld.")
        return PubStatus.WITHHELD, until
    return PubStatus.USABLE, until
