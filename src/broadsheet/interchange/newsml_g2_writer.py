"""Write an item as NewsML-G2 2.35: text as XHTML inside a `newsItem`, a package as a `packageItem`.

Every field goes where `newsml_g2` looks for it. What is to be shown beside the text, and what belongs to it, are links
whose hints say what the thing itself would say; their relations are named by address, for the IPTC has no codes for
them. Where a field of the standard bends a value, `exact` says it once more.
"""

import re
from collections.abc import Iterable

from broadsheet.interchange.body_html import html_from_blocks
from broadsheet.interchange.exact import bent
from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, SourceCredit, Term
from broadsheet.interchange.newsml_content import PLAYED
from broadsheet.interchange.newsml_g2 import (
    ALTERNATIVE_TEXT,
    EXACT,
    HAS_PART,
    IMAGE,
    ORIGINAL_SOURCE,
    SCHEME,
    SHOWN,
    read_newsml_g2,
)
from broadsheet.interchange.terms import SCHEMES, address_of, term
from broadsheet.interchange.xmlread import XML_LANG, Element
from broadsheet.interchange.xmlwrite import (
    XHTML,
    add,
    add_filled,
    copy_html,
    document,
    fill,
    is_address,
    moment,
    name_in,
    new,
)

NAR = "http://iptc.org/std/nar/2006-10-01/"
CATALOGUE = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
UNKNOWN_TIME = "1970-01-01T00:00:00Z"  # `versionCreated` must be there; `exact` says that no time is known
KEPT = ("href", "src", "poster", "controls", "alt", "width", "height", "class", "start", "colspan", "rowspan")

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_QCODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*:[^\s]+")


def write(item: NewsItem) -> bytes:
    """Write one item; reading it again gives an equal one, but for what `carried` names."""
    root = _item(item)
    (read,) = read_newsml_g2(document(root).decode()).items
    (meta,) = root.iterfind(f"{{{NAR}}}itemMeta")
    for name, said in bent(item, read=read).items():
        extension = add(meta, "itemMetaExtProperty", attributes={"reluri": f"{EXACT}{name}"})
        extension.set("value", printable(said))
    return document(root)


def _item(item: NewsItem) -> Element:
    is_package = item.kind == "package"
    root = new(NAR, "packageItem" if is_package else "newsItem", broadsheet=EXACT)
    for name, value in (("standard", "NewsML-G2"), ("standardversion", "2.35"), ("conformance", "power")):
        root.set(name, value)
    root.set("guid", printable(item.guid))
    root.set("version", _number(item.version) or "1")
    if _LANGUAGE.fullmatch(item.language):
        root.set(XML_LANG, item.language)
    _catalogues(root, item)
    _rights(root, item)
    _about_item(add(root, "itemMeta"), item)
    _about_content(add(root, "contentMeta"), item)
    if is_package:
        _groups(root, item)
    else:
        _content(root, item)
    return root


def _number(version: str) -> str:
    return version if _NUMBER.fullmatch(version) else ""


def _catalogues(root: Element, item: NewsItem) -> None:
    """Name the vocabularies whose aliases the item uses: those of the IPTC, and its own."""
    add(root, "catalogRef", attributes={"href": CATALOGUE})
    own = _own_schemes(item)
    catalogue = add(root, "catalog") if own else root
    for alias, scheme in own.items():
        add(catalogue, "scheme", attributes={"alias": alias, "uri": scheme})


def _own_schemes(item: NewsItem) -> dict[str, str]:
    """Give the aliases that stand for vocabularies outside the IPTC; of two with one alias the first has it."""
    found: dict[str, str] = {}
    for given in (*item.subjects, *item.genre, *item.people, *item.organisations, *item.places):
        alias = given.code.partition(":")[0]
        if _QCODE.fullmatch(given.code) and given.scheme and SCHEMES.get(alias) != given.scheme:
            found.setdefault(alias, given.scheme)
    return found


