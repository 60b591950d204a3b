"""Read NewsML-G2 (https://iptc.org/standards/newsml-g2/): news items, packages, and messages that carry several.

What the metadata says wins; what the text inside says of itself fills the gaps. Plans, concepts, knowledge and
catalogues are recognised and refused by name, for they are not copy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.exact import with_exact
from broadsheet.interchange.guesses import noted_status, noted_time, noted_urgency
from broadsheet.interchange.items import NewsItem, Picture, PubStatus, SourceCredit, Term
from broadsheet.interchange.limits import ITEMS_PER_PAYLOAD, MEMBERS_PER_ITEM
from broadsheet.interchange.media import address, pixels
from broadsheet.interchange.newsml_content import Content, read_content
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.terms import SCHEMES, term
from broadsheet.interchange.times import EXPECTED, read_time
from broadsheet.interchange.xmlread import XML_LANG, Element, child, children, line_of, local, parse_xml, text_of

COPY = ("newsItem", "packageItem")
NOT_COPY = {
    "planningItem": "a plan of coverage",
    "conceptItem": "the description of a person, a place or an event",
    "knowledgeItem": "a vocabulary",
    "catalogItem": "a catalogue of vocabularies",
    "catalog": "a catalogue of vocabularies",
}
SHOWN = ("picture", "graphic")
# Relations and roles that our writer names by address, for we know of no code of the IPTC that says the same.
IMAGE = "https://schema.org/image"
HAS_PART = "https://schema.org/hasPart"
ORIGINAL_SOURCE = "https://schema.org/isBasedOn"
EXACT = "urn:x-broadsheet:"
SCHEME = f"{{{EXACT}}}scheme"
ALTERNATIVE_TEXT = f"{EXACT}alternative_text"
SHELVES = {"person": "people", "organisation": "organisations", "geoarea": "places", "poi": "places"}


def read_newsml_g2(text: str) -> Reading:
    """Read one item, or all items of a message; what is not copy or is damaged is refused, the others are kept."""
    items: list[NewsItem] = []
    refusals: list[Unreadable] = []
    for element, language in _elements(parse_xml(text)):
        try:
            items.append(_item(element, language=language))
        except Unreadable as refusal:
            refusals.append(refusal)
    return Reading("newsml-g2", items=tuple(items), refusals=tuple(refusals))


def _elements(root: Element) -> Iterator[tuple[Element, str]]:
    """Give the items of a message in order, or the one item there is, with the language they inherit."""
    if local(root) != "newsMessage":
        yield root, ""
        return
    held = [(element, item_set) for item_set in children(root, "itemSet") for element in item_set]
    if not held:
        raise Unreadable("The message holds no item. Expected newsItem or packageItem in its itemSet.", line=1)
    if len(held) > ITEMS_PER_PAYLOAD:
        raise TooLarge(f"The message has {len(held):,} items. At most {ITEMS_PER_PAYLOAD:,} are read.", line=1)
    for element, item_set in held:
        yield element, item_set.get(XML_LANG) or root.get(XML_LANG) or ""


def _item(element: Element, *, language: str) -> NewsItem:
    name = local(element)
    guid = (element.get("guid") or "").strip()
    if name in NOT_COPY:
        reason = (
            f"The {name} {guid or 'without a guid'} is {NOT_COPY[name]}, not copy. Expected news items or packages."
        )
        raise Unreadable(reason, line=line_of(element))
    if name not in COPY:
        reason = f"An element <{name}> is not an item of NewsML-G2. Expected newsItem, packageItem or newsMessage."
        raise Unreadable(reason, line=line_of(element))
    if not guid:
        reason = f"The {name} has no guid. Expected the identifier the source gives it."
        raise Unreadable(reason, line=line_of(element))
    source = _Source(element, guid, language)
    read = _package(source) if name == "packageItem" else _news_item(source)
    return with_exact(read, _said_exactly(source), line=line_of(element))


def _said_exactly(source: "_Source") -> dict[str, str]:
    """Give what the item says once more in extensions of ours; see `exact`."""
    rows = children(source.about_item, "itemMetaExtProperty")
    said = {row.get("reluri") or "": row.get("value") or "" for row in rows}
    return {name.removeprefix(EXACT): value for name, value in said.items() if name.startswith(EXACT)}


class _Source:
    """One item with the parts that every rule looks into, and what we guessed while reading it."""

    def __init__(self, element: Element, guid: str, inherited_language: str) -> None:
        self.element, self.guid = element, guid
        self.about_item, self.about_content = child(element, "itemMeta"), child(element, "contentMeta")
        self.language = self._language() or inherited_language
        self.notes: list[str] = []

    def _language(self) -> str:
        """Say which language the content is in: named for it, or inherited from the elements around it."""
        named = next((row.get("tag") for row in children(self.about_content, "language") if row.get("tag")), "")
        around = self.about_content.get(XML_LANG) if self.about_content is not None else ""
        return named or around or self.element.get(XML_LANG) or ""

    def best(self, parent: Element | None, name: str, *, leave_out: str = "") -> str:
        """Give the wording in the item's own language, else the first there is."""
        found = [row for row in children(parent, name) if text_of(row) and not (leave_out and _role(row) == leave_out)]
        return text_of(next((row for row in found if self._is_own(row)), found[0] if found else None))

    def _is_own(self, row: Element) -> bool:
        said = row.get(XML_LANG) or self.language
        return said.lower().partition("-")[0] == self.language.lower().partition("-")[0]

    def time(self, parent: Element | None, name: str) -> datetime | None:
        """Read a time; one that cannot be read is left out, and a note says so."""
        return noted_time(text_of(child(parent, name)), name, self.notes)


