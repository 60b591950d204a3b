"""Pages that are open follow the newsroom; nothing that is being read is moved; nobody listens who does not look."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from broadsheet.fronts.services.breaking import lower_breaking, raise_breaking
from broadsheet.public.selectors import story as story_selector
from broadsheet.public.shapes import CorrectionView
from broadsheet.public.views import stories as story_views
from broadsheet.stories.models import PublicVersion
from broadsheet.stories.services.kill import kill_story
from tests import factories
from tests.journeys.edge import Edge, edge_before
from tests.journeys.test_accessibility import axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
SIZES = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
HIDE = """
(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}
"""
PLACE = "() => document.querySelector('.footer').getBoundingClientRect().top"


@pytest.fixture
def edge(address: str) -> Iterator[Edge]:
    """The stand-in, before the site under test."""
    with edge_before(address) as edge:
        yield edge


def opened(page: Page, edge: Edge, path: str, *, listeners: int = 1) -> Page:
    """Open a page and wait until it listens."""
    page.goto(f"{edge.address}{path}")
    edge.wait_for(listeners)
    return page


def bar(page: Page) -> Any:
    """The bar at the foot of the window."""
    return page.locator(".live-bar")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_breaking_news_comes_to_open_pages_and_goes(
    width: int, scheme: str, paper: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    """In the bar, without moving a line; in the strip, for whoever opens the page later."""
    page = opened(open_page(viewport={"width": width, "height": 800}, color_scheme=scheme), edge, "/politics/")
    before = page.evaluate(PLACE)

    raise_breaking(story=paper.story, by=None)

    expect(bar(page).get_by_role("link", name=paper.story.title)).to_have_attribute("href", paper.story.path_on_site)
    assert page.evaluate(PLACE) == before
    assert axe_faults(page) == []

    later = opened(open_page(viewport={"width": width, "height": 800}, color_scheme=scheme), edge, "/", listeners=2)
    strip = later.get_by_role("region", name="Breaking")
    expect(strip.get_by_role("link", name=paper.story.title)).to_be_visible()
    raise_breaking(story=paper.story, headline="Zeppelin vote is void", by=None)
    expect(strip.get_by_role("link")).to_have_text("Zeppelin vote is void")
    expect(bar(later)).to_be_hidden()
    expect(bar(page).get_by_role("link")).to_have_text("Zeppelin vote is void")

    space = later.evaluate(PLACE)
    lower_breaking(by=None)

    expect(strip).to_be_hidden()
    assert later.evaluate(PLACE) == space
    expect(bar(page)).to_be_hidden()


def test_a_front_counts_new_stories_and_moves_nothing(
    paper: SimpleNamespace, site_tree: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    """What is on the page already is not new; other sections are not ours; the bar leads to the page, anew."""
    page = opened(open_page(viewport={"width": 390, "height": 800}), edge, "/politics/")
    before = page.evaluate(PLACE)
    page.evaluate("window.old = true")

    factories.publish(factories.make_story(site_tree.politics, "First of the day"))
    expect(bar(page).get_by_role("link")).to_have_text("1 new story")
    factories.publish(factories.make_story(site_tree.sports, "Not for this page"))
    factories.publish(factories.make_story(site_tree.politics, "Second of the day"))

    expect(bar(page).get_by_role("link")).to_have_text("2 new stories")
    assert page.evaluate(PLACE) == before
    expect(page.get_by_role("main").get_by_text("First of the day")).to_have_count(0)
    bar(page).get_by_role("link").click()
    expect(page.get_by_role("main").get_by_role("link", name="Second of the day")).to_be_visible()
    assert page.evaluate("window.old") is None


def test_a_killed_story_leaves_open_pages_at_once(
    paper: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    """The notice of its address stands in its place; nothing of the text is left; nobody listens for it any more."""
    page = opened(open_page(viewport={"width": 1280, "height": 800}), edge, paper.story.path_on_site)
    expect(page.get_by_text("The vote came late")).to_be_visible()

    kill_story(paper.story, reason="The count was wrong.", is_reason_public=True, by=None)

    expect(page.get_by_role("heading", level=1)).to_have_text("This story is no longer available")
    expect(page.get_by_text("The count was wrong.")).to_be_visible()
    assert "Zeppelin" not in page.content().split("<main")[1].split("</main>")[0]
    assert "Zeppelin" not in page.title()
    edge.wait_for(0)


def test_a_cache_that_has_not_heard_of_the_kill_is_asked_again(
    paper: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    page = opened(open_page(viewport={"width": 1280, "height": 800}), edge, paper.story.path_on_site)
    stale = page.content()
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(body=stale, content_type="text/html")
        else:
            route.continue_()

    page.route(f"**{paper.story.path_on_site}", answer)
    kill_story(paper.story, reason="The count was wrong.", by=None)

    expect(page.get_by_role("heading", level=1)).to_have_text("This story is no longer available")
    assert len(asked) == 2


def test_an_update_is_offered_and_not_forced(
    paper: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    page = opened(open_page(viewport={"width": 1280, "height": 800}), edge, paper.story.path_on_site)
    before = page.evaluate(PLACE)

    paper.story.title = "Zeppelin museum loses tramway vote after recount"
    factories.publish(paper.story)

    expect(bar(page)).to_contain_text("This story was updated.")
    assert page.evaluate(PLACE) == before
    expect(page.get_by_role("heading", level=1)).to_have_text("Zeppelin museum wins tramway vote")
    bar(page).get_by_role("link", name="Load the new version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zeppelin museum loses tramway vote after recount")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_a_correction_stands_at_once_where_corrections_stand(
    width: int,
    scheme: str,
    paper: SimpleNamespace,
    edge: Edge,
    open_page: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No order issues corrections yet, so the version is said to be one, and the page is given the text to print."""
    page = opened(
        open_page(viewport={"width": width, "height": 800}, color_scheme=scheme), edge, paper.story.path_on_site
    )
    correction = CorrectionView(timezone.now(), "The vote was 24 to 22, not 22 to 24.")

    def with_correction(*args: Any, **options: Any) -> Any:
        return replace(story_selector.story_view(*args, **options), corrections=(correction,))

    monkeypatch.setattr(story_views, "story_view", with_correction)
    monkeypatch.setattr(
        "broadsheet.stories.services.publish.kind_of_version", lambda **_: PublicVersion.Kind.CORRECTION
    )
    paper.story.standfirst = "The council was split for ten hours; two abstentions decided it."
    factories.publish(paper.story)

    expect(bar(page)).to_contain_text("This story was corrected.")
    expect(page.get_by_role("region", name="Corrections")).to_contain_text("24 to 22, not 22 to 24")
    assert axe_faults(page) == []
    bar(page).get_by_role("link", name="Go to the correction").click()
    expect(page.get_by_role("region", name="Corrections")).to_be_in_viewport()


