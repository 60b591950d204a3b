"""Read a WordPress export file (WXR 1.0, 1.1 and 1.2) of any size, one record at a time.

The file is fed to the parser in pieces and every record is forgotten once it is given out, so memory does not grow
with the file. A file that breaks off is found out only where it breaks: read it once to the end before you believe
it, then again to import. Document types, and with them entities, are refused; nothing is fetched.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.wordpress import (
    WordPressAuthor,
    WordPressComment,
    WordPressPost,
    WordPressSite,
    WordPressTerm,
)

Record = WordPressSite | WordPressAuthor | WordPressTerm | WordPressPost
Element = etree._Element

VERSIONS = ("1.0", "1.1", "1.2")
CHUNK_BYTES = 64 * 1024
RECORD_BYTES = 64 * 1024 * 1024
AGAIN = "Export it again in WordPress (Tools, Export, All content) and copy the whole file."

# WordPress itself writes http; exports edited by hand and the official theme test data say https.
_NAMESPACES = (
    (re.compile(r"https?://wordpress\.org/export/1\.[012]/"), "wp:"),
    (re.compile(r"https?://wordpress\.org/export/1\.[012]/excerpt/"), "excerpt:"),
    (re.compile(r"https?://purl\.org/rss/1\.0/modules/content/"), "content:"),
    (re.compile(r"https?://purl\.org/dc/elements/1\.1/"), "dc:"),
)
# Editors paste these in from word processors; WordPress stores and exports them although XML forbids them.
_FORBIDDEN = bytes(set(range(32)) - {9, 10, 13})
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_PLACE = re.compile(r"(?:, | \()?line \d+(?:, column \d+)?\)?$")
_ZERO_DATES = ("", "0000-00-00 00:00:00")
# What `pubDate` says in exports of posts that were never published.
_NEVER = datetime(1999, 11, 30, tzinfo=UTC)


def read_wxr(path: Path | str) -> Iterator[Record]:
    """Give the site, then its authors, terms and posts in the order of the file; refuse it where it is broken."""
    with Path(path).open("rb") as stream:
        yield from _Reading(stream).records()


class _Reading:
    """One pass through one file."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.lines_before = 0
        self.depth = 0
        self.bytes_held = 0
        self.site: dict[str, str] = {}
        self.is_site_given = False
        # Told to resolve no entities at all, lxml loses what follows an unknown one without a word. Resolving the
        # declared ones is safe: libxml2 bounds how far they swell, and `_check_frame` refuses any document type.
        self.parser = etree.XMLPullParser(
            events=("start", "end"),
            resolve_entities="internal",  # type: ignore[arg-type]  # the stubs know only True and False
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )

    def records(self) -> Iterator[Record]:
        try:
            for chunk in self._chunks():
                self._feed(chunk)
                yield from self._met()
            self.parser.close()
        except etree.XMLSyntaxError as error:
            yield from self._met()  # what stands before the fault comes first, and may explain it better
            raise self._refusal(error) from None
        if not self.is_site_given:
            yield self._described_site(line=None)

    def _chunks(self) -> Iterator[bytes]:
        """Read on, past blank lines and a byte-order mark that some plug-ins print before the XML begins."""
        chunk = self.stream.read(CHUNK_BYTES)
        if chunk.startswith(_UTF16):
            yield chunk
            yield from iter(lambda: self.stream.read(CHUNK_BYTES), b"")
            return
        begun = chunk.removeprefix(b"\xef\xbb\xbf").lstrip()
        self.lines_before = chunk[: len(chunk) - len(begun)].count(b"\n")
        if not begun:
            raise Unreadable(f"The file is empty, or begins with nothing but blank space. {AGAIN}")
        while begun:
            yield begun.translate(None, _FORBIDDEN)
            begun = self.stream.read(CHUNK_BYTES)

    def _feed(self, chunk: bytes) -> None:
        self.bytes_held += len(chunk)
        if self.bytes_held > RECORD_BYTES:
            raise TooLarge(f"One record has more than {RECORD_BYTES:,} bytes. Take it out of the file and try again.")
        self.parser.feed(chunk)

    def _met(self) -> Iterator[Record]:
        for event, found in self.parser.read_events():
            element = cast(Element, found)
            if event == "start":
                self.depth += 1
                if self.depth <= 2:
                    self._check_frame(element)
                continue
            self.depth -= 1
            if self.depth == 2:
                yield from self._record(element)
                self.bytes_held = 0
                _forget(element)

    def _check_frame(self, element: Element) -> None:
        """Refuse what is not an export before anything of it is used."""
        if element.getroottree().docinfo.internalDTD is not None:
            raise Unreadable("The file has a document type, as no export has. Remove the line with <!DOCTYPE.", line=1)
        expected = "rss" if self.depth == 1 else "channel"
        if element.tag != expected:
            raise Unreadable(
                f"Expected <{expected}>, found <{etree.QName(element).localname}>. "
                f"This is not a WordPress export. {AGAIN}",
                line=self._line(element),
            )

    def _record(self, element: Element) -> Iterator[Record]:
        name = _name(element)
        make = _MAKERS.get(name)
        if make is None:
            self._note_of_site(name, element)
            return
        if not self.is_site_given:
            yield self._described_site(line=self._line(element))
        record = make(element)
        if record is not None:
            yield record

    def _note_of_site(self, name: str, element: Element) -> None:
        if name == "wp:wxr_version":
            _check_version(_text(element), line=self._line(element))
        if name:
            self.site.setdefault(name, _text(element))

    def _described_site(self, *, line: int | None) -> WordPressSite:
        self.is_site_given = True
        said = self.site
        if "wp:wxr_version" not in said:
            raise Unreadable(
                f"No <wp:wxr_version> before the first record. A news feed is not an export: use the file that "
                f"WordPress makes. {AGAIN}",
                line=line,
            )
        address = said.get("wp:base_blog_url") or said.get("wp:base_site_url") or said.get("link", "")
        return WordPressSite(
            title=said.get("title", ""),
            base_url=address.rstrip("/"),
            description=said.get("description", ""),
            language=said.get("language", ""),
            version=said["wp:wxr_version"],
        )

    def _line(self, element: Element) -> int:
        return cast(int, element.sourceline or 0) + self.lines_before

    def _refusal(self, error: etree.XMLSyntaxError) -> Unreadable:
        said = _PLACE.sub("", error.msg or "")
        line = (error.lineno or 0) + self.lines_before
        code = error.code or 0  # type: ignore[attr-defined]  # the stubs leave it out
        # libxml2 bounds one text at ten million characters, and depth; it has said so under more than one code.
        if "huge" in said or "excessive" in said.lower() or "limit" in said.lower():
            return TooLarge(f"A text or a nesting is beyond all bounds ({said}). Shorten it and try again.", line=line)
        return Unreadable(_explained(code, said), line=line)


