"""Read and write ninjs, the news item in JSON of the IPTC, from version 1.0 to 3.x.

The versions spell the same things differently (`headline`, `headlines`, `headline_main`; `person`, `people`; dicts or
lists of associations), so keys are read without regard to case and version. What we write is 3.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from broadsheet.interchange import media
from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.guesses import noted_status, noted_time, noted_urgency
from broadsheet.interchange.html import blocks_from_html, plain_text
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, SourceCredit, Term
from broadsheet.interchange.jsonread import Object, objects
from broadsheet.interchange.limits import MEMBERS_PER_ITEM
from broadsheet.interchange.ninjs_writer import KINDS, write
from broadsheet.interchange.nitf import blocks_from_nitf
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.terms import term
from broadsheet.interchange.text import blocks_from_text, one_line
from broadsheet.interchange.times import EXPECTED

__all__ = ["looks_like_ninjs", "read_ninjs", "write"]

SHOWN = ("picture", "graphic")
PLAYED = ("audio", "video")
STANDFIRST_ROLES = ("standfirst", "lead", "lede", "summary", "abstract", "main", "short", "text", "html", "xhtml")
CAPTION_ROLES = ("caption", "main", "text", "html", "xhtml", "richtext", "")
NOT_STANDFIRST = ("creditline", "caption", "alternativetext", "keywords", "specialinstructions")
BEST_RENDITIONS = ("main", "original", "highres", "hires", "large", "web", "preview")
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|section|article|b|i|em|strong|ul|ol|li|a|span|html|body)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Wording:
    """One of several wordings of the same thing: its role, its media type and the words."""

    role: str
    content_type: str
    value: str

    @property
    def is_html(self) -> bool:
        if self.content_type:
            return self.content_type.startswith("text/html") or "xhtml" in self.content_type
        return "html" in self.role or bool(_MARKUP.search(self.value))

    @property
    def is_nitf(self) -> bool:
        return "nitf" in self.content_type or (self.role == "nitf" and self.value.lstrip().startswith("<"))

    @property
    def is_plain(self) -> bool:
        return not self.is_html and not self.is_nitf and self.content_type in ("", "text/plain")


@dataclass(slots=True)
class _Source:
    """One ninjs object with its keys in lower case, the line it starts on, and what we guessed while reading it."""

    values: Object
    line: int | None
    notes: list[str] = field(default_factory=list)

    def text(self, *names: str) -> str:
        """Give the first of several keys that holds words."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
                return one_line(str(value))
        return ""

    def list(self, *names: str) -> list[Object]:
        """Give the objects of the first of several keys that holds a list, or one object alone."""
        for name in names:
            value = self.values.get(name)
            found = value if isinstance(value, list) else [value]
            members = [_lowered(member) for member in found if isinstance(member, dict)]
            if members:
                return members
        return []


def looks_like_ninjs(value: Any) -> bool:
    """Say whether a decoded value claims to be a news item."""
    return isinstance(value, dict) and "uri" in _lowered(value)


def read_ninjs(text: str) -> Reading:
    """Read one object or a list of them; what cannot be an item is refused with its line, the others are kept."""
    items: list[NewsItem] = []
    refusals: list[Unreadable] = []
    for value, line in objects(text):
        try:
            items.append(_item(value, line=line))
        except Unreadable as refusal:
            refusals.append(refusal)
    return Reading("ninjs", items=tuple(items), refusals=tuple(refusals))


def _lowered(value: Object) -> Object:
    return {key.lower().removeprefix("$"): inner for key, inner in value.items()}


def _item(value: Any, *, line: int | None, default_guid: str = "") -> NewsItem:
    if not isinstance(value, dict):
        raise Unreadable(f"A ninjs item is a JSON object; this is {_kind_of(value)}.", line=line)
    source = _Source(_lowered(value), line)
    uri = source.values.get("uri")
    if not (isinstance(uri, str) and uri.strip()) and not default_guid:
        raise Unreadable("The ninjs item has no uri. Expected the identifier the source gives it.", line=line)
    guid = uri.strip() if isinstance(uri, str) and uri.strip() else default_guid
    return _with_parts(_worded(guid, source), source)


