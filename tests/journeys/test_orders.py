"""An order of the desk is given once, whatever draft is being kept at that moment."""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.http import HttpRequest
from playwright.sync_api import Page, Request, expect
from wagtail import hooks

from broadsheet.people.models import User
from broadsheet.stories.models import StoryPage
from tests.journeys.test_wire_to_reader import publish, sign_in

pytestmark = pytest.mark.browser
HEADLINE = "Harbour bridge opens in Politics"
WATCHING = "What is typed from now on is kept."


@pytest.fixture
def slow_drafts() -> Iterator[list[str]]:
    """Keep every draft late; what was asked of the editor, as it was begun."""
    asked: list[str] = []

    def linger(request: HttpRequest, page: object) -> None:
        if request.method == "POST":
            asked.append("draft" if (draft := request.headers["Accept"] == "application/json") else "order")
            time.sleep(draft)

    with hooks.register_temporarily("before_edit_page", linger):
        yield asked


@pytest.fixture
def desk(open_page: Callable[..., Page], paper: SimpleNamespace, ada: User) -> Page:
    """Ada's screen, with a story open."""
    page = open_page(viewport={"width": 1400, "height": 1000})
    sign_in(page)
    page.add_init_script(f'addEventListener("w-unsaved:watch-edits", () => document.body.append("{WATCHING}"))')
    page.goto(f"/desk/pages/{StoryPage.objects.get(title=HEADLINE).pk}/edit/")
    expect(page.get_by_text(WATCHING)).to_be_visible()
    return page


def test_an_order_waits_for_the_draft_that_is_being_kept(desk: Page, slow_drafts: list[str]) -> None:
    """Or the draft would lie on top of what was published, and the desk would warn its only editor of another."""
    with desk.expect_request(is_draft):
        desk.get_by_role("textbox", name="Headline").fill("Trams after all")
    publish(desk, then="published")
    time.sleep(1.5)
    assert slow_drafts == ["draft", "order"]
    story = StoryPage.objects.get(title="Trams after all")
    assert story.has_unpublished_changes is False


def is_draft(asked: Request) -> bool:
    """Say whether a request keeps a draft."""
    return asked.method == "POST" and asked.resource_type == "fetch" and asked.url.endswith("/edit/")
