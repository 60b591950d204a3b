"""Read what stands around every page, and what many pages need at once, in one query."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language_bidi

from broadsheet.core.prepared import Blanks, Prepared
from broadsheet.public.models import SiteRecord
from broadsheet.public.shapes import BreakingView, FeedLink, Link
from broadsheet.public.tags import shown


@dataclass(frozen=True)
class SiteView:
    """The publication as every page shows it; `records` are the ready-made values read along with it."""

    name: str
    tagline: str
    logo_url: str
    about: str
    copyright_holder: str
    sections: tuple[Link, ...]
    follow: tuple[Link, ...]
    footer: dict[str, tuple[Link, ...]]
    feeds: tuple[FeedLink, ...]
    raw: dict[str, Any]
    today: datetime
    language: str
    direction: str
    base_url: str
    path: str
    records: dict[str, Any]
    text: str
    breaking: BreakingView | None = None

    @property
    def place(self) -> str:
        """Where in masthead and footer the page is: the address of its section, or its own if it stands there."""
        within = [row["url"] for row in every_section(self.raw["sections"]) if self.path.startswith(row["url"])]
        own = {"/", "/latest/", "/trending/"} | {link.url for links in self.footer.values() for link in links}
        return max(within, key=len, default=self.path if self.path in own else "")

    @property
    def year(self) -> int:
        """The year of today, where the publication is."""
        return self.today.year

    def absolute(self, path: str) -> str:
        """Give the full address of a path of ours."""
        return path if path.startswith("http") else f"{self.base_url}{path}"

    def section(self, section_id: int | None) -> dict[str, Any] | None:
        """Give the record of a section that readers may see."""
        return next((row for row in every_section(self.raw["sections"]) if row["id"] == section_id), None)


EMPTY: dict[str, Any] = {"sections": [], "footer": {}, "accounts": []}
RECORDS = Prepared(
    lambda: SiteRecord.objects.filter(key__in=Blanks("keys", "text")).values_list("key", Cast("value", TextField())),
    lambda key, text: (key, text),
)


def site_view(path: str, *, now: datetime, also: tuple[str, ...] = ()) -> SiteView:
    """Read the chrome, and the records named in `also`, for the page at `path`."""
    keys = ("chrome", "breaking", *also)
    shown(*(f"record:{key}" for key in keys))
    records = dict(RECORDS.all(keys=keys))
    return replace(
        chrome_of(records.pop("chrome", "{}")),
        today=timezone.localtime(now),
        language=settings.LANGUAGE_CODE,
        direction="rtl" if get_language_bidi() else "ltr",
        base_url=settings.BASE_URL,
        path=path,
        breaking=breaking_of(records.pop("breaking", "{}")),
        records={key: decoded(text) for key, text in records.items()},
    )


@lru_cache(maxsize=4)
def breaking_of(text: str) -> BreakingView | None:
    """Read what the breaking strip says, if one is up."""
    raw = json.loads(text)
    return BreakingView(raw["headline"], datetime.fromisoformat(raw["raised_at"]), raw["url"]) if raw else None


@lru_cache(maxsize=64)
def decoded(text: str) -> Any:
    """Read a record; the same few come with every request. Nobody changes what is given."""
    return json.loads(text)


@lru_cache(maxsize=4)
def chrome_of(text: str) -> SiteView:
    """Read the chrome; what depends on the page asked for is left empty."""
    raw = EMPTY | decoded(text)
    name = raw.get("name") or settings.WAGTAIL_SITE_NAME
    return SiteView(
        name=name,
        tagline=raw.get("tagline", ""),
        logo_url=raw.get("logo_url", ""),
        about=raw.get("about", ""),
        copyright_holder=raw.get("copyright_holder") or settings.WAGTAIL_SITE_NAME,
        sections=tuple(section_link(row) for row in raw["sections"]),
        follow=(*(Link(network, url) for network, url in raw["accounts"]), Link("RSS", feeds_page(raw))),
        footer={column: tuple(Link(*row) for row in rows) for column, rows in raw["footer"].items()},
        feeds=(FeedLink(name, "/feed.xml"),),
        raw=raw,
        today=datetime.min,
        language="",
        direction="",
        base_url="",
        path="",
        records={},
        text=text,
    )


def feeds_page(raw: dict[str, Any]) -> str:
    """Give the page that lists all feeds, or the feed of everything where an editor made no such page."""
    pages = {url for rows in raw["footer"].values() for _, url in rows}
    return "/rss-terms/" if "/rss-terms/" in pages else "/feed.xml"


def section_link(row: dict[str, Any]) -> Link:
    """Give a section of the navigation with those below it."""
    return Link(row["name"], row["url"], children=tuple(section_link(child) for child in row["children"]))


def every_section(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Walk the tree of sections."""
    for row in rows:
        yield row
        yield from every_section(row["children"])
