"""Every kind of page passes axe, light and dark, on a phone and on a desk."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pyrage import x25519

from tests.journeys.kinds import page_kinds

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    scheme: str, width: int, paper: SimpleNamespace, open_page: Callable[..., Page], settings: Any
) -> None:
    """Whatever a reader can meet; the tip form with a key, or there would be no form on it."""
    settings.BROADSHEET = settings.BROADSHEET | {"tip_keys": [str(x25519.Identity.generate().to_public())]}
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults = []
    for kind, address in page_kinds(paper).items():
        page.goto(address)
        faults += [f"{kind}: {found}" for found in axe_faults(page)]

    assert faults == []


def test_axe_finds_a_fault_that_is_there(paper: SimpleNamespace, page: Page) -> None:
    """Otherwise the test above could pass for the wrong reason."""
    page.goto("/")
    page.evaluate("document.querySelector('#site-search').labels[0].remove()")
    page.evaluate("document.querySelector('#site-search').placeholder = ''")

    assert any("label" in found for found in axe_faults(page))


def axe_faults(page: Page) -> list[str]:
    """List what axe holds against a page, with the element."""
    violations = Axe().run(page).response["violations"]
    return [f"{rule['id']} {node['html'][:160]}" for rule in violations for node in rule["nodes"]]