def _last(code: str) -> str:
    """Give the bare word of a qcode or an address.

    >>> _last("stat:usable"), _last("http://cv.iptc.org/newscodes/pubstatusg2/canceled")
    ('usable', 'canceled')
    """
    return code.rstrip("/").rpartition("/")[2].rpartition(":")[2].lower()


def _role(element: Element) -> str:
    return _last(element.get("role") or element.get("roleuri") or "")


def _code(element: Element | None) -> str:
    if element is None:
        return ""
    return element.get("qcode") or element.get("uri") or element.get("literal") or ""


def _described(source: _Source) -> NewsItem:
    """Fill in what both kinds of item say of themselves."""
    meta, about, rights = source.about_item, source.about_content, children(source.element, "rightsInfo")
    pubstatus, embargoed_until = _release(source)
    return NewsItem(
        guid=source.guid,
        version=(source.element.get("version") or "").strip() or "1",
        kind=_last(_code(child(meta, "itemClass"))) or "text",
        pubstatus=pubstatus,
        embargoed_until=embargoed_until,
        headline=source.best(about, "headline") or source.best(meta, "title"),
        slugline=source.best(about, "slugline"),
        standfirst=source.best(about, "description", leave_out="caption"),
        byline=source.best(about, "by"),
        dateline=source.best(about, "dateline").rstrip(" —–-"),
        language=source.language,
        urgency=noted_urgency(text_of(child(about, "urgency")), source.notes),
        ednote=_joined(children(meta, "edNote")),
        usage_terms=_joined(row for info in rights for row in children(info, "usageTerms")),
        copyright_notice=_joined(row for info in rights for row in children(info, "copyrightNotice")),
        copyright_holder=_named(source, child(rights[0], "copyrightHolder")) if rights else "",
        provider=_named(source, child(meta, "provider")),
        credit_line=source.best(about, "creditline"),
        href=_page(source),
        source_credit=_original_source(source),
        created_at=source.time(meta, "firstCreated") or source.time(about, "contentCreated"),
        updated_at=source.time(meta, "versionCreated"),
        keywords=tuple(text_of(row) for row in children(about, "keyword") if text_of(row)),
        genre=tuple(_terms(source, "genre")),
        **_subjects(source),
    )


def _joined(rows: Iterable[Element]) -> str:
    return " ".join(filter(None, map(text_of, rows)))


def _release(source: _Source) -> tuple[PubStatus, datetime | None]:
    """Read status and embargo; a status we do not know, or an embargo without an end, holds the item back."""
    status = noted_status(_last(_code(child(source.about_item, "pubStatus"))), source.notes)
    embargo = child(source.about_item, "embargoed")
    if embargo is not None and not text_of(embargo):
        source.notes.append("Embargoed until further notice; the item is withheld.")
        status = PubStatus.WITHHELD if status is PubStatus.USABLE else status
    return status, _embargo(source, embargo)


