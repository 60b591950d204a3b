"""Read the page of an article: what the publisher says of it in metadata, and the text that readers see.

JSON-LD comes first, then Open Graph, then the older tags. A page counts as an article if it says so, or if it has one
main heading and enough running text; a front, a search, a list of stories is refused.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from broadsheet.interchange.article_text import NO_ARTICLE, text_of_article, tree_of
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.guesses import noted_time
from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, Term
from broadsheet.interchange.jsonread import Object, objects
from broadsheet.interchange.limits import names
from broadsheet.interchange.media import address
from broadsheet.interchange.reading import Reading
from broadsheet.interchange.text import one_line
from broadsheet.interchange.xmlread import text_of

ARTICLES = names("""
    NewsArticle Article ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle
    ReviewNewsArticle AskPublicNewsArticle LiveBlogPosting BlogPosting
""")
FEWEST_WORDS, FEWEST_WORDS_UNSAID = 15, 100
LONGEST_LD = 512 * 1024
MOST_LD, MOST_VALUES, MOST_NAMES = 20, 500, 20

_LD = re.compile(
    r"<script\b[^<>]*application/ld\+json[^<>]*+>(?P<said>.*?)(?:</script\s{0,9}>|\Z)", re.DOTALL | re.IGNORECASE
)
_WEB = re.compile(r"https?://", re.IGNORECASE)


def read_article_page(text: str) -> Reading:
    """Read the article of a page; a page without one is refused."""
    page = _Page(text)
    item = _item(page)
    words = len(" ".join(plain_text(block.html) for block in item.body).split())
    is_headed = bool(item.headline if page.says_so else page.heading())
    if not is_headed or words < (FEWEST_WORDS if page.says_so else FEWEST_WORDS_UNSAID):
        raise Unreadable(NO_ARTICLE, line=page.line)
    return Reading("html", items=(item,))


class _Page:
    """What a page says of itself, before its text is looked for."""

    def __init__(self, text: str) -> None:
        self.line = text[: len(text) - len(text.lstrip())].count("\n") + 1
        self.notes: list[str] = []
        self.root = tree_of(text)
        self.tags: dict[str, list[str]] = {}
        for meta in self.root.iter("meta"):
            name = one_line(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
            if said := one_line(meta.get("content") or ""):
                self.tags.setdefault(name, []).append(said)
        self.article = next(_articles(text), {})
        self.base_url = next(filter(None, map(_web, self._addresses())), "")
        self.says_so = bool(self.article) or self._is_marked()

    def _addresses(self) -> Iterator[str]:
        """Give the addresses a page names itself by, the canonical one first."""
        for link in self.root.iter("link"):
            if (link.get("rel") or "").lower() == "canonical":
                yield link.get("href") or ""
        yield self.tag("og:url")
        main = self.article.get("mainEntityOfPage")
        yield _said(main.get("@id") if isinstance(main, dict) else main)
        yield _said(self.article.get("url"))
        yield _said(self.article.get("@id"))

    def _is_marked(self) -> bool:
        """Say whether Open Graph, or the markup itself, calls the page an article; a list of articles is none."""
        if self.tag("og:type").lower() == "article" or self.tag("article:published_time"):
            return True
        types = (element.get("itemtype") or "" for element in self.root.iter("article", "div", "main", "body", "html"))
        return any(kind.rstrip("/").rpartition("/")[2] in ARTICLES for kind in types)

    def tag(self, *wanted: str) -> str:
        """Give the first of several tags that says something."""
        return next((self.tags[name][0] for name in wanted if name in self.tags), "")

    def time(self, field: str, *wanted: str) -> datetime | None:
        """Read a time; one that cannot be read is left out, and a note says so."""
        return noted_time(_said(self.article.get(field)) or self.tag(*wanted), field, self.notes)

    def heading(self) -> str:
        """Give the one main heading, or what the browser shows as title."""
        headings = [found for element in self.root.iter("h1") if (found := text_of(element))]
        return headings[0] if len(headings) == 1 else ""

    def title(self) -> str:
        return next((text_of(element) for element in self.root.iter("title")), "")


def _web(href: str) -> str:
    """Give an address of the web that names a place on a site, or nothing."""
    href = address(href)
    try:
        return href if _WEB.match(href) and urlsplit(href).netloc else ""
    except ValueError:
        return ""


def _said(value: Any) -> str:
    """Give words as JSON-LD writes them: bare, in a list, or as the name of a thing."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("url") or ""
    is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return plain_text(one_line(str(value)[:4_000]))[:2_000] if is_plain else ""


def _articles(text: str) -> Iterator[Object]:
    """Give every article that the JSON-LD of a page describes, outermost first; what cannot be read says nothing."""
    for number, found in enumerate(_LD.finditer(text)):
        if number >= MOST_LD or len(found["said"]) > LONGEST_LD:
            continue
        said = re.sub(r"^\s*(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)\s*$", "", found["said"].strip())
        try:
            values = [value for value, _ in objects(said)] if said else []
        except (Unreadable, RecursionError):
            continue
        yield from _described(values)