def _rights(root: Element, item: NewsItem) -> None:
    if not (item.copyright_holder or item.copyright_notice or item.usage_terms):
        return
    rights = add(root, "rightsInfo")
    if item.copyright_holder:
        add(add(rights, "copyrightHolder"), "name", item.copyright_holder)
    add_filled(rights, "copyrightNotice", item.copyright_notice)
    add_filled(rights, "usageTerms", item.usage_terms)


def _about_item(meta: Element, item: NewsItem) -> None:
    add(meta, "itemClass", attributes={"qcode": f"ninat:{_kind(item.kind)}"})
    add_filled(add(meta, "provider"), "name", item.provider)
    add(meta, "versionCreated", moment(item.updated_at or item.created_at) or UNKNOWN_TIME)
    add_filled(meta, "firstCreated", moment(item.created_at))
    add_filled(meta, "embargoed", moment(item.embargoed_until))
    add(meta, "pubStatus", attributes={"qcode": f"stat:{item.pubstatus.value}"})
    add_filled(meta, "edNote", item.ednote)
    if is_address(item.href):
        add_filled(meta, "altRep", item.href, {"contenttype": "text/html"})
    for picture in item.pictures:
        _picture(meta, picture)
    for member in item.members if item.kind != "package" else ():
        _reference(add(meta, "link", attributes={"reluri": HAS_PART}), member)


def _kind(kind: str) -> str:
    """A package is composite by the words of the standard; the element says that it is a package."""
    return "composite" if kind == "package" else "".join(printable(kind).split()) or "text"


def _picture(meta: Element, picture: Picture) -> None:
    """Link a picture; what it says of itself are hints, its size is that of the rendition."""
    place = "href" if is_address(picture.href) else "residref"
    link = add(meta, "link", attributes={"reluri": IMAGE, place: picture.href, "contenttype": picture.mime_type})
    add_filled(link, "headline", picture.headline)
    add_filled(link, "description", picture.caption, {"role": "drol:caption"})
    add_filled(link, "description", picture.alternative_text, {"roleuri": ALTERNATIVE_TEXT})
    add_filled(link, "creditline", picture.credit)
    add_filled(link, "usageTerms", picture.usage_terms)
    if picture.width or picture.height:
        add(link, "remoteContent", attributes=_rendition(picture))


def _rendition(picture: Picture) -> dict[str, str]:
    sizes = {"width": str(picture.width or ""), "height": str(picture.height or "")}
    return {"href": picture.href, "contenttype": picture.mime_type, **sizes}


def _reference(reference: Element, member: NewsItem) -> None:
    """Name an item that comes on its own, with hints of what it says."""
    reference.set("residref", printable(member.guid))
    fill(reference, {"href": member.href if is_address(member.href) else "", "version": _number(member.version)})
    add(reference, "itemClass", attributes={"qcode": f"ninat:{_kind(member.kind)}"})
    if member.provider:
        add(add(reference, "provider"), "name", member.provider)
    add_filled(reference, "versionCreated", moment(member.updated_at))
    add_filled(reference, "headline", member.headline)
    add_filled(reference, "description", member.standfirst, {"role": "drol:summary"})


def referred(member: NewsItem) -> NewsItem:
    """Give what a reference tells of an item; the rest travels with the item itself."""
    return NewsItem(
        guid=member.guid,
        version=_number(member.version) or "1",
        kind=_kind(member.kind),
        headline=member.headline,
        standfirst=member.standfirst,
        provider=member.provider,
        href=member.href if is_address(member.href) else "",
        updated_at=member.updated_at,
    )


