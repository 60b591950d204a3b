"""Read NewsML 1.2 (2003), the message of news items that agencies sent before NewsML-G2 and some still send.

An item is named by its `NewsIdentifier`; `NewsManagement` says what may be done with it, its components hold the words
and the pictures. An item that only changes an older one (`Update`) is refused, for without that one it says nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.guesses import noted_status, noted_time, noted_urgency
from broadsheet.interchange.items import NewsItem, PubStatus, Term
from broadsheet.interchange.limits import ITEMS_PER_PAYLOAD
from broadsheet.interchange.newsml1_content import formal_name, is_picture, name_in, read_content
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.terms import term
from broadsheet.interchange.text import one_line
from broadsheet.interchange.times import EXPECTED, read_time
from broadsheet.interchange.xmlread import (
    XML_LANG,
    Element,
    child,
    children,
    line_of,
    local,
    parse_xml,
    text_of,
)

MOST_COMPONENTS = 500
RECALLS = ("rescind", "kill", "cancel", "delete")
SHELVES = {"person": "people", "organisation": "organisations", "company": "organisations", "location": "places"}


def read_newsml1(text: str) -> Reading:
    """Read all items of a message; one that cannot be read is refused, the others are kept."""
    root = parse_xml(text)
    found = children(root, "NewsItem") if local(root) == "NewsML" else [root]
    if not found:
        raise Unreadable("The NewsML message holds no NewsItem.", line=line_of(root))
    if len(found) > ITEMS_PER_PAYLOAD:
        raise TooLarge(f"The message has {len(found):,} items. At most {ITEMS_PER_PAYLOAD:,} are read.", line=1)
    items: list[NewsItem] = []
    refusals: list[Unreadable] = []
    for element in found:
        try:
            items.extend(_items(_Source(element, root)))
        except Unreadable as refusal:
            refusals.append(refusal)
    return Reading("newsml1", items=tuple(items), refusals=tuple(refusals))


class _Source:
    """One item with the parts that every rule looks into, and what we guessed while reading it."""

    def __init__(self, element: Element, root: Element) -> None:
        self.element = element
        self.identifier = child(child(element, "Identification"), "NewsIdentifier")
        self.management = child(element, "NewsManagement")
        self.envelope = child(root, "NewsEnvelope")
        self.components = _components(element)
        self.about_text = _about_text(self.components) or self.components
        self.language = element.get(XML_LANG) or root.get(XML_LANG) or ""
        self.notes: list[str] = []

    def lines(self, name: str) -> Iterator[str]:
        """Give the news lines of that name, outermost component first."""
        for component in self.about_text:
            yield from filter(None, map(text_of, children(child(component, "NewsLines"), name)))

    def line(self, name: str) -> str:
        """Give the first news line of that name."""
        return next(self.lines(name), "")

    def metadata(self, part: str, name: str) -> Iterator[Element]:
        """Give the elements of that name in a part of the components' metadata."""
        for component in self.components:
            yield from children(child(component, part), name)

    def time(self, name: str) -> datetime | None:
        """Read a time of the management; one that cannot be read is left out, and a note says so."""
        return noted_time(_plain(text_of(child(self.management, name))), name, self.notes)


def _components(element: Element) -> list[Element]:
    """Give all news components, outermost first; one inside another may only be a rendition of it."""
    found = [*children(element, "NewsComponent")]
    for component in found:
        found += children(component, "NewsComponent")
        if len(found) > MOST_COMPONENTS:
            reason = f"A NewsItem has more than {MOST_COMPONENTS} components. Ask the source to split it."
            raise TooLarge(reason, line=line_of(element))
    return found


def _about_text(components: list[Element]) -> list[Element]:
    """Give the components that hold text at any depth; what others say, they say of their pictures."""
    held: set[Element] = set()
    for component in components:
        if name_in(child(component, "Role")) != "caption" and any(
            not is_picture(item) for item in children(component, "ContentItem")
        ):
            held |= {component, *component.iterancestors("{*}NewsComponent")}
    return [component for component in components if component in held]


