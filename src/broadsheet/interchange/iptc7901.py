"""Read the head and the text of an IPTC 7901 message (Recommended Message Format, revision 5, IPTC 1995).

The head is `SERVICEnnn priority category words remarks`, then a line of keywords. The text is wrapped lines; a
headline ends with “=” or with a blank line, and after the place and the agency “=” often stands for the dash.
"""

import re
from collections.abc import Iterator

from broadsheet.interchange.datelines import opening_of
from broadsheet.interchange.guesses import noted_urgency
from broadsheet.interchange.items import BlockKind, Term
from broadsheet.interchange.teletype_orders import is_byline, order_in
from broadsheet.interchange.teletype_parts import Head, Line, Part, joined, lines_of, plain_lines
from broadsheet.interchange.terms import SCHEMES, term
from broadsheet.interchange.text import one_line

FORMAT = "iptc7901"
HEADLINE_LINES = 6
LONGEST_HEADLINE = 200
LONGEST_LINE = 200
LONGEST_SLUGLINE = 120

# The three-letter categories of the IPTC are the seventeen top subjects of its subject codes, in their order.
CATEGORIES = {
    "ACE": "Arts, culture and entertainment",
    "CLJ": "Crime, law and justice",
    "DIS": "Disasters and accidents",
    "FIN": "Economy, business and finance",
    "EDU": "Education",
    "EVN": "Environment",
    "HTH": "Health",
    "HUM": "Human interest",
    "LAB": "Labour",
    "LIF": "Lifestyle and leisure",
    "POL": "Politics",
    "REL": "Religion and belief",
    "SCI": "Science and technology",
    "SOI": "Social issues",
    "SPO": "Sport",
    "WAR": "Unrest, conflicts and war",
    "WEA": "Weather",
}
NUMBERS = {category: f"{number:02}000000" for number, category in enumerate(CATEGORIES, start=1)}
_FIRST = re.compile(
    r"(?P<service>[A-Za-z][A-Za-z-]{0,9}) ?(?P<number>\d{1,6}) {1,4}(?P<priority>\d) {1,4}(?P<category>[A-Za-z]{1,4})"
    r"(?: {1,4}(?P<words>\d{1,6}))?(?: {1,4}(?P<remarks>\S.*))?"
)
_AGENCY = re.compile(
    r"(?P<words>[A-ZÀ-Þ][\w.,'’/ -]{1,50}? ?\((?P<agency>[A-Za-z][\w./& -]{0,30})\)) +(?=[A-ZÀ-Þ„“\"«])"
)


def read_head(text: str) -> Head | None:
    """Read a head, or give nothing if it is not one of this format.

    Priority is urgency: both count from 1 for a flash, and the format stops at 6. A category that the IPTC
    named is its subject; any other is the agency's own and keeps its letters.
    """
    lines = [line for line in (one_line(line) for line in lines_of(text)) if line] or [""]
    found = _FIRST.fullmatch(lines[0][:LONGEST_LINE])
    if not found:
        return None
    notes: list[str] = []
    return Head(
        format=FORMAT,
        service=found["service"].lower().strip("-"),
        number=int(found["number"]),
        slugline=" ".join(lines[1:3])[:LONGEST_SLUGLINE].strip(" /="),
        urgency=noted_urgency(found["priority"], notes),
        subject=_subject(found["category"]),
        remarks=found["remarks"] or "",
        notes=tuple(notes),
    )


def _subject(category: str) -> Term:
    """Give a category as a subject of the IPTC, or under the letters of the agency."""
    category = category.upper()
    if category in CATEGORIES:
        return term(name=CATEGORIES[category], code=NUMBERS[category], scheme=SCHEMES["subj"])
    return Term(category, code=f"{FORMAT}:{category.lower()}")


def read_parts(text: str, head: Head) -> list[Part]:
    """Cut the text into headline, paragraphs and tables."""
    parts = list(joined(_lines(lines_of(text.strip("\r\n")))))
    place = next((place for place, part in enumerate(parts) if not order_in(part.text)), 0)
    if BlockKind.CROSSHEAD not in {part.kind for part in parts} and _is_headline(parts[place : place + 2]):
        parts[place] = Part(BlockKind.CROSSHEAD, parts[place].text)
    return parts


def _lines(lines: list[str]) -> Iterator[Line]:
    """Mark the first lines up to one that ends with “=” as the headline."""
    size = next((place + 1 for place, line in enumerate(lines[:HEADLINE_LINES]) if _ends_headline(line)), 0)
    for line in lines[:size]:
        yield Line(BlockKind.CROSSHEAD, line.rstrip(" =\t"), starts=not line.strip(), ends=_ends_headline(line))
    yield from plain_lines(lines[size:])


def _ends_headline(line: str) -> bool:
    """Say whether a line ends with the sign that ends a headline, and not a dateline."""
    return line.rstrip().endswith("=") and not opening_in(one_line(line), "")


def _is_headline(parts: list[Part]) -> bool:
    """The first of two units is the headline if it is short, no sentence, and not something else that stands there."""
    if len(parts) < 2 or parts[0].kind is not BlockKind.PARAGRAPH:
        return False
    text = parts[0].text
    is_short = len(text) <= LONGEST_HEADLINE and not text.endswith((".", ":"))
    return is_short and not (opening_in(text, "") or opening_of(text) or order_in(text) or is_byline(text))


def opening_in(text: str, remarks: str) -> tuple[str, int] | None:
    """Find a dateline that ends with “=”, or with an agency that the head names too; give it and how far it reaches.

    >>> opening_in("ALDERMERE 23/07 (NPA) = The ferry sails.", "")
    ('ALDERMERE 23/07 (NPA)', 24)
    >>> opening_in("Aldermere (npa) The ferry sails.", "F NPA 120")
    ('Aldermere (npa)', 16)
    """
    before, mark, after = text.partition("=")
    opening = opening_of(f"{before[:120].rstrip()} — {after[:120].lstrip()}") if mark else None
    if opening and opening.is_dateline and opening.words == before.rstrip():
        return opening.words, len(text) - len(after.lstrip())
    found = _AGENCY.match(text[:120])
    if found and found["agency"].lower() in remarks.lower().split():
        return found["words"], found.end()
    return None