def _embargo(source: _Source, embargo: Element | None) -> datetime | None:
    """An embargo that cannot be read is never guessed: the item is refused until somebody has looked at it."""
    said = text_of(embargo)
    if embargo is not None and said and read_time(said) is None:
        reason = f"Embargo “{said[:40]}” in item {source.guid} is not a time. {EXPECTED}"
        raise Unreadable(reason, line=line_of(embargo))
    return source.time(source.about_item, "embargoed") if said else None


def _page(source: _Source) -> str:
    """Give the address of the web page that shows the same story."""
    pages = (row for row in children(source.about_item, "altRep") if row.get("contenttype") == "text/html")
    return next((address(text_of(page)) for page in pages), "")


def _original_source(source: _Source) -> SourceCredit | None:
    for row in children(source.about_content, "infoSource"):
        if row.get("roleuri") == ORIGINAL_SOURCE:
            return SourceCredit(source.best(row, "name"), href=address(row.get("uri") or ""))
    return None


def _named(source: _Source, party: Element | None) -> str:
    """Give the name of a party, or its code when it has none."""
    return source.best(party, "name") or _code(party)


def _terms(source: _Source, name: str) -> Iterator[Term]:
    found = (_term(source, row) for row in children(source.about_content, name))
    return (made for made in found if made.name or made.code)


def _term(source: _Source, row: Element) -> Term:
    name = source.best(row, "name") or _asserted_name(source, row)
    if row.get("qcode"):
        return Term(name, code=row.get("qcode") or "", scheme=_scheme(source, row.get("qcode") or ""))
    return term(name=name, uri=row.get("uri") or "", code=row.get("literal") or "", scheme=row.get(SCHEME) or "")


def _scheme(source: _Source, qcode: str) -> str:
    """Give the address of a vocabulary: from the item's own catalogue, else by the aliases everyone uses."""
    alias = qcode.partition(":")[0]
    schemes = children(child(source.element, "catalog"), "scheme")
    known = SCHEMES.get(alias, "")
    return next((scheme.get("uri") or "" for scheme in schemes if scheme.get("alias") == alias), known)


def _asserted_name(source: _Source, row: Element) -> str:
    """Give the name that an assertion elsewhere in the item gives to a bare code."""
    for assertion in children(source.element, "assert"):
        if any(row.get(key) and row.get(key) == assertion.get(key) for key in ("qcode", "uri", "literal")):
            return source.best(assertion, "name")
    return ""


def _subjects(source: _Source) -> dict[str, Any]:
    """Sort what an item is about by kind: people, places and organisations apart from the rest."""
    shelves: dict[str, list[Term]] = {"subjects": [], "people": [], "places": [], "organisations": []}
    for row in children(source.about_content, "subject"):
        made = _term(source, row)
        if made.name or made.code:
            kind = _last(row.get("type") or row.get("typeuri") or "")
            shelves[SHELVES.get(kind, "subjects")].append(made)
    return {name: tuple(found) for name, found in shelves.items()}


def _news_item(source: _Source) -> NewsItem:
    """Join what the metadata says with what the text says of itself."""
    item = _described(source)
    content = read_content(child(source.element, "contentSet"), item=item)
    source.notes += content.notes
    item = _filled(item, content, source)
    linked = content.pictures + tuple(_linked_pictures(source))
    pictures = tuple(_described_pictures(source)) or _captioned(linked, item, source)
    members = tuple(member for link in _links(source, HAS_PART) for member in _member(link, source))
    source.notes += [f"The source signals “{_last(_code(row))}”." for row in children(source.about_item, "signal")]
    return replace(item, pictures=pictures, members=members[:MEMBERS_PER_ITEM], notes=tuple(source.notes))


def _filled(item: NewsItem, content: Content, source: _Source) -> NewsItem:
    return replace(
        item,
        headline=item.headline or content.headline,
        byline=item.byline or content.byline or _creators(source),
        dateline=item.dateline or content.dateline or _located(source),
        standfirst=item.standfirst or content.standfirst,
        language=item.language or content.language,
        body=content.body,
    )


