"""Read NewsML-G2 (https://iptc.org/standards/newsml-g2/): news items, packages, and messages that carry several.

Text is taken from inline XHTML, NITF or plain data; pictures from remote content and from the text. Plans, concepts and
knowledge are recognised and refused by name, for they are no copy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadsheet.interchange import media
from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, PubStatus, Term
from broadsheet.interchange.limits import ITEMS_PER_PAYLOAD, MEMBERS_PER_ITEM
from broadsheet.interchange.nitf import NitfText, read_nitf
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.terms import term
from broadsheet.interchange.text import blocks_from_text, one_line
from broadsheet.interchange.times import EXPECTED, has_zone, read_time
from broadsheet.interchange.xmlread import (
    XML_LANG,
    Element,
    as_html,
    child,
    children,
    line_of,
    local,
    parse_xml,
    text_of,
)

COPY = ("newsItem", "packageItem")
NO_COPY = {
    "planningItem": "a plan of coverage",
    "conceptItem": "a concept",
    "knowledgeItem": "a set of concepts",
    "catalogItem": "a catalogue of vocabularies",
}
STANDFIRST_ROLES = ("summary", "standfirst", "lead", "abstract", "")
SHOWN = ("picture", "graphic")
PART_OF = {
    "person": "people",
    "organisation": "organisations",
    "organization": "organisations",
    "geoarea": "places",
    "poi": "places",
    "city": "places",
    "country": "places",
}


def looks_like_newsml_g2(root: Element) -> bool:
    """Say whether a document is of the standard."""
    return local(root) in (*COPY, *NO_COPY, "newsMessage")


def read_newsml_g2(text: str) -> Reading:
    """Read one item, or all items of a message; what is no copy or is damaged is refused, the others are kept."""
    return read_root(parse_xml(text))


def read_root(root: Element) -> Reading:
    """Read a parsed document."""
    if not looks_like_newsml_g2(root):
        raise Unreadable(f"A document of <{local(root)}> is not NewsML-G2. Expected <newsItem>.", line=line_of(root))
    items: list[NewsItem] = []
    refusals: list[Unreadable] = []
    found = list(elements_of(root))
    if len(found) > ITEMS_PER_PAYLOAD:
        raise TooLarge(f"The message has {len(found):,} items. At most {ITEMS_PER_PAYLOAD:,} are read.")
    for element in found:
        try:
            items.append(item_of(element))
        except Unreadable as refusal:
            refusals.append(refusal)
    if not found:
        refusals.append(Unreadable("The message holds no item.", line=line_of(root)))
    return Reading("newsml-g2", items=tuple(items), refusals=tuple(refusals))


def elements_of(root: Element) -> Iterator[Element]:
    """Give the items of a message, or the one document there is."""
    if local(root) != "newsMessage":
        yield root
        return
    for held in children(root, "itemSet"):
        yield from (element for element in held if local(element) in (*COPY, *NO_COPY))


def item_of(element: Element) -> NewsItem:
    """Read one item, or refuse it with the line it starts on."""
    name, guid = local(element), (element.get("guid") or "").strip()
    if name in NO_COPY:
        raise Unreadable(
            f"Item {guid or 'without a guid'} is {NO_COPY[name]}, which is no copy.", line=line_of(element)
        )
    if not guid:
        raise Unreadable("The item has no guid. Expected the identifier the source gives it.", line=line_of(element))
    return with_content(worded(element, guid), element)


def worded(element: Element, guid: str) -> NewsItem:
    """Fill in what the item's metadata says."""
    notes: list[str] = []
    about, content, rights = child(element, "itemMeta"), child(element, "contentMeta"), child(element, "rightsInfo")
    return NewsItem(
        guid=guid,
        version=element.get("version", "1"),
        kind="package" if local(element) == "packageItem" else kind_of(about),
        pubstatus=pubstatus(about, notes),
        headline=best(children(content, "headline"), ("main", "hld:main", "")) or text_of(child(about, "title")),
        slugline=text_of(child(content, "slugline")),
        standfirst=best(children(content, "description"), STANDFIRST_ROLES),
        byline=text_of(child(content, "by")) or creators(content),
        dateline=text_of(child(content, "dateline")).rstrip(" —–-") or names_of(children(content, "located")),
        language=language_of(element, content),
        urgency=urgency(content, notes),
        ednote=text_of(child(about, "edNote")),
        usage_terms=text_of(child(rights, "usageTerms")),
        copyright_notice=text_of(child(rights, "copyrightNotice")),
        copyright_holder=named(child(rights, "copyrightHolder")),
        credit_line=text_of(child(content, "creditline")),
        provider=named(child(about, "provider")),
        embargoed_until=embargo(about, guid, line_of(element)),
        created_at=moment(about, "firstCreated", notes) or moment(content, "contentCreated", notes),
        updated_at=moment(about, "versionCreated", notes),
        genre=tuple(terms(children(content, "genre"))),
        keywords=tuple(text_of(row) for row in children(content, "keyword")),
        notes=tuple(notes),
        **subjects(content),
    )


