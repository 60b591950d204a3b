"""Parse HTML into a tree behind the guards of `limits`, and walk it without recursion.

`walk` is the only way the other modules look into markup: it drops what may never survive (scripts, styles, forms,
hidden drawings) and hands over whole elements to those who asked for them.
"""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

from lxml import etree

from broadsheet.interchange.inline import LINE, PARAGRAPH, Mark, Span, printable, safe_href
from broadsheet.interchange.limits import check_html, names

Element = etree._Element

DROPPED = names("""script style noscript template head title meta link base svg canvas input button select textarea
    param map area frame frameset noframes datalist output progress meter dialog""")
MARKS = {
    "b": "b",
    "strong": "strong",
    "i": "i",
    "em": "em",
    "cite": "em",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "dt": "strong",
}
BLOCKS = names("""
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th
    thead tr ul""")
MEDIA = names("img iframe video audio object embed")


class Step(Enum):
    """What the walk meets."""

    TEXT = "text"
    START = "start"
    END = "end"
    WHOLE = "whole"


class Met(NamedTuple):
    """One step of a walk: text has words, the other steps an element."""

    step: Step
    element: Element
    text: str = ""


def parse_html(html: str) -> Element:
    """Build the tree of a piece of HTML and give its body; refuse what is too large or too deep."""
    check_html(html)
    # The parser stops without a word at 255 levels unless told otherwise; our own bound is the lower one.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    source = "<!DOCTYPE html><html><body>" + printable(html)
    tree = etree.fromstring(source.encode("utf-8", "replace"), parser)
    bodies = tree.findall("body")
    for extra in bodies[1:]:
        bodies[0].append(extra)
    return bodies[0] if bodies else tree


def name_of(element: Element) -> str:
    """Give an element's name; comments and instructions have none."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def classes_of(element: Element) -> frozenset[str]:
    """Give the class names of an element."""
    return frozenset((element.get("class") or "").lower().split())


def walk(root: Element, *, whole: Callable[[Element], bool]) -> Iterator[Met]:
    """Visit what is inside `root` in reading order; elements for which `whole` says yes are not entered."""
    if root.text:
        yield Met(Step.TEXT, root, root.text)
    parents: list[tuple[Element, Iterator[Element]]] = [(root, iter(root))]
    while parents:
        parent, children = parents[-1]
        child = next(children, None)
        if child is not None:
            yield from _enter(child, parents, whole)
            continue
        parents.pop()
        if parents:
            yield Met(Step.END, parent)
            yield from _tail(parent)


def _enter(
    child: Element, parents: list[tuple[Element, Iterator[Element]]], whole: Callable[[Element], bool]
) -> Iterator[Met]:
    name = name_of(child)
    if not name or name in DROPPED:
        yield from _tail(child)
    elif whole(child):
        yield Met(Step.WHOLE, child)
        yield from _tail(child)
    else:
        yield Met(Step.START, child)
        if child.text:
            yield Met(Step.TEXT, child, child.text)
        parents.append((child, iter(child)))


def _tail(element: Element) -> Iterator[Met]:
    if element.tail:
        yield Met(Step.TEXT, element, element.tail)


def take_out(element: Element) -> None:
    """Remove an element from its tree, and keep the words behind it where they stood."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def is_media(element: Element) -> bool:
    """Say whether an element shows something other than words."""
    return name_of(element) in MEDIA


class Running:
    """Collect running text from a walk: which marks are open, and the spans so far."""

    def __init__(self, *, base_url: str = "") -> None:
        self.base_url = base_url
        self.spans: list[Span] = []
        self._marks: list[Mark | None] = []

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(mark for mark in self._marks if mark)

    def take(self, met: Met) -> None:
        """Add one step of the walk; whole elements are the business of the caller."""
        if met.step is Step.TEXT:
            self.spans.append(Span(met.text, self.marks))
        elif met.step is Step.START:
            self._start(met.element)
        elif met.step is Step.END:
            self._end(met.element)

    def _start(self, element: Element) -> None:
        name = name_of(element)
        if name in BLOCKS:
            self.spans.append(Span(PARAGRAPH))
        if name == "br":
            self.spans.append(Span(LINE, self.marks))
        elif name == "q":
            self.spans.append(Span("“", self.marks))
        self._marks.append(self._mark(element))

    def _end(self, element: Element) -> None:
        self._marks.pop()
        name = name_of(element)
        if name == "q":
            self.spans.append(Span("”", self.marks))
        if name in BLOCKS:
            self.spans.append(Span(PARAGRAPH))

    def _mark(self, element: Element) -> Mark | None:
        """Give the mark an element sets, unless one of its name is open already: marks do not nest in themselves."""
        name = name_of(element)
        opened = {mark.tag for mark in self.marks}
        if name == "a" and "a" not in opened:
            href = safe_href(element.get("href") or "", base_url=self.base_url)
            return Mark("a", href) if href else None
        tag = MARKS.get(name, "")
        return Mark(tag) if tag and tag not in opened else None


def running_text(
    element: Element, *, base_url: str = "", leave_out: Callable[[Element], bool] = is_media
) -> list[Span]:
    """Give all words inside an element as spans; media, and what `leave_out` names, are passed over."""
    running = Running(base_url=base_url)
    for met in walk(element, whole=leave_out):
        running.take(met)
    return running.spans
