"""From the wire file to the reader through the desk, and back out of sight, all of it in a browser."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from broadsheet.people.models import User
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import Subject
from broadsheet.wire.services.pictures import keep_delivered
from tests import factories

WIRE = Path(__file__).parent / "wire" / "tram-vote.json"
HEADLINE = "Trams come back to Quay Street"
LISTS = ("/", "/politics/", "/latest/", "/search/?q=halvorsen")
FEEDS = tuple(f"{path}feed.{kind}" for path in ("/", "/politics/") for kind in ("xml", "atom", "json"))


@pytest.fixture
def wire(paper: SimpleNamespace, site_tree: SimpleNamespace) -> None:
    """A file of the agency, its picture delivered beside it, and an older item below it in the inbox."""
    Subject.objects.create(code="medtop:11000000", name="politics", section=site_tree.politics)
    source = factories.make_source()
    factories.make_item(source, "Ferry fares rise", section=site_tree.politics)
    keep_delivered(source, "trams.jpg", factories.jpeg("steelblue", (900, 600)))
    call_command("ingest", WIRE, source=source.name)


@pytest.mark.browser
def test_a_wire_file_becomes_a_story_that_readers_see_until_it_is_killed(
    wire: None, ada: User, open_page: Callable[..., Page], jobs: Callable[[], int]
) -> None:
    """Inbox, draft, held for want of a description, published, found everywhere; killed, found nowhere."""
    desk = open_page(viewport={"width": 1400, "height": 1000})
    sign_in(desk)
    pick_up_by_keyboard(desk)
    edit(desk)
    publish(desk, then="The lead picture has no alternative text.")
    describe_the_picture(desk)
    publish(desk, then="published")
    jobs()
    story = StoryPage.objects.get(title=HEADLINE)

    reader = open_page(viewport={"width": 390, "height": 844})
    read(reader, story.path_on_site)
    month = f"/sitemap-{story.dated:%Y-%m}.xml"
    places = (*LISTS, *FEEDS, month, "/sitemap-news.xml")
    assert [place for place in places if not shows(reader, place, story)] == []
    ninjs = reader.request.get(f"{story.path_on_site}story.ninjs").json()
    assert ninjs["headlines"][0]["value"] == HEADLINE

    kill(desk, story)

    assert reader.goto(story.path_on_site).status == 410
    expect(reader.get_by_text("The vote is being recounted.")).to_be_visible()
    assert [place for place in places if shows(reader, place, story)] == []
    assert reader.request.get(f"{story.path_on_site}story.ninjs").status == 410


def sign_in(desk: Page) -> None:
    """Come in by the desk's own door."""
    desk.goto("/desk/")
    desk.get_by_label("E-mail address").fill("ada@courier.example")
    desk.get_by_label("Password").fill(factories.PASSWORD)
    desk.get_by_role("button", name="Sign in").click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()


def pick_up_by_keyboard(desk: Page) -> None:
    """Down, down, up, open, pick up: the item that came last stands first."""
    desk.get_by_role("link", name="Inbox").first.click()
    rows = desk.locator("[data-open]")
    expect(rows).to_have_count(2)
    expect(desk.get_by_role("button", name="Show")).to_be_hidden()  # the keys are listened to from now on
    desk.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    desk.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    desk.keyboard.press("k")
    expect(rows.nth(0)).to_contain_text("Council votes for trams")
    expect(rows.nth(0)).to_be_focused()
    desk.keyboard.press("Enter")
    item = desk.get_by_label("The item")
    expect(item.get_by_role("heading", name="Council votes for trams")).to_be_visible()
    expect(item.locator("img")).to_have_js_property("naturalWidth", 900)
    desk.keyboard.press("p")
    expect(desk.get_by_role("textbox", name="Headline")).to_have_value("Council votes for trams")


def edit(desk: Page) -> None:
    """Change headline and byline; the rest is as the wire said."""
    desk.get_by_role("textbox", name="Headline").fill(HEADLINE)
    names = desk.get_by_role("textbox", name="Or a name")
    expect(names).to_have_value("Nils Ferro")
    names.fill("Ada Lind and Nils Ferro")
    expect(desk.get_by_role("textbox", name="Dateline")).to_have_value("Aldermere")


def publish(desk: Page, *, then: str) -> None:
    """Give the order in the form's footer, and read the desk's answer."""
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator(".messages")).to_contain_text(then)


def describe_the_picture(desk: Page) -> None:
    """Follow the picture to its own page and say what it shows."""
    desk.get_by_role("region", name="Lead picture").get_by_role("button", name="Actions").click()
    with desk.expect_popup() as opened:
        desk.get_by_role("link", name="Edit this image").click()
    picture = opened.value
    picture.get_by_label("Description").fill("Two trams pass on a bridge.")
    picture.get_by_role("button", name="Save").click()
    expect(picture.locator(".messages")).to_contain_text("updated")
    picture.close()


def read(reader: Page, path: str) -> None:
    """See the story as readers do."""
    assert reader.goto(path).status == 200
    expect(reader.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    story = reader.get_by_role("article")
    for words in ("Ada Lind and Nils Ferro", "Nine hours of debate", "The dredger Halvorsen", "Nils Ferro/NPA"):
        expect(story.get_by_text(words).first).to_be_visible()
    expect(story.get_by_role("img", name="Two trams pass on a bridge.")).to_be_visible()


def shows(reader: Page, place: str, story: StoryPage) -> bool:
    """Say whether a list, a feed or a sitemap leads to the story."""
    answer = reader.request.get(place)
    assert answer.status == 200, place
    return story.path_on_site in answer.text()


def kill(desk: Page, story: StoryPage) -> None:
    """Order the kill in the story's editor, say why, and mean it."""
    desk.goto(f"/desk/pages/{story.pk}/edit/")
    desk.keyboard.press("Control+Alt+k")
    kill_on_this_screen(desk, "The vote is being recounted.")


def kill_on_this_screen(desk: Page, reason: str) -> None:
    """Say why, and mean it."""
    desk.get_by_role("textbox", name="Reason").fill(reason)
    desk.get_by_role("button", name="Kill the story").click()
    expect(desk.get_by_text("Say that you understand")).to_be_visible()
    desk.get_by_label("Show the reason to readers").check()
    desk.get_by_label("I understand that this cannot be undone").check()
    desk.get_by_role("button", name="Kill the story").click()
    expect(desk.locator(".messages")).to_contain_text("Readers get 410 from now on.")
