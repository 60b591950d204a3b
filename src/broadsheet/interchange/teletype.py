"""Read teletype copy: IPTC 7901 and ANPA 1312, the two formats that wires framed with control characters.

A message is SOH, head, STX, text, ETX, time, EOT. A payload holds any number of them, with padding and sometimes with
noise in between. The heads differ and are read by `iptc7901` and `anpa1312`; the rest is one (`teletype_item`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from broadsheet.interchange import anpa1312, iptc7901
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import NewsItem
from broadsheet.interchange.limits import HTML_BYTES, ITEMS_PER_PAYLOAD, LINES_PER_MESSAGE
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.teletype_item import Frame, item_of
from broadsheet.interchange.teletype_parts import lines_of
from broadsheet.interchange.text import one_line

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
LONGEST_HEAD = 2_000
LONGEST_END = 200
LOOKED_AT = 65_536

# Before the first message stand padding and, on some lines, ENQ with codes for those who are to receive it.
_LEAD = re.compile(r"[\s\0\x16\x7f]*+(?:\x05[^\x01-\x04\n]{0,200}\n[\s\0\x16\x7f]*+)?\x01")
_HEAD_INSIDE = re.compile(r"\x01[\s\x16]{0,4}(?:[A-Za-z][A-Za-z-]{0,9} ?\d{1,6} {1,4}\d |[A-Za-z]?\d{4}\x1f)")


def is_teletype(text: str) -> bool:
    """Say whether text is framed as teletype copy; it may start in the middle of a message that was cut."""
    return bool(_LEAD.match(text) or _HEAD_INSIDE.search(text, 0, LOOKED_AT))


def read_teletype(text: str) -> Reading:
    """Read all messages; one that cannot be read is refused with its line, the others are kept."""
    if text.count(SOH) > ITEMS_PER_PAYLOAD:
        reason = f"The file has {text.count(SOH):,} messages. At most {ITEMS_PER_PAYLOAD:,} are read."
        raise TooLarge(reason, line=1)
    items: list[NewsItem] = []
    refusals: list[Unreadable] = []
    notes: list[str] = []
    for message in _messages(text, notes):
        try:
            items.append(_item(message))
        except Unreadable as refusal:
            refusals.append(refusal)
    if not items and not refusals:
        refusals.append(Unreadable("The file has a start of heading (SOH) and no message behind it.", line=1))
    name = items[0].guid.partition(":")[0] if items else "teletype"
    return Reading(name, items=tuple(items), refusals=tuple(refusals), notes=tuple(notes))


class _Message(NamedTuple):
    """One message as it was framed: `text` is None without STX, and `is_whole` false without ETX."""

    head: str
    text: str | None
    end: str
    is_whole: bool
    line: int


def _messages(text: str, notes: list[str]) -> Iterator[_Message]:
    """Cut a payload at each start of heading; padding is dropped, and a note says how much else was."""
    lead, *chunks = text.split(SOH)
    noise, line = _noise(lead), lead.count("\n") + 1
    for chunk in chunks:
        message, rest = _framed(chunk, line)
        if message.text is not None or _noise(message.head):
            yield message
        noise += _noise(rest)
        line += chunk.count("\n")
    if noise:
        notes.append(f"Between the messages stood {noise:,} characters that belong to none; they were left aside.")


def _noise(text: str) -> int:
    """Count what is more than padding; the line with codes for receivers before a message is none."""
    return len("".join(printable(re.sub(r"\x05[^\n]*+", "", text)).split()))


def _framed(chunk: str, line: int) -> tuple[_Message, str]:
    """Take one message apart, and give what follows after it."""
    head, stx, rest = chunk.partition(STX)
    if not stx:
        return _Message(head, None, "", False, line), ""
    text, etx, end = rest.partition(ETX)
    if not etx:
        text, _, end = rest.partition(EOT)
        return _Message(head, text, "", False, line), end
    end, _, after = end.partition(EOT)
    return _Message(head, text, end[:LONGEST_END], True, line), end[LONGEST_END:] + after


def _item(message: _Message) -> NewsItem:
    """Read one message, or say what is wrong with it and on which line it starts."""
    shown = one_line(message.head[:60])
    if message.text is None:
        reason = f"The message “{shown}” has no start of text (STX). Ask the source to send it again."
        raise Unreadable(reason, line=message.line)
    _check_size(message.head, message.text, line=message.line)
    for reader in (anpa1312, iptc7901):
        head = reader.read_head(message.head)
        if head:
            frame = Frame(message.head + STX + message.text, message.end, message.is_whole, message.line)
            return item_of(head, reader.read_parts(message.text, head), frame)
    reason = f"The head “{shown}” is neither of IPTC 7901 nor of ANPA 1312. Expected service, number and priority."
    raise Unreadable(reason, line=message.line)


def _check_size(head: str, text: str, *, line: int) -> None:
    """Refuse a message longer than copy is; short lines cost more than their bytes, so they are counted too."""
    size, lines = len(text.encode("utf-8", "replace")), len(lines_of(text))
    if size > HTML_BYTES or len(head) > LONGEST_HEAD or lines > LINES_PER_MESSAGE:
        reason = (
            f"The message “{one_line(head[:60])}” has {size:,} bytes in {lines:,} lines. "
            f"At most {HTML_BYTES:,} bytes, {LINES_PER_MESSAGE:,} lines and a head of {LONGEST_HEAD:,} are read."
        )
        raise TooLarge(reason, line=line)