def _described(values: list[Any]) -> Iterator[Object]:
    """Look through the values and what they hold, level by level."""
    waiting = list(values)
    for value in waiting:
        if len(waiting) > MOST_VALUES:
            return
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            if _types(value) & ARTICLES:
                yield value
            waiting += [value.get("@graph"), value.get("mainEntity"), value.get("mainEntityOfPage")]


def _types(value: Object) -> set[str]:
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2] for kind in kinds if isinstance(kind, str)}


def _item(page: _Page) -> NewsItem:
    """Join what the page says of the article with its text."""
    created = page.time("datePublished", "article:published_time", "datepublished", "date")
    updated = page.time("dateModified", "article:modified_time", "og:updated_time", "datemodified")
    about, headline = page.article, _headline(page)
    language = _said(about.get("inLanguage")) or page.root.get("lang") or page.tag("og:locale").replace("_", "-")
    byline, heading = _byline(page), page.heading()
    body = _without_heading(text_of_article(page.root, base_url=page.base_url), heading)
    digest = hashlib.sha256(
        "\n".join([headline, *(block.html for block in body)]).encode("utf-8", "replace")
    ).hexdigest()
    if about.get("isAccessibleForFree") in (False, "False", "false"):
        page.notes.append("The page says that the whole article is for subscribers; the text may break off.")
    return NewsItem(
        guid=page.base_url or f"page:{digest}",
        version=str(int(updated.timestamp())) if updated else f"sha256:{digest[:16]}",
        headline=headline,
        standfirst=_standfirst(page, body),
        byline=byline,
        language=language[:20],
        provider=_said(about.get("publisher")) or page.tag("og:site_name"),
        href=page.base_url,
        copyright_holder=_said(about.get("copyrightHolder")),
        usage_terms=_said(about.get("usageInfo")) or _said(about.get("license")),
        created_at=created or updated,
        updated_at=updated or created,
        subjects=tuple(Term(name) for name in _sections(page)),
        keywords=tuple(_keywords(page)),
        body=body,
        pictures=tuple(_pictures(page)),
        notes=tuple(page.notes),
    )


def _headline(page: _Page) -> str:
    return _said(page.article.get("headline")) or page.tag("og:title") or page.heading() or page.title()


def _without_heading(body: tuple[BodyBlock, ...], heading: str) -> tuple[BodyBlock, ...]:
    """Leave out the page's main heading, which need not be the headline in the words of its metadata."""
    is_heading = bool(body) and body[0].kind is BlockKind.CROSSHEAD and body[0].html == heading
    return body[1:] if is_heading else body


def _standfirst(page: _Page, body: tuple[BodyBlock, ...]) -> str:
    """Give the summary, unless it is only the beginning of the text once more."""
    said = _said(page.article.get("description")) or page.tag("og:description", "description")
    start = plain_text(body[0].html) if body else ""
    return "" if start.startswith(said.rstrip(" .…")[:200]) else said


def _byline(page: _Page) -> str:
    """Join the names of the authors; an address is no name."""
    given = page.article.get("author")
    authors = [_said(author) for author in (given if isinstance(given, list) else [given])[:MOST_NAMES]]
    found = [name for name in authors or [] if name and not _WEB.match(name)]
    found = found or [name for name in page.tags.get("author", [])[:MOST_NAMES] if not _WEB.match(name)]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def _sections(page: _Page) -> list[str]:
    given = page.article.get("articleSection")
    sections = given if isinstance(given, list) else [given]
    found = [said for section in sections[:MOST_NAMES] if (said := _said(section))]
    return found or page.tags.get("article:section", [])[:1]


def _keywords(page: _Page) -> list[str]:
    given = page.article.get("keywords")
    words = given if isinstance(given, list) else _said(given).split(",")
    found = [said for word in words[: MOST_NAMES * 5] if (said := _said(word))]
    return found or page.tags.get("article:tag", [])[: MOST_NAMES * 5]


def _pictures(page: _Page) -> Iterator[Picture]:
    """Give the picture that the page is shown by elsewhere."""
    image = page.article.get("image")
    image = image[0] if isinstance(image, list) and image else image
    known = image if isinstance(image, dict) else {}
    href = address(
        _said(known.get("url")) or _said(image) or page.tag("og:image", "og:image:url"), base_url=page.base_url
    )
    if href:
        yield Picture(
            href=href,
            caption=_said(known.get("caption")),
            credit=_said(known.get("creditText")) or _said(known.get("creator")),
            alternative_text=page.tag("og:image:alt"),
            usage_terms=_said(known.get("license")),
        )
