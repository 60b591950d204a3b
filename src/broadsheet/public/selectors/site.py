"""Read what stands around every page, and what many pages need at once, in one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_bidi

from broadsheet.public.models import SiteRecord
from broadsheet.public.shapes import FeedLink, Link


@dataclass(frozen=True)
class SiteView:
    """The publication as every page shows it; `records` are the ready-made values read along with it."""

    name: str
    tagline: str
    logo_url: str
    about: str
    copyright_holder: str
    today: datetime
    year: int
    language: str
    direction: str
    base_url: str
    sections: tuple[Link, ...]
    follow: tuple[Link, ...]
    footer: dict[str, tuple[Link, ...]]
    feeds: tuple[FeedLink, ...]
    raw: dict[str, Any]
    records: dict[str, Any]

    def absolute(self, path: str) -> str:
        """Give the full address of a path of ours."""
        return path if path.startswith("http") else f"{self.base_url}{path}"

    def section(self, section_id: int | None) -> dict[str, Any] | None:
        """Give the record of a section that readers may see."""
        return next((row for row in every_section(self.raw["sections"]) if row["id"] == section_id), None)


EMPTY: dict[str, Any] = {"sections": [], "footer": {}, "accounts": []}


def site_view(path: str, *, now: datetime, also: tuple[str, ...] = ()) -> SiteView:
    """Read the chrome, and the records named in `also`."""
    records = dict(SiteRecord.objects.filter(key__in=("chrome", *also)).values_list("key", "value"))
    raw = EMPTY | records.pop("chrome", {})
    today = timezone.localtime(now)
    return SiteView(
        name=raw.get("name") or settings.WAGTAIL_SITE_NAME,
        tagline=raw.get("tagline", ""),
        logo_url=raw.get("logo_url", ""),
        about=raw.get("about", ""),
        copyright_holder=raw.get("copyright_holder") or settings.WAGTAIL_SITE_NAME,
        today=today,
        year=today.year,
        language=settings.LANGUAGE_CODE,
        direction="rtl" if get_language_bidi() else "ltr",
        base_url=settings.BASE_URL,
        sections=tuple(section_link(row, path) for row in raw["sections"]),
        follow=(*(Link(name, url) for name, url in raw["accounts"]), Link("RSS", feeds_page(raw))),
        footer={
            column: tuple(Link(name, url, current=url == path) for name, url in rows)
            for column, rows in raw["footer"].items()
        },
        feeds=(FeedLink(raw.get("name") or settings.WAGTAIL_SITE_NAME, "/feed.xml"),),
        raw=raw,
        records=records,
    )


def feeds_page(raw: dict[str, Any]) -> str:
    """Give the page that lists all feeds, or the feed of everything where an editor made no such page."""
    pages = {url for rows in raw["footer"].values() for _, url in rows}
    return "/rss-terms/" if "/rss-terms/" in pages else "/feed.xml"


def section_link(row: dict[str, Any], path: str) -> Link:
    """Give a section of the navigation with those below it."""
    children = tuple(section_link(child, path) for child in row["children"])
    return Link(row["name"], row["url"], current=path.startswith(row["url"]), children=children)


def every_section(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Walk the tree of sections."""
    for row in rows:
        yield row
        yield from every_section(row["children"])