def _kind_of(value: Any) -> str:
    kinds = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _worded(guid: str, source: _Source) -> NewsItem:
    """Fill in what an item says of itself."""
    descriptions = list(_wordings(source, "descriptions", "description"))
    return NewsItem(
        guid=guid,
        version=source.text("version") or "1",
        kind=_kind(source),
        pubstatus=noted_status(source.text("pubstatus"), source.notes),
        headline=_headline(source),
        slugline=source.text("slugline"),
        standfirst=_standfirst(descriptions),
        byline=source.text("by", "byline"),
        dateline=source.text("located"),
        language=source.text("language"),
        urgency=_urgency(source),
        ednote=source.text("ednote"),
        usage_terms=_usage_terms(source),
        copyright_notice=source.text("copyrightnotice"),
        copyright_holder=source.text("copyrightholder"),
        credit_line=_by_role(descriptions, ("creditline",)),
        provider=_provider(source),
        href=_page(source),
        embargoed_until=_embargo(guid, source),
        created_at=_time(source, "firstcreated", "contentcreated"),
        updated_at=_time(source, "versioncreated"),
        source_credit=_source_credit(source),
        **_names(source),
    )


def _kind(source: _Source) -> str:
    kind = source.text("type").lower()
    if not kind and source.list("plannedcoverage"):
        return "planning"
    if kind and kind not in KINDS:
        source.notes.append(f"The type “{kind[:40]}” is not known; the item is taken for text.")
        return "text"
    return kind or ("event" if source.list("eventdetails") else "text")


def _urgency(source: _Source) -> int | None:
    value = source.values.get("urgency")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return noted_urgency("" if value is None else str(value).strip(), source.notes)


def _time(source: _Source, *names: str) -> Any:
    found = (noted_time(source.text(name), name, source.notes) for name in names)
    return next(filter(None, found), None)


def _embargo(guid: str, source: _Source) -> Any:
    """An embargo that cannot be read is never guessed: the item is refused until somebody has looked at it."""
    said = source.text("embargoeduntil", "embargoed")
    found = _time(source, "embargoeduntil", "embargoed")
    if said and found is None:
        raise Unreadable(f"Embargo “{said[:40]}” in item {guid} is not a time. {EXPECTED}", line=source.line)
    return found


def _wordings(source: _Source, plural: str, singular: str) -> Iterator[Wording]:
    """Give every wording: of the lists of versions 2 and 3 and of the `name_role` keys of version 1."""
    for given in source.list(plural):
        value = given.get("value")
        if isinstance(value, str) and value.strip():
            content_type = str(given.get("contenttype") or "").lower().strip()
            yield Wording(str(given.get("role") or "").lower(), content_type, value)
    for key, value in source.values.items():
        if isinstance(value, str) and value.strip() and (key == singular or key.startswith(f"{singular}_")):
            yield Wording(key.removeprefix(singular).removeprefix("_"), "", value)


def _by_role(wordings: list[Wording], roles: tuple[str, ...]) -> str:
    for role in roles:
        for wording in wordings:
            if wording.role == role:
                return _plain(wording)
    return ""


def _plain(wording: Wording) -> str:
    return plain_text(wording.value) if wording.is_html else one_line(wording.value)


def _headline(source: _Source) -> str:
    wordings = list(_wordings(source, "headlines", "headline"))
    main = _by_role(wordings, ("", "main", "headline"))
    return main or next(map(_plain, wordings), "") or source.text("title")


def _standfirst(descriptions: list[Wording]) -> str:
    found = _by_role(descriptions, STANDFIRST_ROLES)
    rest = (wording for wording in descriptions if wording.role not in NOT_STANDFIRST)
    return found or next(map(_plain, rest), "")


