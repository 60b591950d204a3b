"""The bounds that every parser keeps, and the checks that run before any tree is built.

Parsers cost more than linear time on deep nesting, so size and depth are measured with plain scans first.
"""

import re
from collections import Counter

from broadsheet.interchange.errors import TooLarge

PAYLOAD_BYTES = 16 * 1024 * 1024
FEED_BYTES = 4 * 1024 * 1024
HTML_BYTES = 512 * 1024
HTML_DEPTH = 512
XML_DEPTH = 200
JSON_DEPTH = 100
ITEMS_PER_PAYLOAD = 2_000
MEMBERS_PER_ITEM = 500
LINES_PER_MESSAGE = 20_000
DIGITS_PER_NUMBER = 100
MAIL_HEAD_BYTES = 64 * 1024
MAIL_PARTS = 100
MAIL_DEPTH = 8
MAIL_LINES = 5_000
PAGE_BYTES = 1024 * 1024
PAGE_ELEMENTS = 4_000


def names(text: str) -> frozenset[str]:
    """Give the names in a line as a set."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
SELF_CLOSING = names("p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt")

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_JSON_MARK = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
# Quoted values may hold ">"; they cannot hold "<", which keeps the scan from running away on broken markup.
_XML_TAG = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)"
    rb"|<(/?)([^\s<>!?/=\"']+)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>",
    re.DOTALL,
)
NEVER_CLOSED = frozenset(name.encode() for name in VOID | {"p", "li"})


def check_payload(raw: bytes, *, limit: int = PAYLOAD_BYTES) -> None:
    """Refuse a payload larger than any source has reason to send."""
    if len(raw) > limit:
        raise TooLarge(f"The file has {len(raw):,} bytes. At most {limit:,} are read. Ask the source to split it.")


def check_html(html: str, *, limit: int = HTML_BYTES) -> None:
    """Refuse markup whose size or nesting would cost a parser more than it is worth.

    Closing tags count only while an element of that name is open; otherwise `<div></b>` repeated would look flat.
    """
    size = len(html.encode("utf-8", "replace"))
    if size > limit:
        raise TooLarge(f"The HTML has {size:,} bytes. At most {limit:,} are read. Split the text into takes.")
    _check_html_depth(html)


def _check_html_depth(html: str) -> None:
    """Count open elements in one pass; paragraphs, items and cells close themselves and are not counted."""
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in VOID or name in SELF_CLOSING:
            continue
        if not tag[1]:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        if depth > HTML_DEPTH:
            line = html.count("\n", 0, tag.start()) + 1
            raise TooLarge(f"The HTML nests more than {HTML_DEPTH} elements. Ask the source to repair it.", line=line)


def check_json_depth(raw: bytes) -> None:
    """Refuse JSON nested deeper than the decoder can follow, without decoding it."""
    depth = 0
    for mark in _JSON_MARK.finditer(raw):
        if mark[0] in (b"{", b"["):
            depth += 1
        elif mark[0] in (b"}", b"]"):
            depth -= 1
        if depth > JSON_DEPTH:
            raise TooLarge(f"The JSON nests more than {JSON_DEPTH} levels.", line=line_at(raw, mark.start()))


def check_xml_depth(raw: bytes) -> None:
    """Refuse XML nested deeper than any news format is, without building a tree.

    Broken feeds carry bare HTML, so elements that HTML leaves open are not counted.
    """
    depth = 0
    for tag in _XML_TAG.finditer(raw):
        if tag[1] is None or tag[2].lower() in NEVER_CLOSED or tag[0].endswith(b"/>"):
            continue
        depth += -1 if tag[1] else 1
        if depth > XML_DEPTH:
            raise TooLarge(f"The XML nests more than {XML_DEPTH} elements.", line=line_at(raw, tag.start()))


def line_at(raw: bytes, offset: int) -> int:
    """Say on which line, counted from 1, a byte stands."""
    return raw.count(b"\n", 0, offset) + 1
