"""Cut plain text into paragraphs, the way wires have sent it since the teleprinter."""

import re
from html import escape

from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import BlockKind, BodyBlock

_BLANK_LINE = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
_INDENTED = re.compile(r"\n(?:[ \t]{2,}|\t)(?=\S)")
WRAPPED_AT = 60


def blocks_from_text(text: str) -> tuple[BodyBlock, ...]:
    """Make a paragraph of each part between blank lines; without blank lines, of each indented or each whole line.

    >>> [block.html for block in blocks_from_text("One & two.\\n\\nThree.")]
    ['One &amp; two.', 'Three.']
    """
    parts = (one_line(part) for part in _parts(_unix(text)))
    return tuple(BodyBlock(BlockKind.PARAGRAPH, html=escape(part, quote=False)) for part in parts if part)


def _unix(text: str) -> str:
    return printable(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")


def _parts(text: str) -> list[str]:
    """Lines of about equal length without a blank one between them are one wrapped paragraph."""
    text = text.strip()
    for cut in (_BLANK_LINE, _INDENTED):
        if cut.search(text):
            return cut.split(text)
    lines = text.split("\n")
    is_wrapped = len(lines) > 2 and all(WRAPPED_AT <= len(line) <= WRAPPED_AT + 30 for line in lines[:-1])
    return [text] if is_wrapped else lines


def one_line(text: str) -> str:
    """Give text on one line, spaces collapsed; hard spaces at the ends go, those within stay.

    >>> one_line("  Ham \\n and  eggs ")
    'Ham and eggs'
    """
    return re.sub(r"[ \t\r\n\f\v\u2028\u2029]+", " ", printable(text)).strip()
