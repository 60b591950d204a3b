"""Parse XML from strangers: no entities of their own, no network, bounded depth, and a line for every refusal."""

import re

from lxml import etree

from broadsheet.interchange.decoding import without_declaration
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.inline import printable
from broadsheet.interchange.limits import VOID, check_xml_depth
from broadsheet.interchange.text import one_line

Element = etree._Element
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DOCTYPE = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*+<!DOCTYPE", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(%?\s*[\w.:-]{1,60})?")


def check_entities(text: str) -> None:
    """Refuse a document that declares entities: they are how a small file grows without end or reads ours."""
    doctype = _DOCTYPE.match(text)
    entity = _ENTITY.search(text, doctype.end()) if doctype else None
    if entity:
        line = text.count("\n", 0, entity.start()) + 1
        name = entity[1] or "without a name"
        raise Unreadable(f"The document declares the entity {name}. Ask the source to write it out.", line=line)


def parse_xml(text: str) -> Element:
    """Build the tree of a document, or refuse it with the line at fault."""
    check_entities(text)
    source = without_declaration(printable(text)).encode("utf-8", "replace")
    check_xml_depth(source)
    return _tree(source)


def recovered(text: str) -> Element | None:
    """Build what tree can be had of a document that is not well-formed; its depth must have been checked."""
    source = without_declaration(printable(text)).encode("utf-8", "replace")
    check_xml_depth(source)
    return etree.fromstring(source, _parser(recover=True))


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _tree(source: bytes) -> Element:
    try:
        return etree.fromstring(source, _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise Unreadable(f"The XML is not well-formed: {_reason(error)}.", line=line, column=column) from None


def _reason(error: etree.XMLSyntaxError) -> str:
    return re.sub(r", line \d+, column \d+.*", "", one_line(str(error.msg)))


def local(element: Element) -> str:
    """Give an element's name without its namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def text_of(element: Element | None) -> str:
    """Give all words inside an element on one line."""
    return one_line("".join(map(str, element.itertext()))) if element is not None else ""


def child(element: Element | None, name: str) -> Element | None:
    """Give the first child of that name in any namespace."""
    return element.find(f"{{*}}{name}") if element is not None else None


def children(element: Element | None, name: str) -> list[Element]:
    """Give the children of that name in any namespace."""
    return element.findall(f"{{*}}{name}") if element is not None else []


def line_of(element: Element) -> int | None:
    """Say on which line an element starts."""
    line = element.sourceline
    return line if isinstance(line, int) else None


def as_html(elements: list[Element]) -> str:
    """Write elements as HTML without namespaces, for the HTML reader; it changes the tree."""
    return "".join(_bare(element) for element in elements)


def _bare(root: Element) -> str:
    """Elements are closed one by one, as HTML has it; the HTML writer of the library would rewrite their addresses."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = local(element)
            element.text = element.text or (None if element.tag.lower() in VOID else "")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")
