"""The wires side by side: by keyboard, and live while copy comes in."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from broadsheet.people.models import User
from broadsheet.wire.models import Preset, Source, WireItem
from broadsheet.wire.services.ingest import ingest
from tests.journeys.test_wire_to_reader import sign_in
from tests.wire.test_folder import ninjs
from tests.wire.test_routing import rule

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("width", [1280, 390])
def test_copy_arrives_in_its_columns_and_is_picked_up_by_keyboard(
    width: int,
    open_page: Callable[..., Page],
    paper: SimpleNamespace,
    site_tree: SimpleNamespace,
    ada: User,
    wire_source: Source,
) -> None:
    """A rule tags it and raises an alarm; the columns whose search it answers show it at once, the others do not."""
    rule("Ferries", words="ferry", tags="ferries", raises_alarm=True, desk=site_tree.politics)
    for name, query in (("Trams", "q=trams"), ("Ferries", "tag=ferries")):
        Preset.objects.create(owner=ada, name=name, query=query)
    ingest(ninjs("Trams stop"), source=wire_source)
    page = open_page(viewport={"width": width, "height": 900}, color_scheme="dark")
    sign_in(page)
    page.goto("/desk/wires/")
    trams, ferries = page.get_by_role("region", name="Trams"), page.get_by_role("region", name="Ferries")
    expect(trams.get_by_text("Trams stop")).to_be_attached()

    ingest(ninjs("Ferry sails all winter"), source=wire_source)

    expect(ferries.get_by_text("Ferry sails all winter")).to_be_attached(timeout=10_000)
    expect(page.locator("[data-alarms]").get_by_text("Ferry sails all winter")).to_be_visible()
    expect(trams.get_by_text("Ferry sails all winter")).to_have_count(0)

    page.keyboard.press("j")
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    drawer = page.get_by_role("region", name="The item")
    expect(drawer.get_by_role("heading", name="Ferry sails all winter")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    page.keyboard.press("Enter")
    drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_be_hidden()

    page.keyboard.press("p")

    page.wait_for_url("**/edit/")
    assert WireItem.objects.get(headline="Ferry sails all winter").pickups.get().by == ada
