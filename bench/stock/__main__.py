"""Make the stock site with so many stories and measure it: `python -m bench.stock 2000`."""

import json
import os
import sys
import uuid
from typing import Any

import django

SECTIONS = 16


def main(count: int) -> None:
    """Set everything up in BROADSHEET_HOME, then obey."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.stock.settings"
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    from bench.measure import obey, publishing
    from bench.stock.models import StockStory

    call_command("migrate", verbosity=0)
    fill(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    ids = list(StockStory.objects.order_by("path").values_list("pk", flat=True))
    obey(get_wsgi_application(), paths(), publishing(StockStory, ids[:: max(1, len(ids) // 40)][:40]))


def fill(count: int) -> None:
    """Plant the home page, its sections, and the same number of stories in each."""
    from django.db import transaction
    from wagtail.models import Page, Site

    from bench.stock.models import StockHome, StockSection
    from bench.words import invent, shares

    with transaction.atomic():
        home = Page.get_first_root_node().add_child(instance=StockHome(title="Stock", slug="stock"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "127.0.0.1", "port": 80, "root_page": home}
        )
        first = 0
        for number, share in enumerate(shares(count, SECTIONS)):
            name = f"Section {number}"
            section = home.add_child(instance=StockSection(title=name, slug=f"section-{number}", show_in_menus=True))
            for words in invent(share, first=first):
                section.add_child(instance=story(words))
            first += share


def story(words: Any) -> Any:
    """Put invented words into a page."""
    from bench.stock.models import StockStory

    body = [{"type": "paragraph", "value": text, "id": str(uuid.uuid4())} for text in words.paragraphs]
    return StockStory(
        title=words.headline,
        slug=words.slug,
        standfirst=words.standfirst,
        body=json.dumps(body),
        first_published_at=words.published_at,
    )


def paths() -> dict[str, list[str]]:
    """List the addresses of each page kind."""
    from bench.stock.models import StockSection, StockStory

    stories = StockStory.objects.order_by("path")
    chosen = stories[:: max(1, stories.count() // 40)][:40]
    sections = [section.get_url() for section in StockSection.objects.order_by("path")]
    return {"story": [page.get_url() for page in chosen], "section": sections, "front": ["/"]}


if __name__ == "__main__":
    main(int(sys.argv[1]))
