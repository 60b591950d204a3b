"""Read RSS, RDF and Atom with feedparser, from bytes we already hold; it never fetches and its cleaner stays off.

feedparser is forgiving about dates, names and broken markup; what it merges (captions with summaries, identifiers
with addresses) is read from the tree beside it. JSON Feed is read in `jsonfeed`.
"""

import calendar
import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import feedparser

from broadsheet.interchange.decoding import without_declaration
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.feed_entries import Extra, extras_of
from broadsheet.interchange.html import blocks_from_html, plain_text
from broadsheet.interchange.inline import printable
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, SourceCredit, Term
from broadsheet.interchange.limits import FEED_BYTES, ITEMS_PER_PAYLOAD, check_xml_depth
from broadsheet.interchange.media import address
from broadsheet.interchange.reading import FeedInfo, Reading
from broadsheet.interchange.terms import term
from broadsheet.interchange.text import blocks_from_text, one_line
from broadsheet.interchange.times import read_time
from broadsheet.interchange.xmlread import check_entities, parse_xml, recovered

Given = dict[str, Any]
PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
LONGEST_TTL = 44_640
MARKUP = ("text/html", "application/xhtml+xml")


def read_feed(text: str) -> Reading:
    """Read an RSS, RDF or Atom feed; markup that is not well-formed is mended as far as it goes, and noted."""
    notes: list[str] = []
    _check_size(text)
    extras = _extras(text, notes)
    parsed = _parsed(text)
    if not parsed["version"] and not parsed["entries"]:
        raise Unreadable("The XML is not a feed. Expected RSS, RDF or Atom.", line=1)
    feed, entries = dict(parsed["feed"]), [dict(entry) for entry in parsed["entries"]]
    if len(entries) > ITEMS_PER_PAYLOAD:
        notes.append(f"The feed has {len(entries):,} items; the first {ITEMS_PER_PAYLOAD:,} were read.")
    if len(extras) != len(entries):
        extras = [Extra() for _ in entries]
    items, refusals = _items(feed, entries[:ITEMS_PER_PAYLOAD], extras)
    return Reading(_format(str(parsed["version"])), items=items, feed=_info(feed, notes), refusals=refusals)


def _check_size(text: str) -> None:
    """Refuse a feed larger than feedparser can be let loose on."""
    if len(text) > FEED_BYTES:
        raise TooLarge(f"The feed has {len(text):,} characters. At most {FEED_BYTES:,} are read.", line=1)


def _parsed(text: str) -> Any:
    """Hand feedparser bytes in a stream: given text, it would take an address for something to fetch."""
    source = without_declaration(printable(text)).encode("utf-8", "replace")
    check_xml_depth(source)
    return feedparser.parse(
        io.BytesIO(source),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _format(version: str) -> str:
    """Name the format as sources do: rss, rdf or atom."""
    if version in ("rss10", "rss090"):
        return "rdf"
    return "atom" if version.startswith("atom") else "rss"


def _extras(text: str, notes: list[str]) -> list[Extra]:
    check_entities(text)
    try:
        return extras_of(parse_xml(text))
    except TooLarge:
        raise
    except Unreadable as refusal:
        notes.append(f"The feed is not well-formed and was mended. {refusal}")
        root = recovered(text)
        return extras_of(root) if root is not None else []


def _info(feed: Given, notes: list[str]) -> FeedInfo:
    return FeedInfo(
        title=_plain(feed, "title"),
        home=address(str(feed.get("link") or "")),
        language=str(feed.get("language") or ""),
        description=_plain(feed, "subtitle"),
        ttl_minutes=_ttl(feed),
        notes=tuple(notes),
    )


def _ttl(feed: Given) -> int | None:
    """Say how many minutes the feed asks to be left alone; nonsense is no wish."""
    minutes = _small_number(feed.get("ttl"))
    period = PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower())
    if minutes is None and period:
        minutes = period // (_small_number(feed.get("sy_updatefrequency")) or 1)
    return min(max(minutes, 1), LONGEST_TTL) if minutes else None