def test_nobody_listens_who_does_not_look_and_what_was_missed_is_found(
    paper: SimpleNamespace, site_tree: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    """A tab in the background holds no connection; when it is looked at again it says what happened."""
    page = opened(open_page(viewport={"width": 1280, "height": 800}), edge, "/politics/")

    page.evaluate(HIDE, True)
    edge.wait_for(0)
    factories.publish(factories.make_story(site_tree.politics, "While nobody looked"))
    raise_breaking(headline="Bridge closed", by=None)
    page.evaluate(HIDE, False)
    edge.wait_for(1)

    expect(bar(page).get_by_role("link")).to_have_text("1 new story")
    expect(bar(page)).to_contain_text("Bridge closed")
    bar(page).get_by_role("button", name="Close").click()
    expect(bar(page)).to_be_hidden()


def test_a_kill_while_nobody_looked_is_found_too(
    paper: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    page = opened(open_page(viewport={"width": 1280, "height": 800}), edge, paper.story.path_on_site)
    page.evaluate(HIDE, True)
    edge.wait_for(0)

    kill_story(paper.story, reason="The count was wrong.", by=None)
    page.evaluate(HIDE, False)

    expect(page.get_by_role("heading", level=1)).to_have_text("This story is no longer available")


def test_a_dropped_connection_is_mended_with_the_last_id_and_a_reset_is_heeded(
    paper: SimpleNamespace, site_tree: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    """The browser says what it has seen, for the edge to replay; where it cannot, the page is asked for."""
    page = opened(open_page(viewport={"width": 1280, "height": 800}), edge, "/politics/")
    factories.publish(factories.make_story(site_tree.politics, "First of the day"))
    expect(bar(page).get_by_role("link")).to_have_text("1 new story")
    seen = str(edge.number)

    edge.hang_up()
    edge.wait_for(0)
    edge.wait_for(1)
    assert edge.opened[-1] == (f"breaking,list:section:{site_tree.politics.pk}", seen)

    edge.is_up = False
    edge.hang_up()
    edge.wait_for(0)
    edge.is_up = True
    edge.wait_for(1)
    with edge.change:  # told to nobody, as if the edge had lost it
        edge.lines, kept = type(edge.lines)(list), edge.lines
    factories.publish(factories.make_story(site_tree.politics, "Second of the day"))
    edge.lines = kept
    edge.tell("breaking", "reset", {})

    expect(bar(page).get_by_role("link")).to_have_text("2 new stories")


def test_a_site_without_edge_is_asked_a_few_times_and_left_in_peace(
    paper: SimpleNamespace, open_page: Callable[..., Page]
) -> None:
    """Without an error for anybody to see; the fixture fails on any."""
    page = open_page(viewport={"width": 1280, "height": 800})
    page.clock.install()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/_live" in request.url else None)
    page.goto("/politics/")

    def a_minute_later() -> int:
        page.clock.run_for(60_000)
        return len(asked)

    for tries in (1, 2, 3, 4):
        with_patience(page, lambda tries=tries: a_minute_later() >= tries)
    for _ in range(3):
        page.wait_for_load_state()
        a_minute_later()

    assert len(asked) == 4
    assert all(re.search(r"/_live\?on=breaking,list:section:\d+$", url) for url in asked)


def with_patience(page: Page, holds: Callable[[], bool]) -> None:
    """Let the browser work until something holds."""
    for _ in range(100):
        if holds():
            return
        page.evaluate("fetch('/robots.txt').then((answer) => answer.text())")
    assert holds()


@pytest.mark.parametrize("saves", ["navigator.connection", "matchMedia"])
def test_whoever_saves_data_does_not_listen(
    saves: str, paper: SimpleNamespace, edge: Edge, open_page: Callable[..., Page]
) -> None:
    """The script is not even loaded."""
    page = open_page(viewport={"width": 1280, "height": 800})
    if saves == "matchMedia":
        asked_for = "(query) => query.includes('reduced-data') ? { matches: true } : real.call(window, query)"
        page.add_init_script(f"const real = window.matchMedia; window.matchMedia = {asked_for};")
    else:
        page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } });")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{edge.address}/politics/", wait_until="networkidle")

    assert not [url for url in asked if "live" in url]
    assert edge.opened == []


