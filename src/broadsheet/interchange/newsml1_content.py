"""Find in the components of a NewsML 1 item its text and its pictures; one component may hold renditions of another."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.inline import safe_href
from broadsheet.interchange.items import BodyBlock, Picture
from broadsheet.interchange.nitf import read_nitf
from broadsheet.interchange.text import blocks_from_text, one_line
from broadsheet.interchange.xmlread import Element, as_html, child, children, local, text_of

PICTURES = ("photo", "graphic", "picture", "image", "still")
NOT_SHOWN = ("thumbnail", "icon", "quicklook", "preview")
TEXT_ROLES = ("body", "main", "maintext", "mainbody", "text", "story", "article", "bodytext")
NO_TEXT = ("stylesheet", "headline", "subheadline", "caption", "script")
HTML_ROOTS = ("html", "body", "div", "p", "article", "section", "table", "ul", "ol", "h1", "h2", "span")


def formal_name(row: Element | None) -> str:
    """Give the name by which NewsML 1 calls a thing, or nothing."""
    return one_line(row.get("FormalName") or "") if row is not None else ""


def name_in(element: Element | None) -> str:
    """Give the formal name of a thing in small letters."""
    return formal_name(element).lower()


@dataclass(slots=True)
class Content:
    """What the components hold: one text, and the pictures beside it."""

    headline: str = ""
    byline: str = ""
    dateline: str = ""
    standfirst: str = ""
    body: tuple[BodyBlock, ...] = ()
    pictures: list[Picture] = field(default_factory=list)


def read_content(components: list[Element], about_text: list[Element], notes: list[str]) -> Content:
    """Read the first running text we understand and the best rendition of each picture; the rest is noted."""
    content = Content()
    for component in components:
        items = children(component, "ContentItem")
        shown = [item for item in items if is_picture(item)]
        best = max(shown, key=_width, default=None)
        if best is not None and name_in(child(component, "Role")) not in NOT_SHOWN:
            picture = _picture(best, component, about_text)
            content.pictures += [picture] if picture.href not in {kept.href for kept in content.pictures} else []
    _take_text(components, content, notes)
    return content


def _take_text(components: list[Element], content: Content, notes: list[str]) -> None:
    """Take the component whose role says that it is the text, else the first without a role; the rest is named."""
    aside: list[str] = []
    found = [component for component in components if name_in(child(component, "Role")) not in NO_TEXT]
    for component in sorted(found, key=lambda component: _rank(name_in(child(component, "Role")))):
        for item in children(component, "ContentItem"):
            if not is_picture(item) and name_in(child(item, "MimeType")) != "text/css":
                role = name_in(child(component, "Role")) or "text"
                aside += [role] if content.body else _text(item, content, notes)
    if aside:
        notes.append(f"The item holds more than its text, left aside: {', '.join(dict.fromkeys(aside))}.")
    for component in components:
        if name_in(child(component, "Role")) == "subheadline" and not content.standfirst:
            said = (text_of(child(item, "DataContent")) for item in children(component, "ContentItem"))
            content.standfirst = " ".join(filter(None, said))


def _rank(role: str) -> int:
    return 0 if role in TEXT_ROLES else 1 if not role else 2


def is_picture(item: Element) -> bool:
    """Say whether a content item is a picture that lies elsewhere."""
    kind, form = name_in(child(item, "MediaType")), name_in(child(item, "MimeType"))
    return bool(item.get("Href")) and (kind in PICTURES or form.startswith("image/"))


def _text(item: Element, content: Content, notes: list[str]) -> list[str]:
    """Take the text of a content item, as NITF, as HTML or as lines; name what is no text of ours."""
    holder = child(item, "DataContent")
    if holder is None or not text_of(holder):
        href = one_line(item.get("Href") or "")[:200]
        notes += [f"Content elsewhere was not fetched: {href}"] if href else []
        return []
    inner = holder[0] if len(holder) else holder
    if child(item, "Encoding") is not None:
        return ["coded data"]
    if local(inner) == "nitf" or child(inner, "body.content") is not None:
        read = read_nitf(inner)
        content.headline, content.byline, content.dateline = read.headline, read.byline, read.dateline
        content.standfirst, content.body = read.standfirst, read.body
    elif len(holder) and local(inner).lower() in HTML_ROOTS:
        content.body = blocks_from_html(as_html(list(holder)))
    elif len(holder):
        return [local(inner)]
    elif "html" in name_in(child(item, "MimeType")) + name_in(child(item, "Format")) and "<" in text_of(holder):
        content.body = blocks_from_html("".join(map(str, holder.itertext())))
    else:
        content.body = blocks_from_text("".join(map(str, holder.itertext())))
    return []


def _properties(item: Element) -> dict[str, str]:
    held = child(item, "Characteristics")
    return {name_in(row): one_line(row.get("Value") or "") for row in children(held, "Property")}


def _width(item: Element) -> int:
    said = _properties(item).get("width", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def _height(item: Element) -> int:
    said = _properties(item).get("height", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def _picture(item: Element, component: Element, about_text: list[Element]) -> Picture:
    """Describe a picture by its own component and those around it that hold no text, and by captions beside it."""
    around = [held for held in (component, *component.iterancestors("{*}NewsComponent")) if held not in about_text]
    said = (text_of(row) for held in around for row in _captions(held))
    caption, credit = split_credit(next(filter(None, said), ""))
    lines = [child(held, "NewsLines") for held in around]
    credits = (text_of(child(held, name)) for held in lines for name in ("CreditLine", "ByLine"))
    return Picture(
        href=safe_href(one_line(item.get("Href") or "")),
        caption=caption,
        credit=credit or next(filter(None, credits), ""),
        headline=next(filter(None, (text_of(child(held, "HeadLine")) for held in lines)), ""),
        mime_type=formal_name(child(item, "MimeType")),
        width=_width(item) or None,
        height=_height(item) or None,
    )


def _captions(component: Element) -> Iterator[Element]:
    """Give the texts of components in the role of a caption next to or inside a picture's."""
    for inner in (component, *children(component, "NewsComponent")):
        if name_in(child(inner, "Role")) == "caption":
            for item in children(inner, "ContentItem"):
                yield from children(item, "DataContent")
