"""Beside each block of a story's text a screen says whose words it holds, and says it anew once a draft is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from broadsheet.desk.services.pickup import pick_up
from broadsheet.people.models import User
from broadsheet.provenance.services.trace import trace_story
from broadsheet.stories.models import StoryPage
from tests.journeys.test_orders import WATCHING
from tests.journeys.test_wire_to_reader import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.once]
OURS = "Nothing of what the agency wrote is left in this paragraph, for we asked the council ourselves."


def test_the_margin_follows_the_text(open_page: Callable[..., Page], wire_item: Any, ada: User, jobs: Any) -> None:
    """In dark as in light; the note is a link into the inbox, and its bar says nothing that the words do not."""
    story = pick_up(wire_item, by=ada)
    trace_story(story.pk)
    page = open_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    sign_in(page)
    page.add_init_script(f'addEventListener("w-unsaved:watch-edits", () => document.body.append("{WATCHING}"))')

    page.goto(f"/desk/pages/{story.pk}/edit/")

    note = page.locator(".w-panel__header > .lineage")
    expect(note).to_have_text("100 % NPA, version 1")
    link = note.get_by_role("link")
    expect(link).to_have_attribute("href", f"/desk/inbox/{wire_item.pk}/?version={wire_item.latest_id}")
    expect(page.locator(".lineage--whole")).to_have_text("100 % NPA, version 1")

    expect(page.get_by_text(WATCHING)).to_be_visible()
    text = page.locator("[data-contentpath=body] [contenteditable=true]")
    text.click()
    page.keyboard.press("ControlOrMeta+A")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
        page.keyboard.type(OURS)
    trace_story(story.pk)

    expect(note).to_have_text("Own words", timeout=15_000)
    assert OURS in str(StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().body)
