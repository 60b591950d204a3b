"""Write lists and tables again from their words: no class, no style, no attribute but spans and a list's start."""

from collections.abc import Iterable, Iterator

from broadsheet.interchange.inline import PARAGRAPH, Span, markup, paragraphs
from broadsheet.interchange.markup import Element, Running, Step, is_media, name_of, running_text, walk

DEEPEST_LIST = 6
WIDEST_SPAN = 100
LISTS = frozenset(("ul", "ol", "menu"))
GROUPS = ("thead", "tbody", "tfoot")


def list_html(element: Element, *, base_url: str = "", level: int = 1) -> str:
    """Give a whole `ul` or `ol`; lists inside lists stay so up to six levels, deeper ones become lines of text."""
    items = [item for item in _items(element, base_url=base_url, level=level) if item]
    if not items:
        return ""
    tag = "ol" if name_of(element) == "ol" else "ul"
    return f"<{tag}{_start(element)}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"


def _start(element: Element) -> str:
    start = _small_number(element.get("start"), largest=99_999)
    return f' start="{start}"' if start is not None and name_of(element) == "ol" else ""


def _small_number(text: str | None, *, largest: int) -> int | None:
    text = (text or "").strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(largest))
    return int(text) if is_number else None


def _items(element: Element, *, base_url: str, level: int) -> Iterator[str]:
    """Give each item's inner HTML; a list directly inside a list belongs to the item before it."""
    current = ""
    for met in walk(element, whole=lambda _: True):
        if met.step is Step.TEXT and met.text.strip():
            yield current
            current = _lines([Span(met.text)])
        elif met.step is Step.WHOLE and name_of(met.element) in LISTS and level < DEEPEST_LIST:
            current += list_html(met.element, base_url=base_url, level=level + 1)
        elif met.step is Step.WHOLE and not is_media(met.element):
            yield current
            current = _item(met.element, base_url=base_url, level=level)
    yield current


def _item(element: Element, *, base_url: str, level: int) -> str:
    running = Running(base_url=base_url)
    inner = ""
    for met in walk(element, whole=_stands_apart if level < DEEPEST_LIST else is_media):
        if met.step is not Step.WHOLE:
            running.take(met)
        elif name_of(met.element) in LISTS:
            running.spans.append(Span(PARAGRAPH))
            inner += list_html(met.element, base_url=base_url, level=level + 1)
    return _lines(running.spans) + inner


def _stands_apart(element: Element) -> bool:
    return name_of(element) in LISTS or is_media(element)


def _lines(spans: Iterable[Span]) -> str:
    return "<br>".join(markup(part) for part in paragraphs(spans))


def table_html(element: Element, *, base_url: str = "", caption: str = "") -> str:
    """Give a whole table: caption, head, body and foot; a table inside a cell becomes lines of text."""
    groups: dict[str, list[str]] = {group: [] for group in GROUPS}
    for row in element.iter("tr"):
        if _table_of(row) is element:
            groups[_group_of(row)].append(_row(row, base_url=base_url))
    head = _caption(element, base_url=base_url, given=caption)
    parts = [f"<{group}>{''.join(rows)}</{group}>" for group, rows in groups.items() if any(rows)]
    return f"<table>{head}{''.join(parts)}</table>" if parts or head else ""


def _table_of(element: Element) -> Element | None:
    return next(element.iterancestors("table"), None)


def _group_of(row: Element) -> str:
    parent = row.getparent()
    name = name_of(parent) if parent is not None else ""
    return name if name in GROUPS else "tbody"


def _caption(element: Element, *, base_url: str, given: str) -> str:
    own = next((found for found in element.iter("caption") if _table_of(found) is element), None)
    parts = [_lines(running_text(own, base_url=base_url)) if own is not None else "", given]
    text = "<br>".join(part for part in parts if part)
    return f"<caption>{text}</caption>" if text else ""


def _row(row: Element, *, base_url: str) -> str:
    cells = [_cell(cell, base_url=base_url) for cell in row if name_of(cell) in ("td", "th")]
    return f"<tr>{''.join(cells)}</tr>" if cells else ""


def _cell(cell: Element, *, base_url: str) -> str:
    tag = name_of(cell)
    spans = "".join(_span(cell, attribute) for attribute in ("colspan", "rowspan"))
    return f"<{tag}{spans}>{_lines(running_text(cell, base_url=base_url))}</{tag}>"


def _span(cell: Element, attribute: str) -> str:
    number = _small_number(cell.get(attribute), largest=WIDEST_SPAN)
    return f' {attribute}="{number}"' if number is not None and 1 < number <= WIDEST_SPAN else ""
