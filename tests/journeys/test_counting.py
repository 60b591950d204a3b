"""A reading is counted when a page is seen, once, with nothing about the reader; or not at all for who asks so."""

from collections.abc import Callable
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import BrowserContext, Page, Request

from broadsheet.statistics.models import HourlyViews

DESK = {"width": 1280, "height": 900}

# A tab in the background and a page made ahead are told apart from a seen one by these two words of the document.
UNSEEN = """
window.seen = false;
Object.defineProperty(document, "visibilityState", { get: () => (window.seen ? "visible" : "hidden") });
Object.defineProperty(document, "prerendering", { get: () => window.ahead === true });
"""
SHOW = "seen = true; ahead = false; document.dispatchEvent(new Event('%s', { bubbles: %s }))"
TOGGLE = """
for (let times = 0; times < 3; times++)
  for (const shown of [false, true]) {
    window.seen = shown;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }
"""
REFUSALS = {
    "Global Privacy Control": 'Object.defineProperty(navigator, "globalPrivacyControl", { get: () => true });',
    "Do Not Track": 'Object.defineProperty(navigator, "doNotTrack", { get: () => "1" });',
}


def listen(page: Page) -> list[Request]:
    """Collect what the page sends to be counted."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/_viewed") else None)
    return sent


def counted() -> dict[int, int]:
    return {row.story_id: row.read for row in HourlyViews.objects.all()}


def kept_in(context: BrowserContext, page: Page) -> tuple[list[str], list[str]]:
    """Name the cookies, and what else the browser keeps for the site."""
    stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return [cookie["name"] for cookie in context.cookies()], stored


def test_a_story_is_counted_once_a_page_and_nothing_is_told_of_the_reader(
    open_page: Callable[..., Page], paper: SimpleNamespace, address: str
) -> None:
    """The number of the story goes out: no cookie, though there is one, and no address of the page."""
    page = open_page(viewport=DESK)
    page.context.add_cookies([{"name": "consent", "value": "r.ask", "url": address}])
    sent = listen(page)

    with page.expect_response("**/_viewed") as answered:
        page.goto(f"{paper.story.path_on_site}?from=a-letter")
    page.evaluate(TOGGLE)
    page.wait_for_load_state("networkidle")

    assert answered.value.status == 204
    assert [parse_qs(request.post_data or "") for request in sent] == [{"story": [str(paper.story.pk)]}]
    headers = sent[0].all_headers()
    assert not {"cookie", "referer", "authorization"} & headers.keys()
    assert counted() == {paper.story.pk: 1}
    assert kept_in(page.context, page) == (["consent"], [])

    with page.expect_response("**/_viewed"):
        page.reload()
    assert counted() == {paper.story.pk: 2}


@pytest.mark.parametrize("event", ["visibilitychange", "prerenderingchange"])
def test_a_page_nobody_has_seen_yet_waits(event: str, open_page: Callable[..., Page], paper: SimpleNamespace) -> None:
    """In a tab in the background, or made ahead by the browser; then it counts once."""
    page = open_page(viewport=DESK)
    page.add_init_script(UNSEEN)
    if event == "prerenderingchange":
        page.add_init_script("window.seen = window.ahead = true;")
    sent = listen(page)
    page.goto(paper.story.path_on_site)
    page.wait_for_load_state("networkidle")
    before = len(sent)

    with page.expect_response("**/_viewed"):
        page.evaluate(SHOW % (event, "true" if event == "visibilitychange" else "false"))
    page.evaluate(TOGGLE)
    page.wait_for_load_state("networkidle")

    assert (before, len(sent)) == (0, 1)
    assert counted() == {paper.story.pk: 1}


@pytest.mark.parametrize("script", REFUSALS.values(), ids=REFUSALS.keys())
def test_who_asks_not_to_be_counted_sends_nothing(
    script: str, open_page: Callable[..., Page], paper: SimpleNamespace
) -> None:
    """Not even a request that says so; the page works as for anybody."""
    page = open_page(viewport=DESK)
    page.add_init_script(script)
    sent = listen(page)

    page.goto(paper.story.path_on_site)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    page.wait_for_load_state("networkidle")

    assert sent == []
    assert counted() == {}
    assert page.evaluate("document.querySelector('[data-copy]') !== null")


def test_lists_and_other_pages_count_nothing(page: Page, paper: SimpleNamespace) -> None:
    """Nor is anything counted before a story is opened."""
    sent = listen(page)
    for path in ("/", "/politics/", "/trending/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")

    assert sent == []