def _explained(code: int, said: str) -> str:
    """Say in a sentence what is wrong with the XML and what to do, by the parser's own number for the fault."""
    codes = etree.ErrorTypes
    if code in (codes.ERR_TAG_NOT_FINISHED, codes.ERR_CDATA_NOT_FINISHED, codes.ERR_DOCUMENT_END):
        return f"The file breaks off here ({said}). {AGAIN}"
    if code in (codes.ERR_ENTITYREF_SEMICOL_MISSING, codes.ERR_NAME_REQUIRED):
        return f"A bare “&” stands here ({said}). Write it as “&amp;” and try again."
    if code == codes.ERR_MISPLACED_CDATA_END:
        return "“]]>” stands inside a text. Write it as “]]]]><![CDATA[>” and try again."
    if code == codes.ERR_UNDECLARED_ENTITY:
        return f"XML does not know what stands here ({said}). Write the character itself and try again."
    if code in (codes.ERR_DOCUMENT_EMPTY, codes.ERR_DOCUMENT_START):
        return f"This is not XML ({said}). Choose the .xml file that WordPress made; unpack it first if it is a .zip."
    return f"The XML is broken here ({said}). Repair this line, or: {AGAIN[0].lower()}{AGAIN[1:]}"


def _check_version(said: str, *, line: int) -> None:
    if said not in VERSIONS:
        raise Unreadable(
            f"The export says it is of version “{said[:20]}”. Versions 1.0, 1.1 and 1.2 are read. {AGAIN}", line=line
        )


def _forget(element: Element) -> None:
    """Free a record that was given out, and whatever stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


@lru_cache(maxsize=512)
def _short_name(tag: str) -> str:
    if not tag.startswith("{"):
        return tag
    address, local = tag[1:].split("}", 1)
    return next((prefix + local for pattern, prefix in _NAMESPACES if pattern.fullmatch(address)), "")


def _name(element: Element) -> str:
    """Give an element's name with our own prefix, or nothing where its namespace is none of WordPress's."""
    return _short_name(element.tag) if isinstance(element.tag, str) else ""


def _raw_text(element: Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _text(element: Element) -> str:
    return _raw_text(element).strip()


def _fields(element: Element) -> dict[str, str]:
    """Give the first value of each simple child; a second one of the same name is somebody's trick."""
    values: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name and name not in values:
            values[name] = _raw_text(child)
    return values


def _number(said: str) -> int:
    digits = said.strip()
    return int(digits) if re.fullmatch(r"-?[0-9]{1,18}", digits) else 0