def test_without_scripts_nothing_moves_by_itself(
    paper: SimpleNamespace, edge: Edge, open_page: Callable[..., Page], site_tree: SimpleNamespace
) -> None:
    """The strip is printed; a link loads the front again; no page refreshes itself."""
    raise_breaking(headline="Bridge closed", by=None)
    page = open_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    page.goto("/politics/")
    expect(page.get_by_role("region", name="Breaking")).to_contain_text("Bridge closed")
    expect(page.locator("meta[http-equiv]")).to_have_count(0)
    factories.publish(factories.make_story(site_tree.politics, "First of the day"))

    page.get_by_role("link", name="Load this page again").click()

    expect(page.get_by_role("main").get_by_role("link", name="First of the day")).to_be_visible()
    expect(bar(page)).to_be_hidden()


def test_the_date_becomes_the_next_day_on_an_open_page(
    paper: SimpleNamespace, open_page: Callable[..., Page], settings: Any
) -> None:
    """By the publication's midnight, whatever the reader's own clock calls the day."""
    page = open_page(viewport={"width": 1280, "height": 800}, timezone_id="Pacific/Auckland")
    page.clock.install(time="2026-11-23T23:58:00Z")
    page.goto("/politics/")
    today = page.locator("[data-today]")
    expect(today).to_have_text("Monday, 23 November 2026")

    page.clock.run_for(180_000)

    expect(today).to_have_text("Tuesday, 24 November 2026")
    expect(today).to_have_attribute("datetime", "2026-11-24")


def test_the_masthead_knows_who_is_signed_in(paper: SimpleNamespace, open_page: Callable[..., Page], cleo: Any) -> None:
    """Asked for only where the marker says that it is worth it; after signing out nobody asks again."""
    cleo.emailaddress_set.create(email=cleo.email, verified=True, primary=True)
    page = open_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/_me" in request.url else None)
    page.goto("/politics/")
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    assert asked == []
    page.get_by_label("Email").fill(cleo.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url(re.compile("/politics/$"))
    masthead = page.get_by_role("banner")
    expect(masthead.get_by_role("link", name="Your account")).to_have_attribute("href", "/account/email/")
    expect(masthead.get_by_role("link", name="Sign in")).to_have_count(0)
    masthead.get_by_role("link", name="Sign out").click()
    page.get_by_role("main").get_by_role("button", name="Sign Out").click()
    before = len(asked)
    page.goto("/politics/")
    expect(masthead.get_by_role("link", name="Sign in")).to_be_visible()
    assert len(asked) == before
