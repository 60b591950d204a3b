"""What a reader does with the paper: reads, looks for things, sets it up to suit the eyes, hands it on, prints it."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from broadsheet.readers.models import ConsentRecord

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
FILM = "www.youtube-nocookie.com"

# What the root element says when the body begins, which is before anything is painted.
BEFORE_PAINT = """
new MutationObserver((_, watching) => {
  if (!document.body) return;
  window.beforePaint = { ...document.documentElement.dataset };
  watching.disconnect();
}).observe(document, { childList: true, subtree: true });
"""

# Text that its own box hides, and the page's own sideways scroll. What only screen readers get does not count.
CUT_OFF = """
() => {
  const hidden = (element) => getComputedStyle(element).clipPath !== "none" || !element.checkVisibility();
  const cut = [...document.querySelectorAll("body *")].filter((element) => {
    const style = getComputedStyle(element);
    const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    if (!hides || hidden(element) || !element.innerText?.trim()) return false;
    return element.scrollWidth > element.clientWidth + 1 && style.overflowX !== "visible";
  });
  const names = cut.map((element) => element.tagName + "." + element.className);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 0 ? [...names, `the page is ${wide} px too wide`] : names;
}
"""
FONT_SIZE = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
BRIGHTNESS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return (red + green + blue) / 3;
}
"""
OUTLINED = """
() => {
  const here = document.activeElement;
  const shows = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = here.getBoundingClientRect();
  const seen = box.width > 0 && box.height > 0;
  return { name: here.outerHTML.slice(0, 90), shown: seen && (shows(here) || !!here.closest(".card:focus-within")
    && shows(here.closest(".card"))) };
}
"""


def test_a_reader_goes_from_the_front_to_a_story_and_on(page: Page, paper: SimpleNamespace) -> None:
    """Section, story, who wrote it, what the picture shows, the way back, and the next story."""
    page.goto("/")
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Politics").click()
    page.get_by_role("main").get_by_role("link", name=paper.story.title).click()
    story = page.get_by_role("article")

    expect(page.get_by_role("heading", level=1)).to_have_text(paper.story.title)
    expect(story.get_by_text("The council was split for nine hours")).to_be_visible()
    expect(story.get_by_role("link", name="Ada Lind").first).to_have_attribute("href", "/author/ada-lind/")
    expect(story.get_by_role("img", name="Two trams meet on a bridge.").first).to_be_visible()
    expect(story.get_by_text("Nils Ferro/NPA").first).to_be_visible()
    expect(story.get_by_role("link", name="Originally appeared on Osmark Dagblad")).to_be_visible()

    page.get_by_role("navigation", name="More stories").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ferry timetable changes in Politics")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Politics").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Politics")


def test_search_forgives_a_typo_marks_the_passage_and_can_be_narrowed(
    open_page: Callable[..., Page], paper: SimpleNamespace
) -> None:
    """What was found has an address that shows the same to somebody else."""
    page = open_page(viewport=DESK)
    page.goto("/")
    page.get_by_role("search").first.get_by_label("Search").fill("zepelin")
    page.keyboard.press("Enter")
    results = page.locator(".results")
    expect(results.get_by_role("link", name=paper.story.title)).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("1 story")

    page.get_by_label("Words to look for").fill("thirty years")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(results.get_by_role("listitem")).to_have_count(1)
    expect(results.locator("mark")).to_have_text(["thirty", "years"])

    page.get_by_label("Words to look for").fill("rents")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(results.get_by_role("listitem")).to_have_count(3)
    page.get_by_label("Section", exact=True).select_option(label="Sports")
    page.get_by_label("From").fill(f"{timezone.localdate() - timedelta(days=1):%Y-%m-%d}")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(results.get_by_role("link")).to_have_text(["Rents rise again in Sports"])

    other = open_page(viewport=PHONE)
    other.goto(page.url)
    expect(other.locator(".results").get_by_role("link")).to_have_text(["Rents rise again in Sports"])