def _plain(said: str) -> str:
    """Write a time of the basic form as we read it, for NewsML 1 writes 20261201T060000+0100.

    >>> _plain("20261201T060000+0100"), _plain("2026-12-01")
    ('2026-12-01T06:00:00+0100', '2026-12-01')
    """
    day, separator, clock = said.partition("T")
    if len(day) != 8 or not day.isdecimal():
        return said
    clock = f"{clock[:2]}:{clock[2:4]}:{clock[4:6]}{clock[6:]}" if clock[:6].isdecimal() and len(clock) >= 6 else clock
    return f"{day[:4]}-{day[4:6]}-{day[6:]}{separator}{clock}"


def _items(source: _Source) -> Iterator[NewsItem]:
    guid, version = _identity(source)
    if children(source.element, "Update") and not source.components:
        reason = f"The item {guid} only changes an older version of itself (Update). Ask the source for whole items."
        raise Unreadable(reason, line=line_of(children(source.element, "Update")[0]))
    item = _described(source, guid=guid, version=version)
    content = read_content(source.components, source.about_text, source.notes)
    item = replace(
        item,
        headline=item.headline or content.headline,
        byline=item.byline or content.byline,
        dateline=item.dateline or content.dateline,
        standfirst=item.standfirst or content.standfirst,
        body=content.body,
        pictures=tuple(content.pictures),
        kind="text" if content.body or not content.pictures else "picture",
        notes=tuple(source.notes),
    )
    yield item
    yield from _recalled(source, item)


