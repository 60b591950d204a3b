"""Read the head and the text of an ANPA 1312 message (ANPA Bulletin 1312, last revised as NAA 89-3).

The head is `a0123 US selector`, then `priority category format keyword version reference date words`. In the text
“^” opens a heading, TAB a paragraph and BS a line of a table; “<”, “=” and “@” at the end of a line end what it
belongs to. The set has seven bits, so “_” stands for the dash, and doubled quotation marks for the printer's.
"""

import re
from collections.abc import Iterator

from broadsheet.interchange.items import BlockKind, Term
from broadsheet.interchange.teletype_parts import Head, Line, Part, is_end_mark, joined, lines_of, table_lines
from broadsheet.interchange.text import one_line

FORMAT = "anpa1312"
LONGEST_LINE = 200
# Regular copy is the normal 5 of the IPTC, deferred copy the step below; advances of any day wait longest.
URGENCIES = {"f": 1, "b": 2, "u": 3, "r": 5, "d": 6, "a": 8, "s": 8, "w": 8}
CATEGORIES = {
    "a": "Domestic news",
    "d": "Food",
    "e": "Entertainment",
    "f": "Business",
    "i": "International news",
    "l": "Lifestyle",
    "o": "Weather",
    "p": "Politics",
    "s": "Sports",
    "t": "Travel",
    "v": "Advisories",
    "w": "Washington",
}
_FIRST = re.compile(r"(?P<service>[A-Za-z]?)(?P<number>\d{1,4})(?![\d ])[^\x1f]{0,15}(?:\x1f.{0,40})?")
_SECOND = re.compile(
    r"(?P<priority>[A-Za-z]) (?P<category>[A-Za-z])"
    r"(?P<format>[\x13\x14]?[\x11\x12]| ?[ab][tx](?= )|)(?P<rest> .*)"
)
_CYCLE = re.compile(r"^(?:AM|PM|BC|AP)-+", re.IGNORECASE)
_REFERENCE = re.compile(r"(?!adv)[A-Za-z]{1,3}\d{2,5}", re.IGNORECASE)
_MARKS_AT_END = "<>=@^| \t"


def read_head(text: str) -> Head | None:
    """Read a head, or give nothing if it is not one of this format.

    Priorities are letters: flash 1, bulletin 2, urgent 3, regular 5, deferred 6, advances 8. One we do not know
    gives no urgency. The cycle before the keyword (AM-, PM-, BC-) is not part of the slug line.
    """
    lines = [line.strip(" \x16\0")[:LONGEST_LINE] for line in lines_of(text) if line.strip(" \x16\0")]
    first = _FIRST.fullmatch(lines[0]) if len(lines) > 1 else None
    second = _SECOND.fullmatch(lines[1]) if first else None
    if not first or not second:
        return None
    slugline, signals, reference = _worded(second["rest"])
    priority, category = second["priority"].lower(), second["category"].lower()
    unknown = f"The priority “{priority}” is not one of ANPA 1312; the urgency was left out."
    return Head(
        format=FORMAT,
        service=first["service"].lower(),
        number=int(first["number"]),
        slugline=_CYCLE.sub("", slugline),
        urgency=URGENCIES.get(priority),
        subject=Term(CATEGORIES.get(category, category.upper()), code=f"{FORMAT}:{category}"),
        signals=(signals,) if signals else (),
        remarks=reference,
        is_tabular=second["format"].endswith(("\x12", "x")),
        notes=() if priority in URGENCIES else (unknown,),
    )


def _worded(rest: str) -> tuple[str, str, str]:
    """Part what follows the format: keyword, version and reference; the day of filing and the words counted go.

    >>> _worded(" BC-Ferry-Sails 2ndLd-Writethru a0412 12-01 0450")
    ('BC-Ferry-Sails', '2ndLd-Writethru', 'a0412')
    """
    words = one_line(rest).replace(",", " ").split()
    for counted_or_filed in (r"\d{1,5}", r"\d{1,2}-\d{1,2}"):
        if words and re.fullmatch(counted_or_filed, words[-1]):
            words.pop()
    reference = words.pop() if len(words) > 1 and _REFERENCE.fullmatch(words[-1]) else ""
    return words[0] if words else "", " ".join(words[1:]), reference


def read_parts(text: str, head: Head) -> list[Part]:
    """Cut the text into headings, paragraphs and tables by its marks, or by its indentation where it has none."""
    lines = lines_of(text)
    return [Part(part.kind, _typeset(part)) for part in joined(_lines(lines, is_tabular=head.is_tabular))]


def _typeset(part: Part) -> str:
    """Write dashes and quotation marks as print does; tables keep every character in its column."""
    if part.kind is BlockKind.PREFORMATTED:
        return part.text
    return part.text.replace(" _ ", " — ").replace("``", "“").replace("''", "”")


def _lines(lines: list[str], *, is_tabular: bool) -> Iterator[Line]:
    """Say what each line belongs to; lines before the first indented one are headings, each for itself."""
    rows = set() if is_tabular else table_lines(lines)
    opened = 0 if is_tabular else next((place for place, line in enumerate(lines) if _opens_text(line)), 0)
    kind = BlockKind.PARAGRAPH
    for number, line in enumerate(lines):
        is_row = number in rows and line[:1] not in ("^", "\t")
        made = _line(line, kind, is_row=is_row, is_tabular=is_tabular, is_before_text=number < opened)
        kind = BlockKind.PARAGRAPH if made.ends else made.kind
        yield made


def _opens_text(line: str) -> bool:
    """Say whether running text or a table begins with a line."""
    return line.startswith(("\t", "   ", "\b")) and bool(line.strip())


def _line(line: str, before: BlockKind, *, is_row: bool, is_tabular: bool, is_before_text: bool) -> Line:
    """Read the mark a line starts with, and whether it ends with one; `before` is what the last line left open."""
    words = line.strip(_MARKS_AT_END + "\b")
    ends = line.rstrip(" \t").endswith(("<", ">", "=", "@", "^"))
    if not words or is_end_mark(words):
        return Line(BlockKind.PARAGRAPH, words, starts=True, ends=True)
    if line.startswith("^"):
        return Line(BlockKind.CROSSHEAD, words, starts=True, ends=ends)
    if line.startswith("\b") or is_row:
        return Line(BlockKind.PREFORMATTED, line.lstrip("\b^").rstrip(_MARKS_AT_END))
    if line.startswith(("\t", "   ")) and not (is_tabular and line[0] == " "):
        return Line(BlockKind.PARAGRAPH, words, starts=True, ends=ends)
    if before is BlockKind.CROSSHEAD:
        return Line(before, words, ends=ends)
    if is_before_text:
        return Line(BlockKind.CROSSHEAD, words, starts=True, ends=True)
    return Line(BlockKind.PREFORMATTED if is_tabular else BlockKind.PARAGRAPH, line.rstrip(_MARKS_AT_END), ends=ends)
