"""From the agency's push to the reader's open page, and back: one newsroom that is served as publishers serve it."""

import http.client
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.edge.site import command, environment, serving
from tests.journeys.test_wire_to_reader import kill_on_this_screen, publish, sign_in
from tests.migrated import Migrated
from tests.needs import free_port
from tests.wire.test_folder import ninjs

pytestmark = [pytest.mark.browser, pytest.mark.once]
AT_ONCE_MS = 8_000


class Agency:
    """It pushes what it has to a newsroom."""

    def __init__(self, port: int, key: str) -> None:
        self.port, self.key = port, key

    def send(self, version: int, headline: str = "Trams come back to Quay Street", **fields: Any) -> None:
        """Push a version."""
        words = "The council voted by 24 to 23 for a second tramline on Monday night."
        body = ninjs(headline, version=str(version), body_text=words, byline="By NILS FERRO", **fields)
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        line.request("POST", "/wire/northern-press-agency/", body, headers)
        answer = line.getresponse()
        assert (answer.status, len(json.load(answer)["outcomes"])) == (202, 1)
        line.close()


@pytest.fixture
def agency(tmp_path: Path, migrated: Migrated) -> Iterator[Agency]:
    """The agency of a newsroom that is being served by its own processes."""
    migrated.fill(tmp_path)
    own = environment(tmp_path, free_port())
    command(own, "collectstatic", "--no-input")
    own |= {"DJANGO_SETTINGS_MODULE": "broadsheet.config.settings"}
    opened = subprocess.run([sys.executable, "-m", "tests.journeys.newsroom"], env=own, capture_output=True, check=True)
    with serving(own, tmp_path / "serve.log"):
        yield Agency(int(own["PORT"]), opened.stdout.decode().split()[-1])


@pytest.fixture
def address(agency: Agency) -> str:
    """Where it answers."""
    return f"http://127.0.0.1:{agency.port}"


def test_the_readers_open_page_follows_the_agency_step_by_step(agency: Agency, open_page: Callable[..., Page]) -> None:
    """Arrives, is picked up, published, corrected by the agency, then killed; nobody loads a page anew."""
    desk, reader = (
        open_page(viewport={"width": 1400, "height": 1000}),
        open_page(viewport={"width": 390, "height": 844}),
    )
    sign_in(desk)
    desk.get_by_role("link", name="Inbox").first.click()
    expect(desk.locator("[data-open]")).to_have_count(0)
    reader.goto("/politics/")

    agency.send(1)
    row = desk.locator("[data-open]").filter(has_text="Trams come back to Quay Street")
    expect(row).to_be_visible(timeout=AT_ONCE_MS)
    desk.keyboard.press("j")
    desk.keyboard.press("p")
    expect(desk.get_by_role("textbox", name="Headline")).to_have_value("Trams come back to Quay Street")
    editor = desk.url
    publish(desk, then="published")

    bar = reader.locator(".live-bar")
    expect(bar.get_by_role("link")).to_have_text("1 new story", timeout=AT_ONCE_MS)
    bar.get_by_role("link").click()
    reader.get_by_role("main").get_by_role("link", name="Trams come back").first.click()
    story = reader.get_by_role("article")
    expect(story.get_by_text("24 to 23")).to_be_visible()
    reader.evaluate("window.isOpenStill = true")

    agency.send(2, ednote="CORRECTS the street.", headline="Trams come back to Harbour Street")
    desk.goto("/desk/recalls/")
    desk.get_by_role("link", name="Trams come back to Quay Street").click()
    expect(desk.get_by_text("CORRECTS the street.")).to_be_visible()
    desk.get_by_role("button", name="Correct it").click()
    desk.wait_for_url(editor)
    desk.get_by_role("textbox", name="Headline").fill("Trams come back to Harbour Street")
    publish(desk, then="published")

    expect(bar.get_by_text("corrected")).to_be_visible(timeout=AT_ONCE_MS)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Trams come back to Quay Street")

    agency.send(3, pubstatus="canceled")
    expect(reader.get_by_role("heading", level=1)).to_have_text("We are checking this story", timeout=AT_ONCE_MS)
    expect(reader.get_by_text("24 to 23")).to_have_count(0)

    desk.goto("/desk/recalls/")
    desk.get_by_role("link", name="Trams come back to Harbour Street").click()
    desk.get_by_role("link", name="Kill the story").click()
    kill_on_this_screen(desk, "The vote is being recounted.")
    assert reader.evaluate("window.isOpenStill")
    assert reader.reload().status == 410
    expect(reader.get_by_text("The vote is being recounted.")).to_be_visible()
