"""Write sitemaps (https://www.sitemaps.org/protocol.html) with pictures and, for Google News, headlines.

They are long and simple, so they are put together as text: a tree of elements takes ten times the time.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from broadsheet.public.feeds import iso

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<{0} {1}>\n'
SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NewsItem(NamedTuple):
    """What Google News wants to know of a story."""

    publication: str
    language: str
    published_at: datetime
    headline: str


class Listed(NamedTuple):
    """An address, and what is said of it."""

    url: str
    changed_at: datetime | None = None
    picture: str = ""
    news: NewsItem | None = None


def index_of(urls: Iterable[str]) -> bytes:
    """Write a list of sitemaps."""
    return document("sitemapindex", SITEMAP, (f"<sitemap>{element('loc', url)}</sitemap>" for url in urls))


def sitemap_of(places: Iterable[Listed]) -> bytes:
    """Write a sitemap."""
    return document("urlset", f"{SITEMAP} {IMAGE} {NEWS}", map(entry, places))


def document(name: str, spaces: str, lines: Iterable[str]) -> bytes:
    """Put a document together."""
    return "".join([HEAD.format(name, spaces), "\n".join(lines), f"\n</{name}>\n"]).encode()


def entry(place: Listed) -> str:
    """Write one address."""
    parts = [element("loc", place.url)]
    if place.changed_at:
        parts.append(element("lastmod", iso(place.changed_at)))
    if place.news:
        parts.append(news_of(place.news))
    if place.picture:
        parts.append(f"<image:image>{element('image:loc', place.picture)}</image:image>")
    return f"<url>{''.join(parts)}</url>"


def news_of(item: NewsItem) -> str:
    """Write what Google News asks."""
    paper = element("news:name", item.publication) + element("news:language", item.language.split("-")[0])
    words = element("news:publication_date", iso(item.published_at)) + element("news:title", item.headline)
    return f"<news:news><news:publication>{paper}</news:publication>{words}</news:news>"


def element(name: str, words: str) -> str:
    """Write an element with text that XML allows.

    >>> element("loc", "/a?b&c\\x01")
    '<loc>/a?b&amp;c</loc>'
    """
    return f"<{name}>{escape(REFUSED.sub('', words))}</{name}>"