def test_text_size_has_four_steps_is_remembered_and_cuts_nothing_off(
    open_page: Callable[..., Page], paper: SimpleNamespace
) -> None:
    """On a phone, at the largest step, on pages of every build; set before anything is painted."""
    page = open_page(viewport=PHONE)
    page.add_init_script(BEFORE_PAINT)
    page.goto(paper.story.path_on_site)
    sizes = []
    for name in ("Small", "Standard", "Large", "Largest"):
        page.get_by_role("button", name="Text size").click()
        page.get_by_role("group", name="Text size").get_by_label(name, exact=True).check()
        page.keyboard.press("Escape")
        sizes.append(page.evaluate(FONT_SIZE))

    assert sizes == sorted(set(sizes))
    page.reload()
    assert page.evaluate("window.beforePaint.textSize") == "4"
    assert page.evaluate(FONT_SIZE) == sizes[-1]
    for path in (paper.story.path_on_site, "/", "/politics/", "/search/?q=rents", "/contact-us/", "/archive/"):
        page.goto(path)
        assert page.evaluate(CUT_OFF) == [], path


def test_appearance_is_dark_when_asked_for_and_stays_so(open_page: Callable[..., Page], paper: SimpleNamespace) -> None:
    """Whatever the device prefers; without a flash; until the reader leaves it to the device again."""
    page = open_page(viewport=DESK, color_scheme="light")
    page.add_init_script(BEFORE_PAINT)
    page.goto("/")
    assert page.evaluate(BRIGHTNESS) > 200

    choose_appearance(page, "Dark")
    assert page.evaluate(BRIGHTNESS) < 60
    page.goto(paper.story.path_on_site)
    assert page.evaluate("window.beforePaint.appearance") == "dark"
    assert page.evaluate(BRIGHTNESS) < 60

    page.emulate_media(color_scheme="dark")
    choose_appearance(page, "Light")
    assert page.evaluate(BRIGHTNESS) > 200
    choose_appearance(page, "As this device")
    page.reload()
    assert page.evaluate(BRIGHTNESS) < 60
    page.emulate_media(color_scheme="light")
    assert page.evaluate(BRIGHTNESS) > 200


def choose_appearance(page: Page, name: str) -> None:
    """Open the sheet, choose, close it."""
    page.get_by_role("button", name="Appearance").click()
    page.get_by_role("group", name="Appearance").get_by_label(name).check()
    page.keyboard.press("Escape")


