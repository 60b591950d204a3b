"""Make a small newspaper: sections, stories of several shapes, topics, authors and the pages of the footer."""

import io
import json
from types import SimpleNamespace
from typing import Any

from django.core.files.images import ImageFile

from broadsheet.media.models import Picture
from broadsheet.publication.blocks import blocks_of
from broadsheet.publication.models import HomePage, InformationPage
from broadsheet.stories.body import new_block
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.kill import kill_story
from broadsheet.taxonomy.models import SectionPage, Topic
from tests import factories

FOOTER = (
    ("About us", "company"),
    ("Accessibility statement", "company"),
    ("Sitemap", "company"),
    ("Contact us", "contact"),
    ("Request a correction", "contact"),
    ("Privacy policy", "terms"),
    ("RSS terms", "terms"),
)
HEADLINES = ("Harbour bridge opens", "Rents rise again", "Choir wins at Aldermere", "Ferry timetable changes")


def make_paper(tree: SimpleNamespace) -> SimpleNamespace:
    """Fill the sections of `tree`; give the stories a journey visits by name, and everybody's addresses."""
    author = factories.make_contributor(
        "Ada Lind", title="Political editor", biography="Ada has covered the city since 2009.", on_masthead=True
    )
    topic = Topic.objects.create(name="Trams", slug="trams", description="The city’s tramways.")
    for title, column in FOOTER:
        make_information(tree.home, title, column)
    for section in (tree.politics, tree.sports, tree.world):
        for headline in HEADLINES:
            factories.publish(factories.make_story(section, f"{headline} in {section.title}"))
    killed = factories.publish(factories.make_story(tree.world, "A claim we cannot stand up"))
    kill_story(killed, reason="We could not stand it up.", by=factories.make_user("Dora"), is_reason_public=True)
    story = make_picture_story(tree.politics, author=author, topic=topic)
    return SimpleNamespace(story=story, killed=killed, topic=topic, author=author)


def make_information(home: HomePage, title: str, column: str) -> InformationPage:
    """A page of the footer, in force."""
    text = "<h2>What we promise</h2><p>To answer <a href='/contact-us/'>every letter</a>.</p>"
    page = InformationPage(
        title=title, slug=title.lower().replace(" ", "-"), column=column, body=blocks_of(text), live=False
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def make_photograph(title: str) -> Picture:
    """A picture of a size that the site scales."""
    drawn = ImageFile(io.BytesIO(factories.jpeg("steelblue", (900, 600))), name="trams.jpg")
    return Picture.objects.create(
        title=title, file=drawn, description="Two trams meet on a bridge.", credit="Nils Ferro/NPA"
    )


def make_picture_story(section: SectionPage, *, author: Any, topic: Topic) -> StoryPage:
    """A published story with every kind of block a reader commonly meets."""
    lead, other = make_photograph("Trams"), make_photograph("Bridge")
    story = factories.make_story(
        section,
        "Zeppelin museum wins tramway vote",
        kicker="Transport",
        standfirst="The council was split for nine hours; one abstention decided it.",
        dateline="Aldermere",
        lead_picture=lead,
        source_name="Osmark Dagblad",
        source_url="https://osmark.example/trams",
    )
    story.body = StoryPage._meta.get_field("body").to_python(json.dumps(blocks(lead.pk, other.pk)))
    story.topics.add(topic)
    byline = story.bylines.get()
    byline.contributor, byline.name = author, ""
    story.bylines.set([byline])
    return factories.publish(story)


def blocks(first: int, second: int) -> list[dict[str, Any]]:
    """The body of the picture story."""
    gallery = [new_block("item", {"picture": pk, "caption": f"Number {pk}."}) for pk in (first, second)]
    table = "<table><thead><tr><th scope='col'>Side</th><th scope='col'>Votes</th></tr></thead>"
    table += "<tbody><tr><th scope='row'>For</th><td>24</td></tr></tbody></table>"
    return [
        new_block("paragraph", "<p>The vote came <a href='/politics/'>late</a>, and it was close.</p>"),
        new_block("crosshead", "A long night"),
        new_block("quote", {"text": "<p>We have waited for thirty years.</p>", "attribution": "Wim Oort"}),
        new_block("list", "<ul><li>Two lines</li><li>Nine stops</li></ul>"),
        new_block("table", table),
        new_block("picture", {"picture": second, "caption": "The bridge at dawn."}),
        new_block("gallery", {"title": "The trams in pictures", "pictures": gallery}),
        new_block("factbox", {"title": "The tramway", "text": "<p>Opened in 1901.</p>"}),
        new_block("embed", {"url": "https://youtu.be/abc", "caption": "The count"}),
        new_block("paragraph", "<p>Work begins in the spring.</p>"),
    ]