def _moment(said: str) -> datetime | None:
    try:
        return datetime.strptime(said.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _author(element: Element) -> WordPressAuthor | None:
    said = {name: value.strip() for name, value in _fields(element).items()}
    login = said.get("wp:author_login", "")
    if not login:
        return None
    return WordPressAuthor(
        login=login,
        id=_number(said.get("wp:author_id", "")),
        email=said.get("wp:author_email", ""),
        display_name=said.get("wp:author_display_name", ""),
        first_name=said.get("wp:author_first_name", ""),
        last_name=said.get("wp:author_last_name", ""),
    )


def _category(element: Element) -> WordPressTerm | None:
    return _term_from(element, taxonomy="category", slug="category_nicename", name="cat_name", stem="category")


def _tag(element: Element) -> WordPressTerm | None:
    return _term_from(element, taxonomy="post_tag", slug="tag_slug", name="tag_name", stem="tag")


def _term(element: Element) -> WordPressTerm | None:
    return _term_from(element, taxonomy="", slug="term_slug", name="term_name", stem="term")


def _term_from(element: Element, *, taxonomy: str, slug: str, name: str, stem: str) -> WordPressTerm | None:
    said = {key: value.strip() for key, value in _fields(element).items()}
    named, slugged = said.get(f"wp:{name}", ""), said.get(f"wp:{slug}", "")
    if not named and not slugged:
        return None
    return WordPressTerm(
        taxonomy=taxonomy or said.get("wp:term_taxonomy", ""),
        slug=slugged,
        name=named or slugged,
        parent=said.get(f"wp:{stem}_parent", ""),
        description=said.get(f"wp:{stem}_description", ""),
        id=_number(said.get("wp:term_id", "")),
    )


def _post(element: Element) -> WordPressPost:
    said = _fields(element)
    terms = list(dict.fromkeys(_terms_of(element)))
    published_at, notes = _published(said)
    return WordPressPost(
        id=_number(said.get("wp:post_id", "")),
        type=said.get("wp:post_type", "").strip(),
        status=said.get("wp:status", "").strip(),
        title=said.get("title", "").strip(),
        slug=said.get("wp:post_name", "").strip(),
        link=said.get("link", "").strip(),
        guid=said.get("guid", "").strip(),
        author=(said.get("dc:creator") or said.get("wp:author") or "").strip(),
        content=said.get("content:encoded", ""),
        excerpt=said.get("excerpt:encoded", ""),
        published_at=published_at,
        modified_at=_moment(said.get("wp:post_modified_gmt", "")) or _moment(said.get("wp:post_modified", "")),
        has_password=bool(said.get("wp:post_password")),
        is_sticky=said.get("wp:is_sticky", "").strip() == "1",
        parent=_number(said.get("wp:post_parent", "")),
        menu_order=_number(said.get("wp:menu_order", "")),
        categories=tuple(term for term in terms if term.taxonomy == "category"),
        tags=tuple(term for term in terms if term.taxonomy == "post_tag"),
        other_terms=tuple(term for term in terms if term.taxonomy not in ("category", "post_tag", "post_format")),
        post_format=next((t.slug.removeprefix("post-format-") for t in terms if t.taxonomy == "post_format"), ""),
        comments=tuple(_comment(child) for child in element if _name(child) == "wp:comment"),
        attachment_url=said.get("wp:attachment_url", "").strip(),
        meta=_meta(element),
        notes=notes,
    )


def _terms_of(item: Element) -> Iterator[WordPressTerm]:
    """Read what a post is filed under. WXR 1.0 names each category twice, the second time with its domain."""
    named = [child for child in item if _name(child) == "category" and _text(child)]
    with_domain = [child for child in named if child.get("domain")]
    for child in with_domain or named:
        domain = child.get("domain") or "category"
        taxonomy = "post_tag" if domain == "tag" else domain
        yield WordPressTerm(taxonomy=taxonomy, slug=(child.get("nicename") or "").strip(), name=_text(child))


def _published(said: dict[str, str]) -> tuple[datetime | None, tuple[str, ...]]:
    """Find when a post was published, and say what had to be guessed."""
    universal = _moment(said.get("wp:post_date_gmt", ""))
    if universal:
        return universal, ()
    local = said.get("wp:post_date", "").strip()
    when = _moment(local)
    if when:
        return when, (f"The date {local} has no time zone. It was read as UTC.",)
    notes = () if local in _ZERO_DATES else (f"The date “{local[:40]}” is not one. Expected 2024-05-31 18:00:00.",)
    return _announced(said.get("pubDate", "")), notes


def _announced(said: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(said.strip())
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return None if aware == _NEVER else aware.astimezone(UTC)


def _comment(element: Element) -> WordPressComment:
    """Read a comment without the address, the site and the machine of the person who wrote it."""
    said = _fields(element)
    date, universal = said.get("wp:comment_date", ""), said.get("wp:comment_date_gmt", "")
    return WordPressComment(
        id=_number(said.get("wp:comment_id", "")),
        author=said.get("wp:comment_author", "").strip(),
        text=said.get("wp:comment_content", ""),
        said_at=_moment(universal) or _moment(date),
        is_approved=said.get("wp:comment_approved", "").strip() == "1",
        kind=said.get("wp:comment_type", "").strip() or "comment",
        parent=_number(said.get("wp:comment_parent", "")),
    )


def _meta(item: Element) -> dict[str, str]:
    return dict(_meta_pairs(child for child in item if _name(child) == "wp:postmeta"))


def _meta_pairs(elements: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Give each key once, with its first value, as WordPress does when it is asked for one."""
    given = set()
    for element in elements:
        said = _fields(element)
        key = said.get("wp:meta_key", "").strip()
        if key and key not in given:
            given.add(key)
            yield key, said.get("wp:meta_value", "")


_MAKERS = {"wp:author": _author, "wp:category": _category, "wp:tag": _tag, "wp:term": _term, "item": _post}
