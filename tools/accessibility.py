"""Check a running site with axe and write the result that the accessibility statement prints.

Run `make accessibility` with the demo running (`make demo`), or `python -m tools.accessibility ADDRESS`. Every kind of
page is looked at in light and in dark, at 390 and at 1280 px. The exit code is 1 if anything was found.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from tests.needs import chromium

RESULT = Path(__file__).resolve().parents[1] / "src" / "broadsheet" / "public" / "accessibility_check.json"
FIXED = (
    "/",
    "/latest/",
    "/trending/",
    "/archive/",
    "/search/?q=the",
    "/about-us/",
    "/accessibility-statement/",
    "/privacy-policy/",
    "/rss-terms/",
    "/sitemap/",
    "/contact-us/",
    "/request-a-correction/",
    "/send-a-news-tip/",
    "/cookie-settings/",
    "/ad-choices/",
    "/account/login/",
    "/account/signup/",
    "/no-such-page/",
)
SECTION = ".section-bar li:nth-child(n+3) a"
STORY = "main .headline a"
ON_THE_SITEMAP = ("main a[href^='/topic/']", "main a[href^='/author/']")
SCHEMES, WIDTHS = ("light", "dark"), (390, 1280)


def main() -> int:
    """Check, write the result, print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000", help="Where the site answers.")
    address = parser.parse_args().address.rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        paths = [*FIXED, *found_on(browser, address)]
        faults = sorted(set(look_at(browser, address, paths)))
        browser.close()
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    RESULT.write_text(
        json.dumps({"checked_at": moment, "pages": len(paths), "violations": len(faults)}, indent=1) + "\n"
    )
    summary = f"{len(paths)} kinds of page, {len(faults)} faults. Written to {RESULT.name}."
    sys.stdout.write("\n".join([*faults, summary]) + "\n")
    return 1 if faults else 0


def found_on(browser: Browser, address: str) -> list[str]:
    """Find a section, a story of it, a topic and an author, by their links."""
    page = browser.new_page(base_url=address)
    page.goto("/")
    section = path_of(page, SECTION)
    page.goto(section)
    story = path_of(page, STORY)
    page.goto("/sitemap/")
    return [section, story, *(path_of(page, link) for link in ON_THE_SITEMAP if page.locator(link).count())]


def path_of(page: Page, link: str) -> str:
    """Give the address that the first such link leads to."""
    return page.locator(link).first.get_attribute("href") or "/"


def look_at(browser: Browser, address: str, paths: list[str]) -> Iterator[str]:
    """Give every fault, with the page and the element."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            page = browser.new_page(
                base_url=address,
                color_scheme=scheme,
                viewport={"width": width, "height": 900},  # type: ignore[arg-type]
            )
            for path in paths:
                page.goto(path)
                for rule in Axe().run(page).response["violations"]:
                    for node in rule["nodes"]:
                        yield f"{path} ({scheme}, {width} px): {rule['id']} {node['html'][:120]}"
            page.close()


if __name__ == "__main__":
    sys.exit(main())