def _usage_terms(source: _Source) -> str:
    for rights in source.list("rightsinfo"):
        if rights.get("linkedrights"):
            source.notes.append(f"The rights are described at {one_line(str(rights['linkedrights']))[:300]}.")
        elif rights.get("encodedrights"):
            source.notes.append("The rights are described in code that we do not read; ask the source.")
    return source.text("usageterms")


def _provider(source: _Source) -> str:
    names = (
        str(given.get("name") or "") for given in source.list("infosources", "infosource") if not _is_origin(given)
    )
    return ", ".join(one_line(name) for name in names if name.strip())


def _is_origin(given: Object) -> bool:
    return given.get("role") == "originalsource"


def _source_credit(source: _Source) -> SourceCredit | None:
    for given in source.list("infosources"):
        if _is_origin(given) and given.get("name"):
            return SourceCredit(one_line(str(given["name"])), href=media.address(str(given.get("uri") or "")))
    return None


def _page(source: _Source) -> str:
    pages = (given for given in _renditions(source) if _media_type(given).startswith("text/html"))
    return next((media.address(str(page.get("href") or "")) for page in pages), "")


def _names(source: _Source) -> dict[str, tuple[Any, ...]]:
    subjects = source.list("subjects", "subject")
    return {
        "subjects": _terms([given for given in subjects if given.get("rel") != "keyword"]),
        "keywords": tuple(
            one_line(str(given.get("name") or "")) for given in subjects if given.get("rel") == "keyword"
        ),
        "genre": _terms(source.list("genres", "genre")),
        "places": _terms(source.list("places", "place")),
        "people": _terms(source.list("people", "person")),
        "organisations": _terms(source.list("organisations", "organisation")),
    }


def _terms(given: list[Object]) -> tuple[Term, ...]:
    found = (_term(value) for value in given)
    return tuple(value for value in found if value.name or value.code)


def _term(value: Object) -> Term:
    words = {key: str(value.get(key) or "").strip() for key in ("name", "uri", "code", "literal", "scheme")}
    return term(name=words["name"], uri=words["uri"], code=words["literal"] or words["code"], scheme=words["scheme"])


def _with_parts(item: NewsItem, source: _Source) -> NewsItem:
    """Add body, pictures and members."""
    pictures = list(_own_pictures(item, source))
    members: list[NewsItem] = []
    for name, given in _associations(source):
        shown = tuple(_pictures(given)) if _is_picture(given) else ()
        pictures += shown
        if not shown and len(members) < MEMBERS_PER_ITEM:
            members.append(_item(given.values, line=source.line, default_guid=f"{item.guid}#{name}"))
    body = _body(source) + tuple(_played(item, source))
    notes = tuple(source.notes)
    return replace(item, body=body, pictures=tuple(pictures), members=tuple(members), notes=notes)


def _body(source: _Source) -> tuple[BodyBlock, ...]:
    """Choose the richest wording of the body we can read: HTML, then NITF, then plain text."""
    bodies = list(_wordings(source, "bodies", "body"))
    for wording in bodies:
        if wording.is_html:
            return blocks_from_html(wording.value)
    for wording in bodies:
        if wording.is_nitf:
            return _nitf(wording, source) or _text(bodies)
    return _text(bodies)


def _nitf(wording: Wording, source: _Source) -> tuple[BodyBlock, ...]:
    try:
        return blocks_from_nitf(wording.value)
    except TooLarge:
        raise
    except Unreadable as refusal:
        source.notes.append(f"The body in NITF cannot be read: {refusal.reason}")
        return ()


def _text(bodies: list[Wording]) -> tuple[BodyBlock, ...]:
    return next((blocks_from_text(wording.value) for wording in bodies if wording.is_plain), ())


def _played(item: NewsItem, source: _Source) -> Iterator[BodyBlock]:
    """Sound and film are shown from the best rendition of their kind."""
    if item.kind in PLAYED:
        found = [given for given in _renditions(source) if _media_type(given).startswith(item.kind)]
        href = _best_href(found)
        if href:
            yield BodyBlock(BlockKind(item.kind), href=href)


