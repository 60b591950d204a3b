"""What readers send reaches the desk: with a number for the sender, or sealed."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect
from pyrage import decrypt, x25519

from broadsheet.readers.models import Enquiry
from broadsheet.stories.models import StoryPage
from broadsheet.tips.models import Tip
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def desk_key(monkeypatch: pytest.MonkeyPatch) -> x25519.Identity:
    """The desk's key, of which the server knows only the public half."""
    key = x25519.Identity.generate()
    monkeypatch.setitem(settings.BROADSHEET, "tip_keys", [str(key.to_public())])
    return key


@pytest.fixture
def desk(open_page: Callable[..., Page], site_tree: SimpleNamespace) -> Page:
    """Eve's screen: she publishes the paper, and sees every queue."""
    factories.make_user("Eve", groups=tuple(Group.objects.filter(name="Publisher")))
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto("/desk/")
    page.get_by_label("E-mail address").fill("eve@courier.example")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_request_for_a_correction_gets_a_number_and_an_answer(
    with_scripts: bool,
    paper: SimpleNamespace,
    desk: Page,
    open_page: Callable[..., Page],
    jobs: Callable[[], int],
    mailoutbox: list[Any],
) -> None:
    """From the foot of the story, which it names; an empty one is refused in words beside the field."""
    reader = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=with_scripts)
    reader.goto(paper.story.path_on_site)
    reader.get_by_role("link", name="Have we made a mistake? Request a correction").click()
    form = reader.get_by_role("main")
    expect(form.get_by_label("Address of the story")).to_have_value(address_of(paper.story))
    form.get_by_label("What is wrong, and what is right").fill("The vote was 24 to 22.")
    form.get_by_role("button", name="Send").click()
    field = form.get_by_label("Your e-mail address")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(form.get_by_text("This field is required.")).to_be_visible()
    field.fill("cleo@reader.example")
    form.get_by_role("button", name="Send").click()
    number = form.get_by_role("status").locator("b").inner_text()
    jobs()

    assert [mail.to for mail in mailoutbox] == [["cleo@reader.example"]]
    assert number in mailoutbox[0].subject
    desk.goto("/desk/enquiries/?kind=correction")
    desk.get_by_role("link", name=number).click()
    expect(desk.get_by_text("The vote was 24 to 22.")).to_be_visible()
    expect(desk.get_by_role("link", name=paper.story.slug)).to_have_attribute("href", address_of(paper.story))
    desk.get_by_label("Answer").fill("You are right; it is put right.")
    desk.get_by_role("button", name="Send the answer").click()
    expect(desk.get_by_text(f"The answer to {number} is on its way.")).to_be_visible()
    jobs()
    assert "You are right" in mailoutbox[1].body


def address_of(story: StoryPage) -> str:
    """Give the address of a story as the publication writes it."""
    return f"{settings.BROADSHEET['base_url']}{story.path_on_site}"


def test_an_address_that_is_none_is_words_to_the_desk(paper: SimpleNamespace, desk: Page) -> None:
    """What a stranger wrote into the field is not a link the desk could be made to follow."""
    enquiry = Enquiry.objects.create(
        kind="correction", email="x@reader.example", message="Wrong.", story_url="javascript:document.title='taken'"
    )

    desk.goto(f"/desk/enquiries/{enquiry.number}/")

    expect(desk.get_by_text("javascript:document.title")).to_be_visible()
    expect(desk.locator("a[href^='javascript']")).to_have_count(0)


def test_a_letter_to_the_paper_waits_in_the_queue(
    paper: SimpleNamespace, desk: Page, open_page: Callable[..., Page]
) -> None:
    """The number on the receipt is the number in the queue."""
    reader = open_page(viewport={"width": 1280, "height": 900})
    reader.goto("/")
    reader.get_by_role("contentinfo").get_by_role("link", name="Contact us").click()
    form = reader.get_by_role("main")
    form.get_by_label("Your name").fill("Cleo")
    form.get_by_label("Your e-mail address").fill("cleo@reader.example")
    form.get_by_label("Subject").fill("The crossword")
    form.get_by_label("Message").fill("Nine down is too easy.")
    form.get_by_role("button", name="Send").click()
    number = form.get_by_role("status").locator("b").inner_text()

    desk.goto("/desk/")
    desk.get_by_role("link", name="Enquiries").first.click()
    row = desk.get_by_role("row").filter(has_text=number)
    expect(row).to_contain_text("The crossword")
    expect(row).to_contain_text("Cleo")


@pytest.mark.parametrize("with_scripts", [True, False])
def test_a_tip_is_sealed_on_arrival(
    with_scripts: bool, paper: SimpleNamespace, desk_key: Any, desk: Page, open_page: Callable[..., Page]
) -> None:
    """No cookie is set, nothing readable is kept; the desk takes away a file only its key opens."""
    reader = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=with_scripts)
    reader.goto("/send-a-news-tip/")
    expect(reader.get_by_text("sets no cookie")).to_be_visible()
    reader.get_by_label("Your tip").fill("The books are cooked.")
    reader.get_by_role("button", name="Send the tip").click()
    expect(reader.get_by_role("main").get_by_role("status")).to_contain_text("Thank you.")
    assert reader.context.cookies() == []
    assert b"cooked" not in bytes(Tip.objects.get().sealed)

    desk.goto("/desk/tips/")
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Download").click()
    assert b"The books are cooked." in decrypt(taken.value.path().read_bytes(), [desk_key])
