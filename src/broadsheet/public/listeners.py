"""Answer what lower apps announce: the read model changes in the same transaction."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from django.utils import timezone
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from broadsheet.fronts.facts import front_changed
from broadsheet.jobs.declare import SLOW_QUEUE
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.media.models import Picture
from broadsheet.people.models import Contributor
from broadsheet.public.facts import pages_changed
from broadsheet.public.models import CardLink
from broadsheet.public.pictures import WIDTHS
from broadsheet.public.preview import render_preview
from broadsheet.public.services.ads import project_ads
from broadsheet.public.services.chrome import project_chrome
from broadsheet.public.services.cuts import is_cut
from broadsheet.public.services.fronts import project_front
from broadsheet.public.services.project import project_story, remove_story
from broadsheet.public.services.sections import information_page_changed, section_changed
from broadsheet.public.tags import changed
from broadsheet.publication.facts import information_changed
from broadsheet.publication.models import DiversityFigure, Opening, PressRelease, Publication
from broadsheet.revenue.models import HouseAd
from broadsheet.stories import facts
from broadsheet.stories.preview import register
from broadsheet.taxonomy.models import Place, SectionPage, Topic

SECTION_SIGNALS: tuple[Signal, ...] = (page_published, page_unpublished, page_slug_changed, post_page_move)
SHOWN_WITH_STORIES: dict[str, type[Model]] = {
    CardLink.Kind.TOPIC: Topic,
    CardLink.Kind.PLACE: Place,
    CardLink.Kind.CONTRIBUTOR: Contributor,
    CardLink.Kind.PICTURE: Picture,
}

PATHS: dict[str, str] = {
    CardLink.Kind.TOPIC: "topic",
    CardLink.Kind.PLACE: "place",
    CardLink.Kind.CONTRIBUTOR: "author",
}
PURGE_FIRST, CUT_LAST = 50, -50
PRINTED_BY_THEN = timedelta(seconds=10)
JOBS: dict[type[Model], str] = {
    Opening: "careers",
    PressRelease: "media-relations",
    DiversityFigure: "diversity-inclusion",
}


def listen() -> None:
    """Connect every listener, and say how a draft is printed."""
    register(render_preview)
    pages_changed.join(queue_purge)
    for fact in (facts.story_published, facts.story_withdrawn, facts.story_killed, facts.story_moved):
        fact.join(project_story)
        fact.join(queue_index)
    facts.story_published.join(queue_relate)
    facts.story_published.join(queue_cuts)
    facts.story_deleted.join(remove_story)
    facts.story_deleted.join(queue_index)
    information_changed.join(information_page_changed)
    front_changed.join(project_front)
    for signal in SECTION_SIGNALS:
        signal.connect(section_changed, sender=SectionPage)
    for sender in (Publication, Site):
        post_save.connect(chrome_changed, sender=sender)
    for signal in (post_save, post_delete):
        signal.connect(ads_changed, sender=HouseAd)
    for kind, model in SHOWN_WITH_STORIES.items():
        post_save.connect(partial(shown_changed, kind=kind), sender=model, weak=False)
        post_delete.connect(partial(shown_changed, kind=kind, created=True), sender=model, weak=False)
    for sender, slug in JOBS.items():
        for signal in (post_save, post_delete):
            signal.connect(partial(job_changed, slug=slug), sender=sender, weak=False)
    post_save.connect(section_made, sender=SectionPage)
    post_delete.connect(chrome_changed, sender=SectionPage)


def chrome_changed(**_: Any) -> None:
    """Set masthead, navigation and footer anew."""
    project_chrome()


def ads_changed(**_: Any) -> None:
    """Set the advertisements anew."""
    project_ads()


def shown_changed(instance: Model, *, created: bool, kind: str, **_: Any) -> None:
    """Carry a new name, credit or focal point to everything that shows it."""
    from broadsheet.public.tasks import project_linked

    changed(
        f"{kind}:{instance.pk}",
        f"url:/{PATHS.get(kind)}/{getattr(instance, 'slug', '')}/",
        "job:about-us",
        "job:sitemap",
    )
    if created:
        return
    enqueue(project_linked, kind, instance.pk, unique_key=f"linked:{kind}:{instance.pk}")
    if kind == CardLink.Kind.PICTURE:
        project_chrome()
        project_ads()


def job_changed(slug: str, **_: Any) -> None:
    """Say that what an information page shows below its text changed."""
    changed(f"job:{slug}")


def queue_purge(tags: frozenset[str]) -> None:
    """Queue the dropping of changed pages from the caches in front, in the transaction that changed them.

    And once more soon after: a page that was being printed at that moment may have come into a cache when it had gone.
    """
    from broadsheet.public.tasks import purge

    if settings.PURGE_URLS:
        enqueue(purge, sorted(tags), priority=PURGE_FIRST)
        enqueue(purge, sorted(tags), run_after=timezone.now() + PRINTED_BY_THEN)


def queue_relate(story_id: int, **_: Any) -> None:
    """Queue the choice of related stories."""
    from broadsheet.public.tasks import relate

    enqueue(relate, story_id, unique_key=f"relate:{story_id}")


def queue_cuts(story_id: int, **_: Any) -> None:
    """Queue the cuts of a story's pictures that are not there yet."""
    from broadsheet.public.tasks import cut_ahead

    links = CardLink.objects.filter(card_id=story_id, kind=CardLink.Kind.PICTURE)
    for found in Picture.objects.filter(pk__in=links.values("target_id")):
        for crop in WIDTHS:
            if not is_cut(found, crop):
                key = f"cut:{found.pk}:{crop}"
                enqueue(cut_ahead, found.pk, crop, unique_key=key, queue=SLOW_QUEUE, priority=CUT_LAST)


def queue_index(story_id: int, **_: Any) -> None:
    """Queue the story for the search index; one job at a time writes there."""
    from broadsheet.public.tasks import index_story

    enqueue(index_story, story_id, unique_key=f"index:{story_id}", order_key="search")


def section_made(instance: SectionPage, *, created: bool, **_: Any) -> None:
    """Give a section that was made live at once its address, though nobody pressed “publish”."""
    if created and instance.live:
        section_changed(instance, with_stories=False)
