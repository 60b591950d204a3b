"""Every link of every page leads somewhere: pages, parts of pages, pictures, styles, feeds, sitemaps."""

import re
from collections import defaultdict
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
import pytest
import requests
from django.conf import settings
from lxml import etree
from lxml import html as lxml_html

from tests.journeys.kinds import page_kinds

STARTS = ("/sitemap.xml", "/robots.txt", "/feed.xml", "/feed.atom", "/feed.json")
ONE_ADDRESS = ("href", "src", "action", "poster", "data-consent")
BY_ID = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "form", "list")
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
ENDLESS = re.compile(r"[?&]before=|^/archive/\d{4}/\d\d/\d\d/$")  # one day leads to the day before it, and so on


class Crawl:
    """Follow everything on one host, once, and keep what was wrong."""

    def __init__(self, address: str) -> None:
        self.address, self.own = address, settings.BROADSHEET["base_url"]
        self.met_on: dict[str, str] = {}
        self.status: dict[str, int] = {}
        self.ids: dict[str, set[str]] = {}
        self.fragments: dict[tuple[str, str], str] = {}
        self.faults: dict[str, list[str]] = defaultdict(list)
        self.session = requests.Session()

    def run(self, starts: list[str]) -> None:
        """Go on until nothing new turns up; then look whether the parts pointed at are there."""
        for start in starts:
            self.meet(start, on="the start", base="/")
        todo = list(self.met_on)
        while todo:
            before = set(self.met_on)
            for path in todo:
                self.visit(path)
            todo = [path for path in self.met_on if path not in before]
        for (path, fragment), on in self.fragments.items():
            if fragment not in self.ids.get(path, {fragment}):
                self.faults["no such part"].append(f"{path}#{fragment} on {on}")

    def meet(self, link: str, *, on: str, base: str) -> None:
        """Note a link, if it leads to this site."""
        whole = urljoin(f"{self.own}{base}", link.strip())
        path, fragment = urldefrag(whole)
        if link.strip() == "#":
            self.faults["dead"].append(on)
        if not path.startswith(f"{self.own}/"):
            return
        path = path.removeprefix(self.own)
        if fragment:
            self.fragments.setdefault((path, fragment), on)
        if not ENDLESS.search(on) or not ENDLESS.search(path):
            self.met_on.setdefault(path, on)

    def visit(self, path: str) -> None:
        """Ask for a page and note what it leads to."""
        answer = self.session.get(f"{self.address}{path}", headers={"Accept": "*/*"}, timeout=30)
        self.status[path] = answer.status_code
        kind = answer.headers.get("Content-Type", "").partition(";")[0]
        here = urlsplit(answer.url).path
        for link in self.links_of(kind, answer, path):
            self.meet(link, on=path, base=here)

    def links_of(self, kind: str, answer: Any, path: str) -> Iterator[str]:
        """Give the links of an answer, by what it is."""
        if kind == "text/html":
            yield from self.links_of_page(answer.text, path)
        elif kind == "text/css":
            yield from CSS_ADDRESS.findall(answer.text)
        elif kind.endswith("xml") and kind != "image/svg+xml":
            tree = etree.fromstring(answer.content)
            found = tree.xpath("//*[local-name()='loc' or local-name()='link']/text() | //@href | //@url")
            yield from map(str, found)
        elif kind.endswith("json") or kind == "text/plain":
            yield from re.findall(rf"{re.escape(self.own)}/[^\s\"'\\<]*", answer.text)

    def links_of_page(self, text: str, path: str) -> Iterator[str]:
        """Give the links of a page; note whatever a strict parser, or a reader of its ids, holds against it."""
        try:
            html5lib.HTMLParser(strict=True).parse(text)
        except html5lib.html5parser.ParseError as error:
            self.faults["not valid"].append(f"{path}: {error}")
        page = lxml_html.document_fromstring(text)
        ids = page.xpath("//@id")
        self.ids[path] = set(ids)
        self.faults["id twice"] += [f"{name} on {path}" for name in self.ids[path] if ids.count(name) > 1]
        for attribute in BY_ID:
            named = [name for value in page.xpath(f"//@{attribute}") for name in value.split()]
            missing = [name for name in named if name not in self.ids[path]]
            self.faults["id missing"] += [f"{attribute}={name} on {path}" for name in missing]
        for attribute in ONE_ADDRESS:
            yield from page.xpath(f"//@{attribute}")
        for value in page.xpath("//@srcset"):
            yield from (part.split()[0] for part in value.split(", "))
        yield from page.xpath("//meta[@property='og:image' or @property='og:url']/@content")


@pytest.mark.browser
def test_no_link_of_the_paper_is_broken(paper: SimpleNamespace, address: str) -> None:
    """Everything answers but what was killed; every part pointed at is there; every page is valid."""
    crawl = Crawl(address)
    crawl.run([*page_kinds(paper).values(), *STARTS])

    broken = {path: status for path, status in crawl.status.items() if status >= 400}
    assert broken.pop(paper.killed.path_on_site) == 410
    assert broken.pop("/no-such-page/") == 404
    assert {path: (status, crawl.met_on[path]) for path, status in broken.items()} == {}
    assert {kind: found for kind, found in crawl.faults.items() if found} == {}
    endings = {path.partition("?")[0].rsplit(".", 1)[-1] for path in crawl.status}
    assert endings >= {"avif", "webp", "jpg", "svg", "css", "js", "woff2", "xml", "atom", "json", "txt"}
    assert any(path.startswith("/sitemap-news") for path in crawl.status)
    assert len(crawl.status) > 90


def test_a_crawl_finds_what_is_wrong(live_server: Any, address: str) -> None:
    """A dead anchor, a missing part, an id used twice, markup no strict parser takes."""
    crawl = Crawl(address)
    text = (
        "<!doctype html><title>x</title><p id=a><p id=a><a href='#'>x</a><a href='/#b'>y</a><label for=c></label></b>"
    )

    for link in (*crawl.links_of_page(text, "/x/"), "/no-such-page/"):
        crawl.meet(link, on="/x/", base="/x/")
    crawl.run([])

    assert {kind for kind, found in crawl.faults.items() if found} == {
        "dead",
        "id twice",
        "id missing",
        "not valid",
        "no such part",
    }
    assert crawl.status["/no-such-page/"] == 404
