"""Found a Broadsheet paper with so many stories and measure it: `python -m bench.papers 2000`.

The paper has the demo's sections, information pages, house advertisements and front page; its stories are plain
paragraphs spread evenly over all sections, so that every container is full at every size.
"""

import os
import sys
import uuid
from typing import Any

import django


def main(count: int) -> None:
    """Set everything up in BROADSHEET_HOME, then obey."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "broadsheet.config.settings"
    django.setup()
    from django.core.management import call_command

    from bench.measure import obey, publishing
    from broadsheet.basepage.statistics import gather_statistics

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    found()
    fill(count)
    arrange()
    read_some()
    gather_statistics()
    from broadsheet.config.wsgi import application
    from broadsheet.stories.models import StoryPage

    obey(application, paths(), publishing(StoryPage, measured_stories()))


def found() -> None:
    """Found the paper: its words, sections, footer and advertisements."""
    from django.utils import timezone

    from broadsheet.ops.demo import load

    home = load.found()
    load.open_sections(home)
    load.information_pages(home, now=timezone.now())
    load.house_ads({}, now=timezone.now())


def fill(count: int) -> None:
    """Write the stories, the same number to every section."""
    from bench.words import invent
    from broadsheet.ops.services.bulk import chunks
    from broadsheet.public.services.bulk import BulkWriter
    from broadsheet.taxonomy.models import SectionPage

    first = 0
    with BulkWriter() as writer:
        for part in chunks(count, list(SectionPage.objects.order_by("path"))):
            writer.write(part.section, [bulk_story(words) for words in invent(part.size, first=first)])
            first += part.size


def bulk_story(words: Any) -> Any:
    """Put invented words into the form bulk writing takes."""
    from broadsheet.stories.services.bulk import BulkStory

    body = [{"type": "paragraph", "value": text, "id": str(uuid.uuid4())} for text in words.paragraphs]
    return BulkStory(words.headline, words.slug, words.published_at, body, standfirst=words.standfirst)


def arrange() -> None:
    """Arrange the front page in the demo's containers, the first stories of the two upper ones placed by hand."""
    from broadsheet.fronts.models import Container, Front, Placement
    from broadsheet.fronts.services.save import save_front
    from broadsheet.ops.demo.newsroom import CONTAINERS
    from broadsheet.taxonomy.models import SectionPage

    def arranged() -> Front:
        front = Front.objects.create()
        by_hand = measured_stories()
        for number, (layout, title, size, slug, _) in enumerate(CONTAINERS):
            section = SectionPage.objects.filter(slug=slug).first() if slug else None
            container = Container.objects.create(
                front=front, sort_order=number, layout=layout, title=title, size=size, fill_from=section
            )
            if layout in ("lead", "strip"):
                chosen, by_hand = by_hand[:2], by_hand[2:]
                Placement.objects.bulk_create(Placement(container=container, story_id=pk) for pk in chosen)
        return front

    save_front(arranged)


def measured_stories() -> list[int]:
    """Choose the stories that are measured: 40 spread over all sections and years."""
    from broadsheet.public.models import Card

    ids = list(Card.objects.order_by("story_id").values_list("story_id", flat=True))
    return ids[:: max(1, len(ids) // 40)][:40]


def read_some() -> None:
    """Choose related stories for what is measured, and count views so that “most read” is full."""
    from django.utils import timezone

    from broadsheet.public.models import Card
    from broadsheet.public.services.popular import rank
    from broadsheet.public.services.related import relate
    from broadsheet.statistics.models import HourlyViews
    from broadsheet.statistics.rules import hour_of

    for story_id in measured_stories():
        relate(story_id)
    hour = hour_of(timezone.now())
    newest = Card.objects.order_by("-published_at").values_list("story_id", flat=True)[:60]
    HourlyViews.objects.bulk_create(HourlyViews(story_id=pk, hour=hour, read=100 - n) for n, pk in enumerate(newest))
    rank()


def paths() -> dict[str, list[str]]:
    """List the addresses of each page kind."""
    from broadsheet.public.models import Card
    from broadsheet.taxonomy.models import SectionPage

    stories = Card.objects.filter(pk__in=measured_stories()).values_list("path", flat=True)
    sections = [section.path_on_site for section in SectionPage.objects.order_by("path")]
    return {"story": list(stories), "section": sections, "front": ["/"]}


if __name__ == "__main__":
    main(int(sys.argv[1]))
