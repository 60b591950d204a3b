"""Write an item as NITF 3.6, one document: what it is in `docdata`, what it says in `body`.

The text goes into NITF's own elements. Marks that NITF has no element for (bold, code, raised letters) are XHTML, which
it allows among words. The item's own pictures stand first in the text, marked as such. Where a field bends a value, or
there is none, a `meta` in the head says it exactly; see `exact`.
"""

import re
from collections.abc import Iterable

from lxml import etree

from broadsheet.interchange.exact import bent
from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import NewsItem, Picture, Term
from broadsheet.interchange.nitf import ITEM_PICTURE
from broadsheet.interchange.nitf_body import NITF, write_blocks, write_picture
from broadsheet.interchange.nitf_item import EXACT, GENRE, read_nitf_item
from broadsheet.interchange.terms import SCHEMES
from broadsheet.interchange.xmlread import XML_LANG, Element
from broadsheet.interchange.xmlwrite import add, add_filled, document, moment, new

_TOKEN = re.compile(r"[A-Za-z0-9_.:-]+")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_SUBJECT = re.compile(r"subj:([A-Za-z0-9_.-]+)")


def write(item: NewsItem) -> bytes:
    """Write one item; reading it again gives an equal one, but for what `carried` names."""
    root = _document(item)
    (read, *_) = read_nitf_item(document(root).decode()).items
    title = root[0][0]
    for name, said in bent(item, read=read).items():
        title.addnext(etree.Element(f"{{{NITF}}}meta", {"name": f"{EXACT}{name}", "content": printable(said)}))
    return document(root)


def _document(item: NewsItem) -> Element:
    root = new(NITF, "nitf")
    root.set("version", "-//IPTC//DTD NITF 3.6//EN")
    if _LANGUAGE.fullmatch(item.language):
        root.set(XML_LANG, item.language)
    head, body = add(root, "head"), add(root, "body")
    add(head, "title", item.headline)
    _about(head, item)
    _docdata(head, item)
    _body_head(add(body, "body.head"), item)
    _body_content(add(body, "body.content"), item)
    return root


def _about(head: Element, item: NewsItem) -> None:
    """Name genres and subjects in the words of NITF, as long as its codes suffice."""
    subjects, genres = _iptc(item), _bare(item.genre)
    if not (subjects or genres):
        return
    about = add(head, "tobject")
    for genre in genres:
        add(about, "tobject.property", attributes={"tobject.property.type": genre.name})
    for given in subjects:
        code = given.code.partition(":")[2]
        add(about, "tobject.subject", attributes={"tobject.subject.refnum": code, "tobject.subject.detail": given.name})


def _bare(genres: tuple[Term, ...]) -> tuple[Term, ...]:
    """Genres are properties if all of them are mere names, else all of them are classifiers: they keep their order."""
    return genres if all(genre == Term(genre.name) for genre in genres) else ()


def _iptc(item: NewsItem) -> tuple[Term, ...]:
    """Give the subjects by IPTC subject code that come before any other; NITF reads those first."""
    codes = [bool(_SUBJECT.fullmatch(given.code)) and given.scheme == SCHEMES["subj"] for given in item.subjects]
    return item.subjects[: codes.index(False) if False in codes else len(codes)]


def _docdata(head: Element, item: NewsItem) -> None:
    is_embargo = item.embargoed_until is not None and item.pubstatus.value == "usable"
    data = add(head, "docdata", attributes={"management-status": "embargoed" if is_embargo else item.pubstatus.value})
    add(data, "doc-id", attributes={"id-string": item.guid})
    _add_said(data, "urgency", "ed-urg", str(item.urgency or ""))
    _add_said(data, "date.issue", "norm", moment(item.updated_at))
    _add_said(data, "date.release", "norm", moment(item.embargoed_until))
    _add_said(data, "ed-msg", "info", item.ednote)
    version = item.version if _TOKEN.fullmatch(item.version) else ""
    if version or item.slugline:
        add(data, "du-key", attributes={"version": version, "key": item.slugline})
    _add_said(data, "doc.copyright", "holder", item.copyright_holder)
    if item.keywords:
        _keywords(add(data, "key-list"), item.keywords)
    _identified(data, item)


def _add_said(data: Element, name: str, attribute: str, value: str) -> None:
    if value:
        add(data, name, attributes={attribute: value})


def _keywords(keys: Element, keywords: Iterable[str]) -> None:
    for keyword in keywords:
        add(keys, "keyword", attributes={"key": keyword})


def _identified(data: Element, item: NewsItem) -> None:
    shelves = {"person": item.people, "org": item.organisations, "location": item.places}
    found = [("classifier", "", given) for given in item.subjects[len(_iptc(item)) :]]
    found += [("classifier", GENRE, given) for given in (() if _bare(item.genre) else item.genre)]
    found += [(name, "", given) for name, shelf in shelves.items() for given in shelf]
    if not found:
        return
    identified = add(data, "identified-content")
    for name, kind, given in found:
        _named(add(identified, name, given.name, {"type": kind}), given)


def _named(element: Element, given: Term) -> None:
    """A code stands where NITF has it; a code without a name, or a scheme alone, is an alternative code."""
    is_location = element.tag == f"{{{NITF}}}location"
    code, scheme = ("location-code", "code-source") if is_location else ("value", "idsrc")
    if given.name and given.code:
        element.set(code, printable(given.code))
        if given.scheme:
            element.set(scheme, printable(given.scheme))
    elif given.code or given.scheme:
        alternative = add(element, "alt-code")
        alternative.set("idsrc", printable(given.scheme))
        alternative.set("value", printable(given.code))


def _body_head(head: Element, item: NewsItem) -> None:
    if item.headline:
        add(add(head, "hedline"), "hl1", item.headline)
    add_filled(head, "rights", item.usage_terms)
    add_filled(head, "byline", item.byline)
    add_filled(head, "distributor", item.provider)
    add_filled(head, "dateline", item.dateline)
    if item.standfirst:
        add(add(head, "abstract"), "p", item.standfirst)


def _body_content(content: Element, item: NewsItem) -> None:
    for picture in item.pictures:
        _own_picture(content, picture)
    write_blocks(content, item.body)


def _own_picture(content: Element, picture: Picture) -> None:
    media = write_picture(content, picture)
    media.set("class", ITEM_PICTURE)
    media.tail = "\n"
