"""What the heads and texts of both teletype formats are taken apart into, and how lines become paragraphs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import BlockKind, Term
from broadsheet.interchange.text import one_line

WRAPPED_AT = 90
FAR_RIGHT = " " * 16

_ROW = re.compile(r"\S(?: {3}|\t)\s*+\S")
_FIXED_SPACES = str.maketrans(dict.fromkeys("\x10\x19\x1c\x1d\x1e\x1f", " "))
_LINE_END = re.compile(r"\r{0,3}\n|[\r\x0b\x0c]")
_END_LINE = re.compile(
    r"\W{0,6}(?:30|end|ends|endit|more|fin|schluss)\W{0,6}|\./\.\w{0,10}|#{2,6}|\*{3,6}", re.IGNORECASE
)
_END_INSIDE = re.compile(r" (?:-{1,2}30-{1,2}|#{3,4}|\./\.\w{0,10}|\((?:end|ends|more)\)|ENDIT)$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a message says; `signals` are its words about version, `remarks` what has no field of ours."""

    format: str
    service: str
    number: int
    slugline: str
    urgency: int | None = None
    subject: Term | None = None
    signals: tuple[str, ...] = ()
    remarks: str = ""
    is_tabular: bool = False
    notes: tuple[str, ...] = ()


class Line(NamedTuple):
    """A line of text, what it belongs to, and whether a unit starts or ends with it."""

    kind: BlockKind
    text: str
    starts: bool = False
    ends: bool = False


class Part(NamedTuple):
    """A unit of text: a heading (as a cross-head), a paragraph or a table of lines; plain text, never HTML."""

    kind: BlockKind
    text: str


def lines_of(text: str) -> list[str]:
    """Give the lines of a text without their ends, whichever of the teleprinter's line ends they have."""
    return _LINE_END.split(text)


def joined(lines: Iterable[Line]) -> Iterator[Part]:
    """Join lines into units; those of a table stay lines, those of a paragraph become one."""
    held: list[Line] = []
    for line in lines:
        if held and (line.starts or held[-1].ends or line.kind is not held[-1].kind):
            yield from _unit(held)
            held.clear()
        held.append(line)
    yield from _unit(held)


def _unit(held: list[Line]) -> Iterator[Part]:
    """Make one unit of lines that belong together; one without words is none."""
    if held and held[0].kind is BlockKind.PREFORMATTED:
        text = "\n".join(_row(line.text) for line in held).strip("\n").rstrip()
    else:
        text = one_line(" ".join(line.text for line in held).translate(_FIXED_SPACES))
    if text.strip():
        yield Part(held[0].kind, text)


def _row(text: str) -> str:
    """Keep the columns of a line: fixed spaces of the typesetter become spaces, other control characters go."""
    return printable(text.translate(_FIXED_SPACES)).expandtabs().rstrip()


def table_lines(lines: list[str]) -> set[int]:
    """Number the lines that are rows of a table: at least two in a row with wide gaps, between words or before them.

    >>> sorted(table_lines(["Results", "Aldermere     2", "Port Sable    1", "The end"]))
    [1, 2]
    """
    wide = [bool(_ROW.search(line.strip())) or line.startswith(FAR_RIGHT) for line in lines]
    pairs = (place for place in range(len(lines) - 1) if wide[place] and wide[place + 1])
    return {number for place in pairs for number in (place, place + 1)}


def plain_lines(lines: list[str]) -> Iterator[Line]:
    """Tell paragraphs apart by blank lines, by indentation, and by lines longer than a teleprinter's."""
    rows = table_lines(lines)
    for number, line in enumerate(lines):
        bare = printable(line).strip()
        if number in rows:
            yield Line(BlockKind.PREFORMATTED, line)
        elif not bare or is_end_mark(bare):
            yield Line(BlockKind.PARAGRAPH, line, starts=True, ends=True)
        else:
            yield Line(
                BlockKind.PARAGRAPH, line, starts=line[:2].isspace() or line[0] == "\t", ends=len(bare) > WRAPPED_AT
            )


def is_end_mark(text: str) -> bool:
    """Say whether a line only says that the copy ends, or goes on in another take.

    >>> [is_end_mark(text) for text in ("-30-", "###", "ENDIT", "(end)", "./.abc", "The end of it")]
    [True, True, True, True, True, False]
    """
    return len(text) <= 24 and bool(_END_LINE.fullmatch(text))


def without_end_marks(parts: list[Part]) -> tuple[list[Part], list[str]]:
    """Take the marks off the end of a text, and give them as they stood."""
    kept, marks = list(parts), []
    while kept and kept[-1].kind is not BlockKind.PREFORMATTED and is_end_mark(kept[-1].text):
        marks.append(kept.pop().text)
    found = _END_INSIDE.search(kept[-1].text[-24:]) if kept else None
    if found:
        marks.append(found[0].strip())
        kept[-1] = Part(kept[-1].kind, kept[-1].text[: -len(found[0])].rstrip())
    return kept, marks[::-1]
