"""Write feeds: RSS 2.0 (https://www.rssboard.org/rss-specification), Atom (RFC 4287), JSON Feed 1.1.

All three say the same; a feed's readers choose. Times are UTC. Addresses are absolute. Stories that were taken down are
named as deleted entries (RFC 6721), in RSS by the same element, in JSON Feed by an extension of ours, `_deleted`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
GONE = "http://purl.org/atompub/tombstones/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
ATOM_SPACES: Any = {None: ATOM, "at": GONE}  # lxml takes None for the default namespace; its stubs do not


@dataclass(frozen=True, slots=True)
class Entry:
    """A story in a feed."""

    url: str
    uuid: str
    headline: str
    summary: str
    html: str
    published_at: datetime
    changed_at: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    picture: str = ""
    picture_credit: str = ""
    source: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of stories with its name and addresses."""

    title: str
    url: str
    self_url: str
    description: str
    language: str
    entries: Sequence[Entry]
    gone: Sequence[tuple[str, datetime]] = ()
    rights: str = ""

    @property
    def changed_at(self) -> datetime:
        """When anything in it last changed, or was taken down."""
        moments = [*(entry.changed_at for entry in self.entries), *(moment for _, moment in self.gone)]
        return max(moments, default=datetime.fromtimestamp(0, UTC))


def rss(feed: Feed) -> bytes:
    """Write RSS 2.0."""
    root = etree.Element(
        "rss", version="2.0", nsmap={"atom": ATOM, "dc": DC, "content": CONTENT, "media": MEDIA, "at": GONE}
    )
    channel = etree.SubElement(root, "channel")
    text(channel, "title", feed.title)
    text(channel, "link", feed.url)
    text(channel, "description", feed.description or feed.title)
    text(channel, "language", feed.language)
    text(channel, "lastBuildDate", format_datetime(feed.changed_at.astimezone(UTC), usegmt=True))
    if feed.rights:
        text(channel, "copyright", feed.rights)
    own = {"href": feed.self_url, "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{ATOM}}}link", own)
    for entry in feed.entries:
        rss_item(channel, entry)
    name_gone(channel, feed)
    return written(root)


def name_gone(parent: Any, feed: Feed) -> None:
    """Write a deleted entry for each story that was taken down."""
    for uuid, moment in feed.gone:
        etree.SubElement(parent, f"{{{GONE}}}deleted-entry", ref=f"urn:uuid:{uuid}", when=iso(moment))


def rss_item(channel: Any, entry: Entry) -> None:
    """Write one item."""
    item = etree.SubElement(channel, "item")
    text(item, "title", entry.headline)
    text(item, "link", entry.url)
    text(item, "guid", f"urn:uuid:{entry.uuid}").set("isPermaLink", "false")
    text(item, "pubDate", format_datetime(entry.published_at.astimezone(UTC), usegmt=True))
    text(item, "description", entry.summary)
    for author in entry.authors:
        text(item, f"{{{DC}}}creator", author)
    for category in entry.categories:
        text(item, "category", category)
    if entry.source:
        text(item, "source", entry.source[0]).set("url", entry.source[1])
    if entry.picture:
        media = etree.SubElement(item, f"{{{MEDIA}}}content", url=entry.picture, medium="image", type="image/jpeg")
        if entry.picture_credit:
            text(media, f"{{{MEDIA}}}credit", entry.picture_credit)
    if entry.html:
        text(item, f"{{{CONTENT}}}encoded", entry.html)


def atom(feed: Feed) -> bytes:
    """Write Atom."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=ATOM_SPACES, attrib={f"{{{XML}}}lang": feed.language})
    text(root, f"{{{ATOM}}}id", feed.self_url)
    text(root, f"{{{ATOM}}}title", feed.title)
    text(root, f"{{{ATOM}}}updated", iso(feed.changed_at))
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", type="application/atom+xml", href=feed.self_url)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=feed.url)
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    text(author, f"{{{ATOM}}}name", feed.rights or feed.title)
    for entry in feed.entries:
        atom_entry(root, entry)
    name_gone(root, feed)
    return written(root)


XML = "http://www.w3.org/XML/1998/namespace"


def atom_entry(root: Any, entry: Entry) -> None:
    """Write one entry."""
    made = etree.SubElement(root, f"{{{ATOM}}}entry")
    text(made, f"{{{ATOM}}}id", f"urn:uuid:{entry.uuid}")
    text(made, f"{{{ATOM}}}title", entry.headline)
    text(made, f"{{{ATOM}}}published", iso(entry.published_at))
    text(made, f"{{{ATOM}}}updated", iso(entry.changed_at))
    etree.SubElement(made, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=entry.url)
    for name in entry.authors:
        text(etree.SubElement(made, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", name)
    for category in entry.categories:
        etree.SubElement(made, f"{{{ATOM}}}category", term=category)
    text(made, f"{{{ATOM}}}summary", entry.summary)
    if entry.html:
        text(made, f"{{{ATOM}}}content", entry.html).set("type", "html")


def json_feed(feed: Feed) -> bytes:
    """Write JSON Feed."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.url,
        "feed_url": feed.self_url,
        "description": feed.description,
        "language": feed.language,
        "items": [json_item(entry) for entry in feed.entries],
        "_deleted": [{"id": f"urn:uuid:{uuid}", "when": iso(moment)} for uuid, moment in feed.gone],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def json_item(entry: Entry) -> dict[str, Any]:
    """Write one item; keys without a value are left out."""
    item = {
        "id": f"urn:uuid:{entry.uuid}",
        "url": entry.url,
        "title": entry.headline,
        "summary": entry.summary,
        "content_html": entry.html or f"<p>{entry.summary}</p>",
        "image": entry.picture,
        "date_published": iso(entry.published_at),
        "date_modified": iso(entry.changed_at),
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.categories),
        "external_url": entry.source[1] if entry.source else "",
    }
    return {key: value for key, value in item.items() if value}


FORMATS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "xml": ("application/rss+xml; charset=utf-8", rss),
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "json": ("application/feed+json; charset=utf-8", json_feed),
}


def text(parent: Any, tag: str, words: str) -> Any:
    """Add an element with text that XML allows."""
    element = etree.SubElement(parent, tag)
    element.text = "".join(c for c in words if c in "\t\n\r" or c >= " ")
    return element


def iso(moment: datetime) -> str:
    """Write a time as RFC 3339 asks.

    >>> iso(datetime(2026, 11, 23, 10, 15, tzinfo=UTC))
    '2026-11-23T10:15:00Z'
    """
    return f"{moment.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()}Z"


def written(root: Any) -> bytes:
    """Give the bytes of a document."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made
