"""Answer what lower apps announce: the read model changes in the same transaction."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from broadsheet.fronts.facts import breaking_changed, front_changed
from broadsheet.provenance.facts import credit_changed
from broadsheet.public import owed
from broadsheet.public.facts import live_told, pages_changed
from broadsheet.public.preview import render_preview
from broadsheet.public.services import shown
from broadsheet.public.services.ads import project_ads
from broadsheet.public.services.breaking import project_breaking
from broadsheet.public.services.chrome import project_chrome
from broadsheet.public.services.fronts import project_front
from broadsheet.public.services.outbox import note_change, note_event
from broadsheet.public.services.project import project_story, remove_story
from broadsheet.public.services.sections import information_page_changed, section_changed
from broadsheet.publication.facts import information_changed
from broadsheet.publication.models import Publication
from broadsheet.revenue.models import HouseAd
from broadsheet.stories import facts
from broadsheet.stories.preview import register
from broadsheet.taxonomy.models import SectionPage

SECTION_SIGNALS: tuple[Signal, ...] = (page_published, page_unpublished, page_slug_changed, post_page_move)
OUT_AND_IN = (
    facts.story_published,
    facts.story_withdrawn,
    facts.story_killed,
    facts.story_held,
    facts.story_released,
)
ROWS: tuple[type[Model], ...] = (HouseAd, *shown.KINDS, *shown.PARTS_OF_PAGES)


def listen() -> None:
    """Connect every listener, and say how a draft is printed."""
    register(render_preview)
    pages_changed.join(owed.queue_purge)
    pages_changed.join(note_change)
    live_told.join(note_event)
    for fact in (*OUT_AND_IN, facts.story_moved):
        fact.join(project_story)
        fact.join(owed.queue_index)
    facts.story_published.join(owed.queue_relate)
    facts.story_published.join(owed.queue_cuts)
    credit_changed.join(project_story)
    facts.story_deleted.join(remove_story)
    facts.story_deleted.join(owed.queue_index)
    information_changed.join(information_page_changed)
    front_changed.join(project_front)
    breaking_changed.join(project_breaking)
    facts.story_moved.join(project_breaking)
    for signal in SECTION_SIGNALS:
        signal.connect(section_changed, sender=SectionPage)
    for sender in (Publication, Site):
        post_save.connect(chrome_changed, sender=sender)
    for row in ROWS:
        post_save.connect(row_changed, sender=row)
        post_delete.connect(row_changed, sender=row)
    post_save.connect(section_made, sender=SectionPage)
    post_delete.connect(chrome_changed, sender=SectionPage)


def chrome_changed(**_: Any) -> None:
    """Set masthead, navigation and footer anew."""
    project_chrome()


def row_changed(instance: Model, created: bool = False, **_: Any) -> None:
    """Carry what the desk changed in a row of its own to the pages that show it."""
    if isinstance(instance, HouseAd):
        project_ads()
    else:
        shown.changed_row(instance, is_new=created)


def section_made(instance: SectionPage, *, created: bool, **_: Any) -> None:
    """Give a section that was made live at once its address, though nobody pressed “publish”."""
    if created and instance.live:
        section_changed(instance, with_stories=False)