def _about_content(about: Element, item: NewsItem) -> None:
    add_filled(about, "urgency", str(item.urgency or ""))
    if item.source_credit:
        _original_source(about, item.source_credit)
    if _LANGUAGE.fullmatch(item.language):
        add(about, "language", attributes={"tag": item.language})
    _terms(about, "genre", item.genre, schemes=_own_schemes(item))
    for keyword in item.keywords:
        add_filled(about, "keyword", keyword)
    _subjects(about, item)
    for name, words in (("slugline", item.slugline), ("headline", item.headline), ("dateline", item.dateline)):
        add_filled(about, name, words)
    add_filled(about, "by", item.byline)
    add_filled(about, "creditline", item.credit_line)
    add_filled(about, "description", item.standfirst, {"role": "drol:summary"})


def _original_source(about: Element, credit: SourceCredit) -> None:
    href = credit.href if is_address(credit.href) else ""
    source = add(about, "infoSource", attributes={"uri": href, "roleuri": ORIGINAL_SOURCE})
    add_filled(source, "name", credit.name)


def _subjects(about: Element, item: NewsItem) -> None:
    schemes = _own_schemes(item)
    shelves = ((item.subjects, ""), (item.people, "person"), (item.organisations, "organisation"))
    for found, kind in (*shelves, (item.places, "geoArea")):
        _terms(about, "subject", found, kind=f"cpnat:{kind}" if kind else "", schemes=schemes)


def _terms(about: Element, name: str, found: Iterable[Term], *, schemes: dict[str, str], kind: str = "") -> None:
    for given in found:
        made = add(about, name, attributes={"type": kind, **_coded(given, schemes)})
        add_filled(made, "name", given.name)


def _coded(given: Term, schemes: dict[str, str]) -> dict[str, str]:
    """Choose the spelling of a code that reads back as the same: a qcode, an address, or the word and its scheme."""
    alias = given.code.partition(":")[0]
    known = schemes.get(alias) or SCHEMES.get(alias, "")
    if _QCODE.fullmatch(given.code) and "://" not in given.code and known == given.scheme:
        return {"qcode": given.code}
    for spelled in ({"uri": given.code}, {"uri": address_of(given), "literal": given.code}):
        if "://" in spelled["uri"] and is_address(spelled["uri"]) and _spells(spelled, given):
            return spelled
    return {"literal": given.code, SCHEME: given.scheme}


def _spells(spelled: dict[str, str], given: Term) -> bool:
    return term(name=given.name, uri=spelled["uri"], code=spelled.get("literal", "")) == given


def _content(root: Element, item: NewsItem) -> None:
    """Put the text inside; what is only shown or played is content elsewhere."""
    remote, is_played = _remote(item), _is_only_played(item)
    content = add(root, "contentSet") if remote or item.body else root
    if remote:
        add(content, "remoteContent", attributes=remote)
    if item.body and not is_played:
        _text(add(content, "inlineXML", attributes={"contenttype": "application/xhtml+xml"}), item)


def _remote(item: NewsItem) -> dict[str, str]:
    """Give the file that a picture, film or sound is; nothing for text."""
    if item.kind in SHOWN and item.pictures and is_address(item.pictures[0].href):
        return _rendition(item.pictures[0])
    return {"href": item.body[0].href} if _is_only_played(item) else {}


def _is_only_played(item: NewsItem) -> bool:
    if len(item.body) != 1 or item.kind not in PLAYED or not is_address(item.body[0].href):
        return False
    return item.body[0] == BodyBlock(BlockKind(item.kind), href=item.body[0].href)


def _text(holder: Element, item: NewsItem) -> None:
    html = new(XHTML, "html")
    holder.append(html)
    add(add(html, "head"), "title", item.headline)
    copy_html(html_from_blocks(item.body), into=add(html, "body"), renamed=_as_xhtml)


def _as_xhtml(element: Element) -> tuple[str, dict[str, str]]:
    return name_in(XHTML, element), {name: element.get(name) or name for name in KEPT if name in element.attrib}


def _groups(root: Element, item: NewsItem) -> None:
    groups = add(root, "groupSet", attributes={"root": "main"})
    group = add(groups, "group", attributes={"id": "main", "role": "group:main"})
    for member in item.members:
        _reference(add(group, "itemRef"), member)
