"""Read feeds: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom and JSON Feed, from bytes that somebody else fetched.

feedparser reads the XML; it is given text and never an address, so it fetches nothing. Its sanitiser is left off,
because every body goes through `html.blocks_from_html`, which keeps only what we know.
"""

import hashlib
from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser

from broadsheet.interchange import media
from broadsheet.interchange.captions import split_credit
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.html import blocks_from_html, plain_text
from broadsheet.interchange.items import BodyBlock, NewsItem, Picture, SourceCredit, Term
from broadsheet.interchange.jsonread import objects
from broadsheet.interchange.limits import ITEMS_PER_PAYLOAD, check_html
from broadsheet.interchange.reading import FeedInfo, Reading
from broadsheet.interchange.terms import ALIASES, term
from broadsheet.interchange.text import blocks_from_text, one_line
from broadsheet.interchange.times import read_time
from broadsheet.interchange.xmlread import check_entities, parse_xml

FORMATS = {"rss": "rss", "atom": "atom", "cdf": "rss"}
SAID_MARKUP = ("text/html", "application/xhtml+xml")


def read_feed(text: str) -> Reading:
    """Read an XML feed; one bad entry is refused by name, the others are kept."""
    check_entities(text)
    parsed = feedparser.parse(text, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.version:
        raise not_a_feed(text, parsed)
    if parsed.bozo and not parsed.entries:
        parse_xml(text)  # says at which line it breaks off
    return reading_of(parsed, format_of(parsed.version))


def not_a_feed(text: str, parsed: Any) -> Unreadable:
    """Say why no feed was found; malformed XML is refused with its line first."""
    parse_xml(text)
    return Unreadable("The file is XML but no feed we know: expected RSS, RDF or Atom.", line=1)


def format_of(version: str) -> str:
    """Name the format by what feedparser found."""
    if version in ("rss10", "rss090"):
        return "rdf"
    return next((name for start, name in FORMATS.items() if version.startswith(start)), "rss")


def reading_of(parsed: Any, name: str) -> Reading:
    """Give the feed and its items."""
    if len(parsed.entries) > ITEMS_PER_PAYLOAD:
        raise TooLarge(f"The feed has {len(parsed.entries):,} entries. At most {ITEMS_PER_PAYLOAD:,} are read.")
    feed = feed_info(parsed.feed)
    items, refusals = [], []
    for entry in parsed.entries:
        try:
            items.append(item_of(entry, feed))
        except Unreadable as refusal:
            refusals.append(refusal)
    return Reading(name, items=tuple(items), feed=feed, refusals=tuple(refusals))


def feed_info(feed: Any) -> FeedInfo:
    """Read what a feed says of itself."""
    ttl = str(feed.get("ttl", ""))
    return FeedInfo(
        title=words(feed.get("title", "")),
        home=media.address(feed.get("link", "") or ""),
        language=feed.get("language", "") or "",
        description=words(feed.get("subtitle", "") or feed.get("description", "")),
        ttl_minutes=int(ttl) if ttl.isdecimal() and len(ttl) < 6 else None,
    )


def words(markup: str) -> str:
    """Give the words of a field that may hold markup."""
    return plain_text(markup) if "<" in markup or "&" in markup else one_line(markup)


def item_of(entry: Any, feed: FeedInfo) -> NewsItem:
    """Read one entry."""
    base = feed.home
    body, source_html = body_of(entry, base)
    link = media.address(entry.get("link", "") or "", base_url=base)
    title = words(entry.get("title", ""))
    if not title and not body:
        raise Unreadable(
            f"An entry of the feed has neither a title nor a text ({link or 'no address'}). It was left out."
        )
    updated = moment(entry, "updated")
    return NewsItem(
        guid=guid_of(entry, link, title),
        version=updated.isoformat() if updated else "1",
        headline=title,
        standfirst=standfirst(entry, source_html),
        byline=byline(entry),
        language=language_of(entry) or feed.language,
        provider=feed.title,
        href=link,
        copyright_notice=words(entry.get("rights", "") or ""),
        usage_terms=next(
            (media.address(row.get("href", "")) for row in entry.get("links", []) if row.get("rel") == "license"), ""
        ),
        created_at=moment(entry, "published") or updated,
        updated_at=updated or moment(entry, "published"),
        subjects=tuple(subjects(entry.get("tags") or [])),
        body=body,
        pictures=tuple(pictures(entry, base)),
        source_credit=source_credit(entry),
    )


def license_of(entry: Any) -> str:
    """Give the address of the licence, if one is linked."""
    links = entry.get("links") or []
    return next((media.address(row.get("href") or "") for row in links if row.get("rel") == "license"), "")


def guid_of(entry: Any, link: str, title: str) -> str:
    """Give the entry's own id, else its address, else a hash of what it says."""
    given = str(entry.get("id") or "").strip() or link
    return given or f"sha256:{hashlib.sha256((title + str(entry.get('published', ''))).encode()).hexdigest()[:32]}"


def language_of(entry: Any) -> str:
    """Give the language an entry or its text names for itself."""
    for row in [*(entry.get("content") or []), entry.get("title_detail") or {}]:
        if row.get("language"):
            return str(row["language"])
    return str(entry.get("dc_language") or entry.get("language") or "")


def body_of(entry: Any, base: str) -> tuple[tuple[BodyBlock, ...], str]:
    """Read the whole text, or the summary if that is all there is; give the markup it came from too."""
    for row in entry.get("content") or []:
        if row.get("value"):
            return blocks(row["value"], row.get("type", ""), row.get("base") or base), row["value"]
    summary = entry.get("summary") or ""
    kind = (entry.get("summary_detail") or {}).get("type", "")
    return blocks(summary, kind, base), ""


def blocks(value: str, kind: str, base: str) -> tuple[BodyBlock, ...]:
    """Cut a text into blocks; plain text that holds no markup is cut by its lines."""
    if "<" not in value and "&" not in value and kind not in SAID_MARKUP:
        return blocks_from_text(value)
    check_html(value)
    return blocks_from_html(value, base_url=base)


def standfirst(entry: Any, source_html: str) -> str:
    """Give the summary where there is a whole text beside it."""
    summary = entry.get("summary") or ""
    if not source_html or not summary or summary == source_html:
        return ""
    return words(summary)


def byline(entry: Any) -> str:
    """Join the names of the authors; an e-mail address in RSS gives way to the name behind it."""
    names = [row.get("name") or "" for row in entry.get("authors") or []] or [entry.get("author") or ""]
    return ", ".join(dict.fromkeys(one_line(name) for name in names if name.strip()))


def moment(entry: Any, name: str) -> datetime | None:
    """Read a time as feedparser understood it, which knows more dialects than any standard."""
    said = entry.get(name)
    if said and (found := read_time(str(said))):
        return found
    parsed = entry.get(f"{name}_parsed")
    return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None


def subjects(tags: Iterable[Any]) -> Iterator[Term]:
    """Read categories; codes of the IPTC are recognised with and without their scheme."""
    for tag in tags:
        said = one_line(str(tag.get("term") or ""))
        scheme = str(tag.get("scheme") or "")
        alias = said.partition(":")[0]
        if said and (scheme in ALIASES or alias in ALIASES.values()):
            yield term(name=str(tag.get("label") or ""), code=said, scheme=scheme or scheme_of(alias))
        elif said:
            yield Term(name=one_line(str(tag.get("label") or said)), scheme=scheme)


def scheme_of(alias: str) -> str:
    """Give the address of a vocabulary by its usual alias."""
    return next(scheme for scheme, known in ALIASES.items() if known == alias)


def pictures(entry: Any, base: str) -> Iterator[Picture]:
    """Give the pictures named beside the text: media:content, then enclosures, then media:thumbnail; each once."""
    found: dict[str, Picture] = {}
    for row in [*(entry.get("media_content") or []), *(entry.get("enclosures") or [])]:
        kind = str(row.get("type") or row.get("medium") or "")
        href = media.address(row.get("url") or row.get("href") or "", base_url=base)
        if href and kind.startswith("image"):
            found.setdefault(href, picture(entry, row, href))
    if not found:
        for row in (entry.get("media_thumbnail") or [])[:1]:
            if href := media.address(row.get("url") or "", base_url=base):
                found[href] = picture(entry, row, href)
    yield from found.values()


def picture(entry: Any, row: Any, href: str) -> Picture:
    """Give one picture with the words that stand beside it."""
    credits = entry.get("media_credit") or []
    caption = words(str(entry.get("media_description") or entry.get("media_title") or ""))
    credit = one_line(str(credits[0].get("content") or "")) if credits else ""
    if not credit:
        caption, credit = split_credit(caption)
    return Picture(
        href=href,
        caption=caption,
        credit=credit,
        alternative_text=words(str(entry.get("media_title") or "")) if entry.get("media_description") else "",
        mime_type=str(row.get("type") or ""),
        width=length(row.get("width")),
        height=length(row.get("height")),
    )


def length(value: Any) -> int | None:
    """Read a width or height."""
    return int(value) if str(value or "").isdecimal() and 0 < int(value) < 100_000 else None


def source_credit(entry: Any) -> SourceCredit | None:
    """Read RSS's `source` element: the feed an item was taken from."""
    source = entry.get("source") or {}
    name = words(str(source.get("title") or ""))
    return SourceCredit(name, href=media.address(source.get("href") or source.get("link") or "")) if name else None


def looks_like_json_feed(value: Any) -> bool:
    """Say whether a decoded value claims to be a JSON Feed."""
    return isinstance(value, dict) and "jsonfeed.org/version" in str(value.get("version", ""))


def read_json_feed(text: str) -> Reading:
    """Read JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    value, _line = next(objects(text))
    given = value.get("items")
    if not isinstance(given, list):
        raise Unreadable("The JSON Feed has no list of items. Expected “items”.", line=1)
    if len(given) > ITEMS_PER_PAYLOAD:
        raise TooLarge(f"The feed has {len(given):,} items. At most {ITEMS_PER_PAYLOAD:,} are read.")
    feed = FeedInfo(
        title=one_line(said(value, "title")),
        home=media.address(said(value, "home_page_url")),
        language=said(value, "language"),
        description=one_line(said(value, "description")),
    )
    items, refusals = [], []
    for number, row in enumerate(given, 1):
        try:
            items.append(json_item(row, feed, number))
        except Unreadable as refusal:
            refusals.append(refusal)
    return Reading("jsonfeed", items=tuple(items), feed=feed, refusals=tuple(refusals))


def said(value: Any, name: str) -> str:
    """Give a value that should be words; numbers count as words, anything else as nothing."""
    found = value.get(name) if isinstance(value, dict) else None
    return str(found) if isinstance(found, (str, int, float)) and not isinstance(found, bool) else ""


def json_item(row: Any, feed: FeedInfo, number: int) -> NewsItem:
    """Read one item."""
    guid = said(row, "id") or said(row, "url")
    if not guid:
        raise Unreadable(f"Item {number} of the JSON Feed has no id. Expected the identifier the source gives it.")
    html, text = said(row, "content_html"), said(row, "content_text")
    base = feed.home
    names = [one_line(said(author, "name")) for author in json_authors(row)]
    return NewsItem(
        guid=guid,
        version=said(row, "date_modified") or said(row, "date_published") or "1",
        headline=one_line(said(row, "title")),
        standfirst=one_line(said(row, "summary")),
        byline=", ".join(name for name in names if name),
        language=said(row, "language") or feed.language,
        provider=feed.title,
        href=media.address(said(row, "url"), base_url=base),
        created_at=read_time(said(row, "date_published")),
        updated_at=read_time(said(row, "date_modified")) or read_time(said(row, "date_published")),
        subjects=tuple(Term(name=one_line(tag)) for tag in row.get("tags") or [] if isinstance(tag, str)),
        body=blocks(html, "text/html", base) if html else blocks_from_text(text),
        pictures=tuple(json_pictures(row, base)),
    )


def json_authors(row: Any) -> list[Any]:
    """Give the authors, of version 1.1 or of version 1."""
    found = row.get("authors") if isinstance(row.get("authors"), list) else [row.get("author")]
    return [author for author in found if isinstance(author, dict)]


def json_pictures(row: Any, base: str) -> Iterator[Picture]:
    """Give the item's picture and picture attachments."""
    if href := media.address(said(row, "image") or said(row, "banner_image"), base_url=base):
        yield Picture(href=href)
    for given in row.get("attachments") or []:
        if said(given, "mime_type").startswith("image/") and (href := media.address(said(given, "url"), base_url=base)):
            yield Picture(href=href, caption=one_line(said(given, "title")), mime_type=said(given, "mime_type"))