def _creators(source: _Source) -> str:
    """Name the creators when no byline is written out; several are joined as a desk would."""
    names = [name for row in children(source.about_content, "creator") if (name := source.best(row, "name"))]
    if names:
        source.notes.append("The item has no byline; its creator is named instead.")
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _located(source: _Source) -> str:
    places = (source.best(row, "name") for row in children(source.about_content, "located"))
    return next(filter(None, places), "")


def _linked_pictures(source: _Source) -> Iterator[Picture]:
    """Give linked pictures; other links are noted, for they name items that come on their own."""
    for link in children(source.about_item, "link"):
        if link.get("reluri") in (IMAGE, HAS_PART):
            continue
        href, media_type = address(link.get("href") or ""), link.get("contenttype") or ""
        if href and media_type.startswith("image/"):
            yield Picture(href=href, mime_type=media_type, headline=source.best(link, "title"))
        elif link.get("residref") or href:
            relation = _last(link.get("rel") or "") or "link"
            source.notes.append(f"Linked ({relation}): {link.get('residref') or href}")


def _links(source: _Source, relation: str) -> list[Element]:
    return [link for link in children(source.about_item, "link") if link.get("reluri") == relation]


def _described_pictures(source: _Source) -> Iterator[Picture]:
    """Give the pictures whose links say all there is to say of them; nothing of the item is said of them again."""
    for link in _links(source, IMAGE):
        said = {row.get("roleuri") or _role(row): text_of(row) for row in children(link, "description")}
        size = child(link, "remoteContent")
        if href := address(link.get("href") or link.get("residref") or ""):
            yield Picture(
                href=href,
                mime_type=link.get("contenttype") or "",
                caption=said.get("caption", ""),
                alternative_text=said.get(ALTERNATIVE_TEXT, ""),
                headline=text_of(child(link, "headline")),
                credit=text_of(child(link, "creditline")),
                usage_terms=text_of(child(link, "usageTerms")),
                width=pixels(size.get("width")) if size is not None else None,
                height=pixels(size.get("height")) if size is not None else None,
            )


def _captioned(pictures: tuple[Picture, ...], item: NewsItem, source: _Source) -> tuple[Picture, ...]:
    """What a picture item says of itself is caption and credit of its one picture."""
    if item.kind not in SHOWN or not pictures:
        return pictures
    captions = [row for row in children(source.about_content, "description") if _role(row) == "caption"]
    caption, credit = split_credit(text_of(captions[0]) if captions else item.standfirst)
    described = replace(
        pictures[0],
        headline=pictures[0].headline or item.headline,
        caption=caption,
        credit=item.credit_line or credit or item.byline or item.copyright_holder,
        usage_terms=item.usage_terms,
    )
    return (described, *pictures[1:])


def _package(source: _Source) -> NewsItem:
    """Read a package: its members are known by name and address only, the items themselves come on their own."""
    item = _described(source)
    groups = children(child(source.element, "groupSet"), "group")
    members = [member for group in groups for member in _members(group, source)]
    source.notes += [_group_note(group) for group in groups]
    return replace(item, kind="package", members=tuple(members[:MEMBERS_PER_ITEM]), notes=tuple(source.notes))


def _group_note(group: Element) -> str:
    """Say what a group is for, and which groups it holds."""
    inner = ", ".join(row.get("idref") or "" for row in children(group, "groupRef"))
    holds = f" It holds the groups {inner}." if inner else ""
    return f"Group {group.get('id') or 'without a name'}, {_role(group) or 'no role'}.{holds}"


def _members(group: Element, source: _Source) -> Iterator[NewsItem]:
    for reference in (row for row in group if local(row) in ("itemRef", "conceptRef")):
        yield from _member(reference, source)


def _member(reference: Element, source: _Source) -> Iterator[NewsItem]:
    """Read what a reference says of an item that comes on its own, or nothing if it names none."""
    guid = reference.get("residref") or reference.get("href") or _code(reference)
    if guid:
        yield NewsItem(
            guid=guid,
            version=reference.get("version") or "1",
            kind=_last(_code(child(reference, "itemClass"))) or "text",
            headline=source.best(reference, "headline") or source.best(reference, "title"),
            standfirst=source.best(reference, "description"),
            provider=_named(source, child(reference, "provider")),
            updated_at=source.time(reference, "versionCreated"),
            href=address(reference.get("href") or ""),
        )
