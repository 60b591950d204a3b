"""Promises of the templates: valid pages, named parts, nothing dead, colours one can read."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import html5lib
import lxml.html
import pytest

import broadsheet.theme
from broadsheet.public.shapes import (
    AdView,
    BlockView,
    BylineView,
    CardView,
    ContainerView,
    CorrectionView,
    Crop,
    FeedLink,
    Link,
    PictureView,
    SourceView,
    StoryView,
)
from broadsheet.theme.printing import printed

STATIC = Path(broadsheet.theme.__file__).parent / "static" / "theme"
TEMPLATES = [Path(broadsheet.theme.__file__).parents[1] / app / "jinja2" for app in ("theme", "public")]
MOMENT = datetime(2026, 11, 23, 18, 40, tzinfo=UTC)
PICTURE = PictureView(
    crops={"lead": Crop("/p-lead.jpg", 960, 640, "/p-lead.jpg 960w"), "wide": Crop("/p-wide.jpg", 1200, 675)},
    alternative_text="Cranes at dawn",
    caption="The port",
    credit="Nils Ferro/The Courier",
)
SITE = SimpleNamespace(
    name="The Courier",
    tagline="Early, and right.",
    logo_url="",
    today=MOMENT,
    path="/",
    year=2026,
    language="en",
    direction="ltr",
    base_url="https://courier.example",
    about="Printed on Quay Street.",
    copyright_holder="The Courier Trust",
    sections=(Link("World", "/world/"), Link("Business", "/business/", children=(Link("Money", "/business/money/"),))),
    follow=(Link("RSS", "/rss/"),),
    footer={name: (Link(name.title(), f"/{name}/"),) for name in ("company", "contact", "terms")},
    feeds=(FeedLink("The Courier", "/feed.xml"),),
)
ADS = {"story": AdView("story", 300, 600, "/archive/", "The archive"), "top": AdView("top", 970, 250, "/letter/", "L")}
LAYOUTS = ("lead", "deck", "columns", "strip", "opinion", "list", "popular", "advertisement")


def make_card(number: int = 1, **changes) -> CardView:
    """The dullest card with a picture."""
    url = f"/world/2026/11/23/story-{number}/"
    return replace(
        CardView(number, url, f"Story {number}", MOMENT, section=Link("World", "/world/"), picture=PICTURE), **changes
    )


def make_block(kind: str, **values) -> BlockView:
    """A block as the projector renders it."""
    block = SimpleNamespace(id="b-1", kind=kind, html="Words", **values)
    return BlockView("b-1", kind, printed(f"public/blocks/{kind}.html", {"block": block}))


def make_story(**changes) -> StoryView:
    """A story with a bit of everything."""
    card = make_card(standfirst="It happened.", kicker="The treaty", updated_at=MOMENT.replace(hour=19))
    story = StoryView(
        card=card,
        uuid="u-1",
        language="en",
        breadcrumb=(Link("Home", "/"), Link("World", "/world/"), Link(card.headline, card.url, current=True)),
        bylines=(BylineView("Maren Holt", url="/author/maren-holt/"), BylineView("Idris Fenn", "Editing by")),
        byline_text="Maren Holt",
        dateline="Aldermere",
        picture=PICTURE,
        blocks=(make_block("paragraph"),),
        topics=(Link("Strait treaty", "/topic/strait-treaty/"),),
        source=SourceView("The Falls Reporter", "https://falls.example/1", "CC BY 4.0"),
        canonical_url="https://falls.example/1",
        absolute_url=f"https://courier.example{card.url}",
        corrections=(CorrectionView(MOMENT, "It was 66, not 64.", "b-1"),),
        previous=make_card(2),
        next=make_card(3),
        related=(make_card(4),),
        popular=(make_card(5),),
    )
    return replace(story, **changes)


def print_story(**changes) -> str:
    return printed("public/story.html", {"story": make_story(**changes), "site": SITE, "ads": ADS})


def print_front() -> str:
    cards = tuple(make_card(number) for number in range(1, 7))
    containers = [ContainerView(layout, cards, title=layout.title()) for layout in LAYOUTS]
    return printed("public/front.html", {"containers": containers, "site": SITE, "ads": ADS})


def refuse_faults(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"picture": None, "corrections": (), "source": None, "bylines": (), "dateline": ""},
        {"previous": None, "next": None, "related": (), "popular": (), "topics": (), "byline_text": "", "bylines": ()},
    ],
    ids=["full", "no picture", "bare"],
)
def test_a_story_is_valid_whatever_it_lacks(changes):
    refuse_faults(print_story(**changes))


def test_a_front_of_all_layouts_is_valid():
    refuse_faults(print_front())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [0, 1, 3, 9])
def test_each_layout_takes_any_number_of_stories(layout, count):
    cards = tuple(make_card(number, picture=PICTURE if number % 2 else None) for number in range(count))
    containers = [ContainerView(layout, cards)]

    page = printed("public/front.html", {"containers": containers, "site": SITE, "ads": {}})

    refuse_faults(page)
    assert lxml.html.fromstring(page).xpath("count(//article)") == (0 if layout == "advertisement" else count)


def test_the_parts_of_a_story_have_the_names_readers_look_for():
    page = lxml.html.fromstring(print_story())

    named = set(page.xpath("//*[@aria-label]/@aria-label"))
    assert {"Sections", "Breadcrumb", "Share this story", "Corrections", "More stories", "Advertisement"} <= named
    for heading in ("Topics", "You might also like", "Popular", "Follow us"):
        found = page.xpath("//*[@aria-labelledby = //h2[normalize-space()=$name]/@id]", name=heading)
        assert found, f"nothing is labelled by the heading “{heading}”"
    assert page.xpath("//form[@role='search']//label[normalize-space()='Search']")
    assert page.xpath("//a[normalize-space()='Sign in']")
    assert page.xpath("//a[normalize-space()='Cookie settings']/@href") == ["/cookie-settings/"]


def test_each_paragraph_can_be_linked_to():
    page = lxml.html.fromstring(print_story())

    paragraph = page.get_element_by_id("b-1")
    assert paragraph.xpath(".//a[@class='permalink']/@href") == ["#b-1"]


def test_no_link_leads_nowhere():
    for page in (print_story(), print_front()):
        tree = lxml.html.fromstring(page)
        ids = set(tree.xpath("//@id"))
        targets = tree.xpath("//a/@href")
        assert targets
        assert not [href for href in targets if href in ("", "#")]
        assert not [href for href in targets if href.startswith("#") and href[1:] not in ids]


def test_controls_that_need_a_script_cannot_be_met_without_one():
    """They wait invisible (`data-js`, `hidden`) until their script runs."""
    for button in lxml.html.fromstring(print_story()).xpath("//button"):
        waiting = button.xpath("ancestor-or-self::*[@data-js or @hidden]")
        assert waiting, lxml.html.tostring(button)


def test_every_icon_that_is_used_is_drawn():
    page = lxml.html.fromstring(print_story() + print_front())
    used = set()
    for template in (path for folder in TEMPLATES for path in folder.rglob("*.html")):
        used |= {f"i-{name}" for name in re.findall(r'icon\("([a-z]+)"\)', template.read_text())}

    assert used
    assert used <= set(page.xpath("//symbol/@id"))


def test_a_related_link_whose_story_is_gone_prints_nothing():
    assert make_block("related", card=None, href="", title="").html.strip() == ""
    assert "MORE:" in make_block("related", card=make_card(), href="", title="").html


def test_an_embed_loads_nothing_and_names_who_keeps_it():
    page = lxml.html.fromstring(make_block("embed", href="https://youtu.be/abc", title="The count").html)

    assert not page.xpath("//iframe | //script | //img")
    assert page.xpath("//a[normalize-space()='Open at YouTube']/@href") == ["https://youtu.be/abc"]


def test_words_of_a_plain_block_cannot_become_markup():
    for kind in ("crosshead", "preformatted"):
        block = SimpleNamespace(id="b-1", html="<script>1</script>", level=2)
        assert "<script>" not in printed(f"public/blocks/{kind}.html", {"block": block})


def test_a_killed_story_says_so_and_gives_the_reason():
    page = printed("410.html", {"site": SITE, "is_killed": True, "reason": "A court ordered it."})

    refuse_faults(page)
    assert "withdrawn for good" in page
    assert "A court ordered it." in page


@pytest.mark.parametrize("name", ["403", "404", "410", "500", "503"])
def test_error_pages_stand_without_any_context(name):
    refuse_faults(printed(f"{name}.html"))


def test_the_inline_script_of_the_page_is_the_one_that_is_hashed():
    assert f"<script>{printed('theme/prepaint.js')}</script>" in print_front()
    assert len(re.findall(r"<script>", print_story())) == 1


def test_pages_carry_no_inline_style_and_no_handler():
    for page in (print_story(), print_front()):
        assert not re.search(r'\s(style|on[a-z]+)="', page)


def test_the_style_sheet_asks_only_for_files_that_are_there():
    sheet = STATIC / "css" / "broadsheet.css"

    named = re.findall(r"url\(([^)]+)\)", sheet.read_text())
    assert named
    assert all((sheet.parent / path).is_file() for path in named)


def luminance(colour: str) -> float:
    """Relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    digits = colour if len(colour) == 6 else "".join(digit * 2 for digit in colour)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("appearance", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink-2", "paper", 4.5),
        ("ink-2", "wash", 4.5),
        ("accent", "paper", 4.5),
        ("ink", "mark", 4.5),
    ],
)
def test_colours_can_be_read(appearance, ink, ground, least):
    css = (STATIC / "css" / "broadsheet.css").read_text()
    pairs = {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+):light-dark\(#(\w+),#(\w+)\)", css)}

    lighter, darker = sorted((luminance(pairs[name][appearance]) for name in (ink, ground)), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= least