def kind_of(about: Element | None) -> str:
    """Give the item's class, such as `text`."""
    found = child(about, "itemClass")
    code = (found.get("qcode") or found.get("uri") or "") if found is not None else ""
    return code.replace("/", ":").rpartition(":")[2] or "text"


def pubstatus(about: Element | None, notes: list[str]) -> PubStatus:
    """Read the status; an unknown one withholds the item, for it may mean “do not use”."""
    found = child(about, "pubStatus")
    code = (found.get("qcode") or found.get("uri") or "") if found is not None else "usable"
    said = code.replace("/", ":").rpartition(":")[2].lower() or "usable"
    known = {"cancelled": "canceled"}.get(said, said)
    if known in tuple(PubStatus):
        return PubStatus(known)
    notes.append(f"The status “{said}” is not known; the item is withheld.")
    return PubStatus.WITHHELD


def best(found: list[Element], roles: Iterable[str]) -> str:
    """Give the wording with the first of these roles, else the first there is."""
    said = {(row.get("role") or "").rpartition(":")[2]: text_of(row) for row in reversed(found)}
    bare = (role.rpartition(":")[2] for role in roles)
    return next((said[role] for role in bare if said.get(role)), "") or next(map(text_of, found), "")


def named(element: Element | None) -> str:
    """Give the name of a party, else its literal or code."""
    if element is None:
        return ""
    return text_of(child(element, "name")) or text_of(element) or element.get("literal") or code_of(element)


def code_of(element: Element) -> str:
    """Give the bare code of a party or thing."""
    return (element.get("qcode") or "").rpartition(":")[2]


def names_of(found: list[Element]) -> str:
    """Join the first names of several places."""
    return ", ".join(filter(None, (text_of(child(row, "name")) for row in found)))


def creators(content: Element | None) -> str:
    """Join the names of those who wrote it, where there is no byline."""
    return names_of(children(content, "creator"))


def language_of(element: Element, content: Element | None) -> str:
    """Give the language of the text: named by the content, else inherited from the item."""
    found = child(content, "language")
    return (found.get("tag") if found is not None else "") or element.get(XML_LANG) or ""


def urgency(content: Element | None, notes: list[str]) -> int | None:
    """Read the urgency, 1 to 9."""
    said = text_of(child(content, "urgency"))
    if said in tuple("123456789"):
        return int(said)
    if said:
        notes.append(f"The urgency “{said[:40]}” is not a number from 1 to 9; it was left out.")
    return None


def moment(parent: Element | None, name: str, notes: list[str]) -> datetime | None:
    """Read a time; say what was guessed."""
    said = text_of(child(parent, name))
    found = read_time(said) if said else None
    if said and found is None:
        notes.append(f"The time “{said[:40]}” in {name} cannot be read; it was left out.")
    elif found and not has_zone(said):
        notes.append(f"The time “{said}” in {name} names no zone; it was read as UTC.")
    return found


def embargo(about: Element | None, guid: str, line: int | None) -> datetime | None:
    """Read the embargo; one that cannot be read, or is left open, is never guessed."""
    found = child(about, "embargoed")
    if found is None:
        return None
    said = text_of(found)
    if (read := read_time(said)) is not None:
        return read
    shown = said[:40] or "without an end"
    raise Unreadable(f"Embargo “{shown}” in item {guid} is not a time. {EXPECTED}", line=line_of(found) or line)


def subjects(content: Element | None) -> dict[str, Any]:
    """Part what the item is about into topics, people, organisations and places, by type."""
    parts: dict[str, list[Term]] = {"subjects": [], "people": [], "organisations": [], "places": []}
    for row in children(content, "subject"):
        kind = (row.get("type") or "").rpartition(":")[2].lower()
        name = {"person": "people", "organisation": "organisations", "organization": "organisations"}.get(
            kind, "subjects"
        )
        parts["places" if kind in ("geoarea", "poi", "city", "country") else name].extend(terms([row]))
    return {name: tuple(found) for name, found in parts.items()}