def _small_number(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None


def _items(
    feed: Given, entries: list[Given], extras: list[Extra]
) -> tuple[tuple[NewsItem, ...], tuple[Unreadable, ...]]:
    items: list[NewsItem] = []
    refusals: list[Unreadable] = []
    for entry, extra in zip(entries, extras, strict=False):
        try:
            items.append(_item(feed, entry, extra))
        except Unreadable as refusal:
            reason = f"Item “{_plain(entry, 'title')[:80]}” was refused: {refusal.reason}"
            refusals.append(type(refusal)(reason, line=extra.line))
    return tuple(items), tuple(refusals)


def _item(feed: Given, entry: Given, extra: Extra) -> NewsItem:
    notes: list[str] = []
    created, updated = _time(entry, "published", notes), _time(entry, "updated", notes)
    base = address(str(entry.get("link") or feed.get("link") or ""))
    body, standfirst = _words(entry, extra, base=base, notes=notes)
    license = _license(entry)
    return NewsItem(
        guid=_guid(entry, extra, notes),
        version=str(int(updated.timestamp())) if updated else "1",
        headline=_plain(entry, "title"),
        standfirst=standfirst,
        byline=_names(entry, extra),
        language=_language(entry) or str(feed.get("language") or ""),
        usage_terms=license,
        copyright_notice=_plain(entry, "rights") or _plain(feed, "rights"),
        credit_line=one_line(str(entry.get("credit") or "")),
        provider=_plain(feed, "title"),
        href=address(str(entry.get("link") or "")),
        created_at=created or updated,
        updated_at=updated or created,
        subjects=tuple(_subjects(entry)),
        body=body + tuple(_enclosed(entry)),
        pictures=extra.pictures,
        source_credit=_source(entry, license),
        notes=tuple(notes),
    )


def _guid(entry: Given, extra: Extra, notes: list[str]) -> str:
    guid = extra.guid or str(entry.get("id") or entry.get("link") or "").strip()
    if guid:
        return guid
    notes.append("The item has no identifier of its own; one was made from its words.")
    words = f"{entry.get('title')}\n{entry.get('published')}\n{entry.get('summary')}"
    return "urn:sha256:" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def _time(given: Given, name: str, notes: list[str]) -> datetime | None:
    said = str(given.get(name) or "").strip()
    found = read_time(said) or _from_struct(given.get(f"{name}_parsed"))
    if said and found is None:
        notes.append(f"The time “{said[:40]}” in {name} cannot be read; it was left out.")
    return found


def _from_struct(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _plain(given: Given, name: str) -> str:
    detail = dict(given.get(f"{name}_detail") or {})
    value = str(given.get(name) or "")
    return plain_text(value) if detail.get("type") in MARKUP else one_line(value)


def _names(entry: Given, extra: Extra) -> str:
    """Join the authors' names as a desk would; an address is no name."""
    found = extra.authors or tuple(one_line(str(dict(row).get("name") or "")) for row in entry.get("authors") or ())
    names = [name for name in dict.fromkeys(found) if name and "@" not in name]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _language(entry: Given) -> str:
    contents = [dict(content) for content in entry.get("content") or ()]
    return next((str(content["language"]) for content in contents if content.get("language")), "")


def _words(entry: Given, extra: Extra, *, base: str, notes: list[str]) -> tuple[tuple[BodyBlock, ...], str]:
    """Give body and standfirst: the full text when the feed carries it, else the summary in its place."""
    summary = str(entry.get("summary") or "") if extra.has_summary else ""
    contents = [dict(content) for content in entry.get("content") or ()]
    full = max(contents, key=lambda content: len(str(content.get("value") or "")), default={})
    detail = {"value": summary, "type": dict(entry.get("summary_detail") or {}).get("type")}
    if str(full.get("value") or "").strip():
        return _blocks(full, base=base), _teaser(detail, of=full)
    if summary.strip():
        notes.append("The feed carries only a summary of this item.")
    return _blocks(detail, base=base), ""


def _blocks(content: Given, *, base: str) -> tuple[BodyBlock, ...]:
    value = str(content.get("value") or "")
    if content.get("type") not in MARKUP:
        return blocks_from_text(value)
    if "<" not in value:
        return blocks_from_text(unescape(value))
    return blocks_from_html(value, base_url=address(str(content.get("base") or "")) or base)


def _teaser(detail: Given, *, of: Given) -> str:
    """Give the summary as a standfirst, unless it is only the text's beginning once more."""
    value = str(detail.get("value") or "")
    if not value.strip() or value == of.get("value"):
        return ""
    summary = plain_text(value) if detail.get("type") in MARKUP else one_line(value)
    start = plain_text(str(of["value"])[:4_000]) if of.get("type") in MARKUP else one_line(str(of["value"]))
    return "" if start.startswith(summary.rstrip(" .…[]")) else summary


def _subjects(entry: Given) -> Iterator[Term]:
    for tag in entry.get("tags") or ():
        given = {key: one_line(str(value or "")) for key, value in dict(tag).items()}
        name, code = given.get("label") or given.get("term") or "", given.get("term") or ""
        if name:
            yield term(name=name, code=code if given.get("scheme") else "", scheme=given.get("scheme") or "")


def _license(entry: Given) -> str:
    links = (dict(link) for link in entry.get("links") or ())
    return next((address(str(link.get("href") or "")) for link in links if link.get("rel") == "license"), "")


def _source(entry: Given, license: str) -> SourceCredit | None:
    """Read `source`: the publication this item was taken from."""
    source = dict(entry.get("source") or {})
    name = one_line(str(source.get("title") or ""))
    return SourceCredit(name, license=license) if name else None


def _enclosed(entry: Given) -> Iterator[BodyBlock]:
    """Give sound and film that come with an item; pictures are read elsewhere."""
    for link in entry.get("links") or ():
        kind = str(dict(link).get("type") or "").partition("/")[0]
        href = address(str(dict(link).get("href") or ""))
        if dict(link).get("rel") == "enclosure" and kind in ("audio", "video") and href:
            yield BodyBlock(BlockKind(kind), href=href)
