"""Answer what lower apps announce: the read model changes in the same transaction."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from broadsheet.fronts.facts import front_changed
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.public.preview import render_preview
from broadsheet.public.services.chrome import project_chrome
from broadsheet.public.services.fronts import project_front
from broadsheet.public.services.project import project_story, remove_story
from broadsheet.public.services.sections import information_page_changed, section_changed
from broadsheet.publication.facts import information_changed
from broadsheet.publication.models import Publication
from broadsheet.stories import facts
from broadsheet.stories.preview import register
from broadsheet.taxonomy.models import SectionPage

SECTION_SIGNALS: tuple[Signal, ...] = (page_published, page_unpublished, page_slug_changed, post_page_move)


def listen() -> None:
    """Connect every listener, and say how a draft is printed."""
    register(render_preview)
    for fact in (facts.story_published, facts.story_withdrawn, facts.story_killed, facts.story_moved):
        fact.join(project_story)
        fact.join(queue_index)
    facts.story_published.join(queue_relate)
    facts.story_deleted.join(remove_story)
    facts.story_deleted.join(queue_index)
    information_changed.join(information_page_changed)
    front_changed.join(project_front)
    for signal in SECTION_SIGNALS:
        signal.connect(section_changed, sender=SectionPage)
    for sender in (Publication, Site):
        post_save.connect(chrome_changed, sender=sender)
    post_save.connect(section_made, sender=SectionPage)
    post_delete.connect(chrome_changed, sender=SectionPage)


def chrome_changed(**_: Any) -> None:
    """Set masthead, navigation and footer anew."""
    project_chrome()


def queue_relate(story_id: int, **_: Any) -> None:
    """Queue the choice of related stories."""
    from broadsheet.public.tasks import relate

    enqueue(relate, story_id, unique_key=f"relate:{story_id}")


def queue_index(story_id: int, **_: Any) -> None:
    """Queue the story for the search index; one job at a time writes there."""
    from broadsheet.public.tasks import index_story

    enqueue(index_story, story_id, unique_key=f"index:{story_id}", order_key="search")


def section_made(instance: SectionPage, *, created: bool, **_: Any) -> None:
    """Give a section that was made live at once its address, though nobody pressed “publish”."""
    if created and instance.live:
        section_changed(instance, with_stories=False)