def terms(found: list[Element]) -> Iterator[Term]:
    """Read controlled names."""
    for row in found:
        name = text_of(child(row, "name")) or text_of(child(row, "sameAs"))
        made = term(name=name, uri=row.get("uri") or "", code=row.get("qcode") or row.get("literal") or "")
        if made.name or made.code:
            yield made


def with_content(item: NewsItem, element: Element) -> NewsItem:
    """Add text, pictures and members."""
    if local(element) == "packageItem":
        return with_members(item, element)
    body: list[BodyBlock] = []
    pictures: list[Picture] = []
    held = child(element, "contentSet")
    for part in held if held is not None else ():
        name = local(part)
        if name == "inlineXML" and not body:
            item, blocks = inline_xml(item, part)
            body += blocks
        elif name == "inlineData" and not body:
            body += inline_data(part)
        elif name == "remoteContent":
            take_remote(part, item, pictures, body)
    return replace(item, body=tuple(body), pictures=tuple(unique(pictures)))


def inline_xml(item: NewsItem, part: Element) -> tuple[NewsItem, tuple[BodyBlock, ...]]:
    """Read text written as XHTML or NITF; what NITF says in its head fills what the metadata left open."""
    root = next((found for found in part if isinstance(found.tag, str)), None)
    if root is None:
        return item, blocks_from_text(text_of(part))
    if local(root) == "nitf":
        found = read_nitf(root)
        return filled(item, found), found.body
    body = child(root, "body") if local(root) == "html" else root
    parts = [found for found in (body if body is not None else root) if isinstance(found.tag, str)]
    leading = one_line(body.text or "") if body is not None else ""
    html = as_html(parts)
    return item, blocks_from_html(f"<p>{leading}</p>{html}" if leading else html)


def filled(item: NewsItem, found: NitfText) -> NewsItem:
    """Fill the fields an item left empty."""
    names = ("headline", "byline", "dateline", "standfirst")
    return replace(item, **{name: getattr(item, name) or getattr(found, name) for name in names})


def inline_data(part: Element) -> tuple[BodyBlock, ...]:
    """Read text written into the item as it is."""
    said = "".join(map(str, part.itertext()))
    if "html" in (part.get("contenttype") or ""):
        return blocks_from_html(said)
    return () if part.get("encoding") else blocks_from_text(said)


def take_remote(part: Element, item: NewsItem, pictures: list[Picture], body: list[BodyBlock]) -> None:
    """Take content kept elsewhere: a picture, or sound and film to be played."""
    href = media.address(part.get("href") or part.get("residref") or "")
    kind = (part.get("contenttype") or "").partition("/")[0]
    if not href:
        return
    if kind == "image" or (not kind and item.kind in SHOWN):
        pictures.append(remote_picture(part, item, href))
    elif kind in ("audio", "video") and item.kind in ("audio", "video") and not body:
        body.append(BodyBlock(BlockKind(kind), href=href))


def remote_picture(part: Element, item: NewsItem, href: str) -> Picture:
    """Give a picture with the item's words, which are its own where the item is a picture."""
    caption, credit = split_credit(item.standfirst) if item.kind in SHOWN else ("", "")
    return Picture(
        href=href,
        caption=caption,
        credit=item.credit_line or credit or item.byline if item.kind in SHOWN else "",
        headline=item.headline if item.kind in SHOWN else "",
        usage_terms=item.usage_terms,
        mime_type=part.get("contenttype") or "",
        width=length(part.get("width")),
        height=length(part.get("height")),
    )


def length(said: str | None) -> int | None:
    """Read a width or height."""
    return int(said) if said and said.isdecimal() and 0 < int(said) < 1_000_000 else None


def unique(pictures: list[Picture]) -> list[Picture]:
    """Keep the widest rendition where one picture comes in several; the renditions of an item are one picture."""
    return [max(pictures, key=lambda picture: picture.width or 0)] if pictures else []


def with_members(item: NewsItem, element: Element) -> NewsItem:
    """List what a package holds, by guid; the items themselves come on their own."""
    found: list[NewsItem] = []
    for reference in element.iter("{*}itemRef"):
        guid = reference.get("residref") or reference.get("href") or ""
        if guid and len(found) < MEMBERS_PER_ITEM:
            headline = text_of(child(reference, "headline")) or text_of(child(reference, "title"))
            found.append(NewsItem(guid=guid, version=reference.get("version", "1"), headline=headline))
    return replace(item, members=tuple(found))
