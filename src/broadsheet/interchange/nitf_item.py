"""Read a NITF document that comes on its own (NITF 3.6, https://iptc.org/standards/nitf/).

Its `docdata` says which version of what it is, what may be done with it, and what it is about. A document that gives
orders about another one (`management-doc-idref`) is two items: itself, and the other with its new status.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.exact import with_exact
from broadsheet.interchange.guesses import noted_status, noted_time, noted_urgency
from broadsheet.interchange.items import NewsItem, PubStatus, Term
from broadsheet.interchange.nitf import read_nitf
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.terms import SCHEMES, term
from broadsheet.interchange.text import one_line
from broadsheet.interchange.times import EXPECTED, read_time
from broadsheet.interchange.xmlread import XML_LANG, Element, child, children, line_of, local, parse_xml, text_of

# Our writer says so what NITF has no field for, and which classifiers are genres.
EXACT = "broadsheet."
GENRE = "genre"
SHELVES = {"person": "people", "org": "organisations", "location": "places"}


def read_nitf_item(text: str) -> Reading:
    """Read a document; a release time that cannot be read is never guessed, and the document is refused."""
    source = _Document(parse_xml(text))
    item = _described(source, digest=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
    head = child(child(source.root, "body"), "body.head")
    item = replace(item, provider=text_of(child(head, "distributor")), ednote=_ednote(source, head))
    rights = text_of(child(head, "rights")) or _rights(source)
    read = read_nitf(source.root)
    item = replace(
        item,
        headline=read.headline or text_of(child(child(source.root, "head"), "title")),
        standfirst=read.standfirst,
        byline=read.byline,
        dateline=read.dateline,
        usage_terms=rights,
        body=read.body,
        pictures=read.pictures,
        notes=tuple(source.notes),
    )
    item = with_exact(item, _said_exactly(source), line=line_of(source.root))
    return Reading("nitf", items=(item, *_ordered(source, item)))


def _said_exactly(source: "_Document") -> dict[str, str]:
    """Give what the head says once more in a `meta` of ours; see `exact`."""
    said = {row.get("name") or "": row.get("content") or "" for row in children(source.head, "meta")}
    return {name.removeprefix(EXACT): value for name, value in said.items() if name.startswith(EXACT)}


class _Document:
    """The document with the two parts that say what it is, and what was guessed while reading it."""

    def __init__(self, root: Element) -> None:
        self.root, self.head = root, child(root, "head")
        found = child(self.head, "docdata")
        self.data = found if found is not None else root.makeelement("docdata", {})
        self.notes: list[str] = []

    def said(self, name: str, attribute: str) -> str:
        """Give the first value of an attribute of the elements of that name in `docdata`."""
        rows = (one_line(row.get(attribute) or "") for row in children(self.data, name))
        return next(filter(None, rows), "")

    def time(self, name: str) -> datetime | None:
        """Read a time of `docdata`; one that cannot be read is left out, and a note says so."""
        return noted_time(self.said(name, "norm"), name, self.notes)


def _described(source: _Document, *, digest: str) -> NewsItem:
    """Fill in what the head says; `digest` names the document, or its version, where the head does not."""
    guid = source.said("doc-id", "id-string") or source.said("du-key", "key")
    if not guid:
        source.notes.append("The document has no doc-id; its content names it.")
    status, embargoed_until = _release(source)
    expires = source.time("date.expire")
    if expires:
        source.notes.append(f"The source holds it valid until {expires.isoformat()}.")
    issued = source.time("date.issue")
    return NewsItem(
        guid=guid or f"nitf:{digest}",
        version=source.said("du-key", "version") or source.said("date.issue", "norm") or f"sha256:{digest[:16]}",
        pubstatus=status,
        embargoed_until=embargoed_until,
        updated_at=issued,
        slugline=source.said("du-key", "key") or source.said("fixture", "fix-id"),
        language=source.root.get(XML_LANG) or "",
        urgency=noted_urgency(source.said("urgency", "ed-urg"), source.notes),
        copyright_holder=source.said("doc.copyright", "holder"),
        copyright_notice=_copyright(source),
        keywords=tuple(_keywords(source)),
        **_shelves(source),
    )


def _release(source: _Document) -> tuple[PubStatus, datetime | None]:
    """Read status and embargo; a status we do not know, or an embargo without an end, holds the document back."""
    status = source.data.get("management-status") or ""
    said = source.said("date.release", "norm")
    release = source.time("date.release")
    if said and release is None:
        row = child(source.data, "date.release")
        reason = f"The release “{said[:40]}” is not a time. {EXPECTED}"
        raise Unreadable(reason, line=line_of(row) if row is not None else None)
    if not _is_embargo(status):
        issued = read_time(source.said("date.issue", "norm"))
        return noted_status(status, source.notes), release if release and issued and release > issued else None
    if release is None:
        source.notes.append("Embargoed until further notice; the item is withheld.")
    return PubStatus.USABLE if release else PubStatus.WITHHELD, release


def _is_embargo(status: str) -> bool:
    return status.strip().lower() == "embargoed"


def _ordered(source: _Document, item: NewsItem) -> Iterable[NewsItem]:
    """Give the other document that this one is about, with the status it has from now on."""
    guid = one_line(source.data.get("management-doc-idref") or "")
    said = source.data.get("management-idref-status") or ""
    if not guid or not said or guid == item.guid:
        return
    status = PubStatus.WITHHELD if _is_embargo(said) else noted_status(said, source.notes)
    yield NewsItem(
        guid=guid,
        version=f"{item.version} of {item.guid}"[:80],
        pubstatus=status,
        headline=item.headline,
        ednote=item.ednote,
        updated_at=item.updated_at,
        notes=(f"The document {item.guid} says so.",),
    )


def _ednote(source: _Document, head: Element | None) -> str:
    """Join what is said to the desk: messages, corrections, notes that are not for readers."""
    said = [source.said("ed-msg", "info"), source.said("correction", "info"), *map(text_of, children(head, "note"))]
    return " ".join(filter(None, said))


def _copyright(source: _Document) -> str:
    year, holder = source.said("doc.copyright", "year"), source.said("doc.copyright", "holder")
    return f"© {' '.join(filter(None, (year, holder)))}" if holder or year else ""


def _rights(source: _Document) -> str:
    """Say in words what `doc.rights` says in attributes."""
    names = ("owner", "agent", "type", "geography", "startdate", "enddate", "limitations")
    rows = children(source.data, "doc.rights")
    return "; ".join(f"{name}: {row.get(name)}" for row in rows for name in names if row.get(name))


def _keywords(source: _Document) -> Iterable[str]:
    rows = [row for keys in children(source.data, "key-list") for row in children(keys, "keyword")]
    return filter(None, (one_line(row.get("key") or "") for row in rows))


def _genres(source: _Document) -> Iterable[Term]:
    properties = [row for found in children(source.head, "tobject") for row in children(found, "tobject.property")]
    return (Term(said) for row in properties if (said := one_line(row.get("tobject.property.type") or "")))


def _shelves(source: _Document) -> dict[str, Any]:
    """Sort what a document is about by kind: people, places and organisations apart from the rest."""
    names = ("subjects", "people", "places", "organisations")
    shelves: dict[str, list[Term]] = {"genre": list(_genres(source)), **{name: [] for name in names}}
    for found in children(source.head, "tobject"):
        shelves["subjects"] += [_subject(row) for row in children(found, "tobject.subject")]
    for held in children(source.data, "identified-content"):
        for row in held:
            if (made := _identified(row)).name or made.code:
                shelves[_shelf(row)].append(made)
    return {name: tuple(rows) for name, rows in shelves.items()}


def _subject(row: Element) -> Term:
    """Give a subject by its IPTC subject code and the finest of its names."""
    names = (row.get(f"tobject.subject.{name}") or "" for name in ("detail", "matter", "type"))
    is_iptc = (row.get("tobject.subject.ipr") or "IPTC").strip().upper() == "IPTC"
    code = (row.get("tobject.subject.refnum") or "").strip()
    scheme = SCHEMES["subj"] if is_iptc else one_line(row.get("tobject.subject.ipr") or "")
    return term(name=next(filter(None, names), ""), code=code, scheme=scheme)


def _shelf(row: Element) -> str:
    return "genre" if row.get("type") == GENRE else SHELVES.get(local(row), "subjects")


def _identified(row: Element) -> Term:
    """Name a thing; one with no name of its own is named by its code, unless that is only an alternative."""
    found = child(row, "alt-code")
    alternative: Any = found.attrib if found is not None else {}
    code = row.get("value") or row.get("location-code") or alternative.get("value", "")
    scheme = row.get("idsrc") or row.get("code-source") or alternative.get("idsrc", "")
    return term(name=text_of(row) or one_line(row.get("value") or ""), code=one_line(code), scheme=one_line(scheme))