def _own_pictures(item: NewsItem, source: _Source) -> Iterator[Picture]:
    if item.kind in SHOWN:
        yield from _pictures(source)
    elif item.kind not in PLAYED:
        images = [given for given in _renditions(source) if _media_type(given).startswith("image/")]
        href = _best_href(images)
        if href:
            yield _sized(Picture(href=href), _best(images))


def _associations(source: _Source) -> Iterator[tuple[str, _Source]]:
    """Give name and object of each association: a dict of them up to version 1, a list from version 2."""
    given = source.values.get("associations")
    if isinstance(given, dict):
        pairs = [(name, value) for name, value in given.items() if isinstance(value, dict)]
    else:
        values = [value for value in given if isinstance(value, dict)] if isinstance(given, list) else []
        pairs = [(str(value.get("name") or number), value) for number, value in enumerate(values, start=1)]
    for name, value in pairs:
        yield name, _Source(_lowered(value), source.line)


def _is_picture(source: _Source) -> bool:
    kind = source.text("type").lower()
    if kind:
        return kind in SHOWN
    return any(_media_type(given).startswith("image/") for given in _renditions(source))


def _pictures(source: _Source) -> Iterator[Picture]:
    """Read a picture item: its best rendition, and its words; without an address there is nothing to show."""
    images = [given for given in _renditions(source) if _media_type(given).split("/")[0] in ("", "image")]
    href = _best_href(images) or _picture_address(source.text("uri"))
    if not href:
        return
    descriptions = list(_wordings(source, "descriptions", "description"))
    caption, credit = _by_role(descriptions, CAPTION_ROLES), _credit(source, descriptions)
    if not credit:
        caption, credit = split_credit(caption)
    yield _sized(
        Picture(
            href=href,
            caption=caption,
            credit=credit,
            alternative_text=_by_role(descriptions, ("alternativetext",)),
            headline=_headline(source),
            usage_terms=source.text("usageterms"),
        ),
        _best(images),
    )


def _credit(source: _Source, descriptions: list[Wording]) -> str:
    return _by_role(descriptions, ("creditline",)) or source.text("by", "byline", "copyrightholder")


def _picture_address(uri: str) -> str:
    return media.address(uri) if re.search(r"\.(jpe?g|png|gif|webp|avif|tiff?)$", uri, re.IGNORECASE) else ""


def _sized(picture: Picture, rendition: Object | None) -> Picture:
    if rendition is None:
        return picture
    width, height = _length(rendition.get("width")), _length(rendition.get("height"))
    return replace(picture, mime_type=_media_type(rendition), width=width, height=height)


def _length(value: Any) -> int | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if is_number and 0 < value < 1_000_000 else None


def _renditions(source: _Source) -> list[Object]:
    given = source.values.get("renditions")
    if isinstance(given, dict):
        return [{"name": name, **_lowered(value)} for name, value in given.items() if isinstance(value, dict)]
    return source.list("renditions")


def _media_type(rendition: Object) -> str:
    return str(rendition.get("contenttype") or rendition.get("mimetype") or "").lower().strip()


def _best(renditions: list[Object]) -> Object | None:
    """Choose the widest rendition that is not stamped over; without widths, the one with the best name."""
    shown = [given for given in renditions if media.address(str(given.get("href") or ""))]
    return max(shown, key=_worth, default=None)


def _worth(rendition: Object) -> tuple[bool, int, int]:
    name = str(rendition.get("name") or "").lower()
    rank = BEST_RENDITIONS.index(name) if name in BEST_RENDITIONS else len(BEST_RENDITIONS)
    stamped = "watermark" in f"{name} {rendition.get('href')}".lower()
    return not stamped, _length(rendition.get("width")) or 0, -rank


def _best_href(renditions: list[Object]) -> str:
    best = _best(renditions)
    return media.address(str(best["href"])) if best else ""
