"""What the journeys share: a real Chromium, pages that report every fault, and a small newspaper to read."""

import os
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests import factories
from tests.journeys.edition import Edition, no_edition
from tests.journeys.paper import make_paper
from tests.needs import chromium

HERE = "127.0.0.1"
PATIENCE_MS = 6_000  # a busy machine is slow, not wrong
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The paper as this process first made it."""
    with no_edition(tmp_path_factory.mktemp("edition")) as kept:
        yield kept


@pytest.fixture
def site_tree(request: pytest.FixtureRequest, db: None, jobs: Callable[[], int], edition: Edition) -> SimpleNamespace:
    """The tree of every test; with the paper on it, in `.paper`, where a test asks for the paper.

    On SQLite the paper is made once and then laid out by copying, in place of whatever the database holds: a fixture
    of such a test that makes rows comes after this one.
    """
    if "paper" not in request.fixturenames:
        return factories.make_site_tree()
    if not edition.named:
        tree = factories.make_site_tree()
        made = make_paper(tree)
        jobs()
        if connection.vendor != "sqlite":
            return SimpleNamespace(**vars(tree), paper=made)
        edition.keep(tree=tree, paper=made)
    laid = edition.lay_out()
    return SimpleNamespace(**vars(laid["tree"]), paper=laid["paper"])


@pytest.fixture
def paper(site_tree: SimpleNamespace) -> SimpleNamespace:
    """A small newspaper with a page of every kind."""
    return site_tree.paper


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys.

    Playwright keeps an event loop in this thread, and Django would refuse the database beside it without the variable.
    """
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield opened
        opened.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def address(live_server: Any) -> str:
    """Where the site under test answers."""
    return f"http://{HERE}:{urlsplit(live_server.url).port}"


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own; every fault of every such page fails the test at its end."""
    faults: list[str] = []
    contexts = []

    def open_one(*, may_ask: tuple[str, ...] = (), **options: Any) -> Page:
        context = browser.new_context(base_url=address, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults, may_ask=may_ask)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a desktop."""
    return open_page(viewport={"width": 1280, "height": 900})


def watch(page: Page, faults: list[str], *, may_ask: tuple[str, ...] = ()) -> None:
    """Note errors on the console, uncaught ones, and requests that leave this machine for hosts not named."""

    def on_console(message: ConsoleMessage) -> None:
        # Chromium calls a page that answers 404 or 410 an error; a part of a page that does so is one.
        if message.type == "error" and message.location["url"] != page.url:
            faults.append(f"console: {message.text} ({message.location['url']})")

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in (HERE, *may_ask):
            faults.append(f"left the house: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"uncaught: {error}"))
    page.on("request", on_request)