def _identity(source: _Source) -> tuple[str, str]:
    """Name an item by its public identifier without the version in it, else by the three parts that make one."""
    revision = text_of(child(source.identifier, "RevisionId"))
    public = text_of(child(source.identifier, "PublicIdentifier"))
    parts = [text_of(child(source.identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    if public:
        stem = public[:-1] if public[-1:] in ("N", "U", "A") else public
        guid = stem.removesuffix(f":{revision}") if revision and stem.endswith(f":{revision}") else public
    elif parts[0] and parts[2]:
        guid = ":".join(["urn:newsml", *filter(None, parts)])
    else:
        reason = "A NewsItem has no NewsIdentifier. Expected ProviderId, DateId and NewsItemId, or PublicIdentifier."
        raise Unreadable(reason, line=line_of(source.element))
    return guid, revision or "1"


def _described(source: _Source, *, guid: str, version: str) -> NewsItem:
    """Fill in what management, news lines and metadata say."""
    status, until = _release(source)
    rights = [text_of(row) for row in source.metadata("RightsMetadata", "UsageRights")]
    holder = child(next(source.metadata("RightsMetadata", "Copyright"), None), "CopyrightHolder")
    byline = source.line("ByLine") or source.line("BylineTitle")
    return NewsItem(
        guid=guid,
        version=version,
        pubstatus=status,
        embargoed_until=until,
        headline=source.line("HeadLine") or text_of(child(child(source.element, "Identification"), "NameLabel")),
        slugline=source.line("SlugLine"),
        standfirst=source.line("SubHeadLine"),
        byline=byline,
        dateline=source.line("DateLine").rstrip(" —–-"),
        language=_language(source),
        urgency=noted_urgency(_urgency(source), source.notes),
        ednote=" ".join(_ednotes(source)),
        usage_terms=" ".join(filter(None, [*rights, source.line("RightsLine")])),
        copyright_notice=source.line("CopyrightLine"),
        copyright_holder=text_of(holder),
        credit_line=source.line("CreditLine"),
        provider=_provider(source),
        created_at=source.time("FirstCreated"),
        updated_at=source.time("ThisRevisionCreated"),
        keywords=tuple(dict.fromkeys(source.lines("KeywordLine"))),
        genre=tuple(
            Term(said) for row in source.metadata("DescriptiveMetadata", "Genre") if (said := formal_name(row))
        ),
        **_subjects(source),
    )


def _language(source: _Source) -> str:
    named = (formal_name(row) for row in source.metadata("DescriptiveMetadata", "Language"))
    return next(filter(None, named), "") or source.language


def _urgency(source: _Source) -> str:
    return formal_name(child(source.management, "Urgency")) or formal_name(child(source.envelope, "Priority"))


def _ednotes(source: _Source) -> Iterator[str]:
    """Give what is said to editors: instructions in words, notes, revision comments."""
    for component in source.components:
        for comment in children(component, "Comment"):
            yield text_of(comment)
        for line in children(child(component, "NewsLines"), "NewsLine"):
            if "note" in name_in(child(line, "NewsLineType")) or "instruction" in name_in(child(line, "NewsLineType")):
                yield text_of(child(line, "NewsLineText"))
    yield from (text_of(row) for row in children(source.element, "Comment"))


def _provider(source: _Source) -> str:
    """Name who sent it: the provider in the metadata, the sender of the message, else the id in the item's name."""
    for row in source.metadata("AdministrativeMetadata", "Provider"):
        if found := formal_name(child(row, "Party")):
            return found
    sender = formal_name(child(child(source.envelope, "SentFrom"), "Party"))
    return sender or text_of(child(source.identifier, "ProviderId"))


def _release(source: _Source) -> tuple[PubStatus, datetime | None]:
    """Read status, change of status and embargo; what we do not know, or an embargo without end, holds it back."""
    said = name_in(child(source.management, "Status"))
    if any(name_in(row) in RECALLS and not _revision(row) for row in children(source.management, "Instruction")):
        said = "canceled"
    until = _embargo(source) if said == "embargoed" or _will_be(source) is not None else None
    if said != "embargoed":
        return noted_status(said, source.notes), until
    if until is None:
        source.notes.append("Embargoed until further notice; the item is withheld.")
    return PubStatus.USABLE if until else PubStatus.WITHHELD, until


def _will_be(source: _Source) -> Element | None:
    """Give the change of status that lies ahead."""
    found = child(source.management, "StatusWillChange")
    return found if name_in(child(found, "FutureStatus")) == "usable" else None


def _embargo(source: _Source) -> datetime | None:
    """An embargo that cannot be read is never guessed: the item is refused until somebody has looked at it."""
    change = _will_be(source)
    said = _plain(text_of(child(change, "DateAndTime")))
    if said and read_time(said) is None:
        raise Unreadable(f"Embargo “{said[:40]}” is not a time. {EXPECTED}", line=line_of(source.element))
    return noted_time(said, "StatusWillChange", source.notes) if said else None


def _revision(instruction: Element) -> str:
    """Give the revision that an instruction is about; one without is about this item."""
    status = child(instruction, "RevisionStatus")
    return one_line(status.get("Revision") or "") if status is not None else ""


def _recalled(source: _Source, item: NewsItem) -> Iterator[NewsItem]:
    """Give the other items and versions that instructions or relations of this item withdraw."""
    for row in children(source.management, "Instruction"):
        status = child(row, "RevisionStatus")
        said = name_in(child(status, "Status"))
        if _revision(row) and (name_in(row) in RECALLS or said == "canceled"):
            source.notes.append(f"Revision {_revision(row)} is withdrawn.")
            yield replace(_shell(item), version=_revision(row), pubstatus=PubStatus.CANCELED)


def _shell(item: NewsItem) -> NewsItem:
    return NewsItem(
        guid=item.guid,
        headline=item.headline,
        ednote=item.ednote,
        updated_at=item.updated_at,
        notes=(f"Version {item.version} of the item says so.",),
    )


def _subjects(source: _Source) -> dict[str, Any]:
    """Sort what an item is about: subject codes, places, and people and organisations where the topic set tells."""
    shelves: dict[str, list[Term]] = {"subjects": [], "people": [], "places": [], "organisations": []}
    for row in source.metadata("DescriptiveMetadata", "SubjectCode"):
        finest = [inner for inner in row if local(inner) in ("SubjectDetail", "SubjectMatter", "Subject")]
        for inner in finest:
            shelves["subjects"].append(
                term(code=formal_name(inner), scheme="http://cv.iptc.org/newscodes/subjectcode/")
            )
    for row in source.metadata("DescriptiveMetadata", "Location"):
        said = [one_line(found.get("Value") or "") for found in children(row, "Property")]
        name = next(filter(None, reversed(said)), "")
        shelves["places"] += [Term(name)] if name else []
    for topic in source.element.iter("{*}Topic"):
        shelf = SHELVES.get(name_in(child(topic, "TopicType")), "")
        name = text_of(child(topic, "Description"))
        if shelf and name:
            shelves[shelf].append(Term(name))
    return {shelf: tuple(dict.fromkeys(found)) for shelf, found in shelves.items()}
