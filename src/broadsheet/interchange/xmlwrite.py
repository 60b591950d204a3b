"""Build XML element by element: nothing that XML cannot carry gets in, and nothing empty is written."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from broadsheet.interchange.inline import printable
from broadsheet.interchange.markup import name_of, parse_html
from broadsheet.interchange.times import written
from broadsheet.interchange.xmlread import Element

XHTML = "http://www.w3.org/1999/xhtml"
FARTHEST_ZONE = timedelta(hours=14)


def new(namespace: str, name: str, **others: str) -> Element:
    """Make a root element in a namespace that needs no prefix; `others` are prefixes of its attributes."""
    prefixes: Any = {None: namespace, **others}  # the stubs know no name for the namespace without a prefix
    return etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)


def add(parent: Element, name: str, text: str = "", attributes: dict[str, str] | None = None) -> Element:
    """Add an element in the namespace of its parent; attributes without a value are left out."""
    made = etree.SubElement(parent, etree.QName(etree.QName(parent).namespace, name))
    made.text = printable(text) or None
    fill(made, attributes or {})
    return made


def add_filled(parent: Element, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
    """Add an element only if it has words."""
    if text:
        add(parent, name, text, attributes)


def fill(element: Element, attributes: dict[str, str]) -> None:
    """Set attributes; those without a value are left out."""
    for name, value in attributes.items():
        if printable(value):
            element.set(name, printable(value))


def copy_html(html: str, *, into: Element, renamed: Callable[[Element], tuple[str, dict[str, str]]]) -> None:
    """Copy a piece of HTML into an element; `renamed` gives name and attributes of each copy.

    The walk is a loop, not a recursion, for the depth of the markup is not ours to choose.
    """
    body = parse_html(html)
    into.text = body.text
    copies: dict[Element | None, Element] = {body: into}
    for element in body.iterdescendants():
        name, attributes = renamed(element)
        copy = etree.SubElement(copies[element.getparent()], name)
        fill(copy, attributes)
        copy.text, copy.tail = element.text, element.tail
        copies[element] = copy


def name_in(namespace: str, element: Element) -> str:
    """Give the name an HTML element bears in another namespace."""
    return f"{{{namespace}}}{name_of(element)}"


def moment(when: datetime | None) -> str:
    """Write a time as XML Schema reads it: whole minutes and at most 14 hours from UTC, else in UTC.

    >>> moment(datetime.fromisoformat("2026-12-01T06:00:00+01:22:30"))
    '2026-12-01T04:37:30Z'
    """
    if when is None:
        return ""
    offset = when.utcoffset() or timedelta()
    is_plain = not offset % timedelta(minutes=1) and abs(offset) <= FARTHEST_ZONE
    return written(when if is_plain else when.astimezone(UTC))


_ADDRESS = etree.XMLSchema(
    etree.fromstring(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:anyURI"/></xs:schema>'
    )
)


def is_address(href: str) -> bool:
    """Say whether XML Schema takes an address for one; browsers are kinder to a port that is not there."""
    asked = etree.Element("a")
    asked.text = printable(href)
    return bool(_ADDRESS.validate(asked))


def document(root: Element) -> bytes:
    """Write a whole document."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