def test_a_story_can_be_handed_on(open_page: Callable[..., Page], paper: SimpleNamespace) -> None:
    """Its link is copied and the button says so; the links to others carry address and headline, and nothing loads."""
    page = open_page(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    page.goto(paper.story.path_on_site)
    share = page.get_by_role("group", name="Share this story")
    address = page.locator("link[rel=canonical]").get_attribute("href") or ""
    assert address == "https://osmark.example/trams"  # the original's; what is shared is our own page

    share.get_by_role("button", name="Copy link").click()

    expect(share.get_by_role("status")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(paper.story.path_on_site)
    for name in ("X", "Facebook", "E-mail"):
        link = share.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        assert paper.story.slug in link, name
    expect(share.get_by_role("button", name="Copy link")).to_be_visible()


def test_print_leaves_the_furniture_out(page: Page, paper: SimpleNamespace) -> None:
    """Words, credits and the address are on paper; controls, advertisements and lists are not."""
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    page.goto(paper.story.path_on_site)
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == 1

    page.emulate_media(media="print", color_scheme="dark")

    for kept in ("h1", ".standfirst", ".byline", ".story-picture .credit", ".source", ".print-address", ".copyright"):
        expect(page.locator(kept).first).to_be_visible()
    expect(page.locator(".print-address")).to_contain_text(paper.story.path_on_site)
    for dropped in (".sections", ".search", ".tools", ".share", ".story-tools", ".footer-column", ".more-stories"):
        expect(page.locator(dropped).first).to_be_hidden()
    assert page.evaluate(BRIGHTNESS) == 255
    assert page.evaluate("getComputedStyle(document.querySelector('.source a'), '::after').content") == (
        '" (https://osmark.example/trams)"'
    )


def test_nothing_is_stored_before_a_choice_and_refusing_is_as_easy(
    open_page: Callable[..., Page], paper: SimpleNamespace
) -> None:
    """Both answers stand side by side; the choice is obeyed, logged, and can be changed."""
    page = open_page(viewport=DESK, may_ask=(FILM,))
    page.route(f"https://{FILM}/**", lambda route: empty(route))
    page.goto("/")
    page.goto(paper.story.path_on_site)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    expect(page.get_by_role("button", name="Load from YouTube")).to_be_visible()

    page.get_by_role("button", name="Cookie settings").click()
    dialog = page.get_by_role("dialog", name="Cookie settings")
    expect(dialog.get_by_role("radio")).to_have_count(2)
    dialog.get_by_label("Refuse").check()
    dialog.get_by_role("button", name="Save my choice").click()
    expect(dialog.get_by_role("status")).to_have_text("Saved.")
    dialog.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Cookie settings")).to_be_focused()
    page.reload()
    expect(page.locator("iframe")).to_have_count(0)

    page.get_by_role("button", name="Cookie settings").click()
    expect(dialog.get_by_label("Refuse")).to_be_checked()
    dialog.get_by_label("Accept").check()
    dialog.get_by_role("button", name="Save my choice").click()
    expect(dialog.get_by_role("status")).to_have_text("Saved.")
    page.reload()
    expect(page.locator("iframe")).to_have_attribute("src", f"https://{FILM}/embed/abc")
    page.get_by_role("button", name="Cookie settings").click()
    expect(dialog.get_by_label("Accept")).to_be_checked()
    assert list(ConsentRecord.objects.order_by("pk").values_list("allows_embeds", flat=True)) == [False, True]


def empty(route: Route) -> None:
    """Answer for the film's host with an empty page."""
    route.fulfill(body="<!doctype html><title>Film</title>", content_type="text/html")


def test_everything_is_reached_by_keyboard_and_focus_is_seen(page: Page, paper: SimpleNamespace) -> None:
    """The first key leads past the furniture; every stop is outlined; Escape closes what was opened."""
    page.goto(paper.story.path_on_site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")

    page.reload()
    stops = 0
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement === document.body"):
        stop = page.evaluate(OUTLINED)
        assert stop["shown"], stop["name"]
        stops += 1
        page.keyboard.press("Tab")
    assert stops > page.locator("main a:visible").count() > 10

    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu-list")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".menu-list")).to_be_hidden()
    page.get_by_role("button", name="Text size").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Text size").get_by_label("Standard")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name="Text size").get_by_label("Large", exact=True)).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Text size")).to_be_focused()


def test_the_paper_works_without_scripts(open_page: Callable[..., Page], paper: SimpleNamespace) -> None:
    """Menu, sections, story, search and the choice about cookies; no control that only looks alive."""
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/")
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("navigation", name="Sections").get_by_role("link", name="Politics").click()
    page.get_by_role("main").get_by_role("link", name=paper.story.title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(paper.story.title)
    expect(page.get_by_role("link", name="Open at YouTube")).to_be_visible()
    for name in ("Text size", "Appearance", "Copy link", "Print", "Listen"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)

    page.get_by_role("search").get_by_label("Search").fill("zepelin")
    page.keyboard.press("Enter")
    expect(page.locator(".results").get_by_role("link", name=paper.story.title)).to_be_visible()

    page.get_by_role("link", name="Cookie settings").click()
    page.get_by_label("Accept").check()
    page.get_by_role("button", name="Save my choice").click()
    expect(page.get_by_role("main").get_by_role("status")).to_have_text("Saved.")
    page.goto("/cookie-settings/")
    expect(page.get_by_label("Accept")).to_be_checked()
