"""Queue the work that a change owes, in the transaction of the change."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from broadsheet.core.prepared import Prepared, blank
from broadsheet.jobs.declare import SLOW_QUEUE
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.media.models import Picture
from broadsheet.public.models import CardLink
from broadsheet.public.pictures import WIDTHS
from broadsheet.public.services.cuts import is_cut

PURGE_FIRST, CUT_LAST = 50, -50
PRINTED_BY_THEN = timedelta(seconds=10)


def queue_purge(tags: frozenset[str], **_: Any) -> None:
    """Queue the dropping of changed pages from the caches in front, in the transaction that changed them.

    And once more soon after: a page that was being printed at that moment may have come into a cache when it had gone.
    """
    from broadsheet.public.tasks import purge

    if settings.PURGE_URLS:
        enqueue(purge, sorted(tags), priority=PURGE_FIRST)
        enqueue(purge, sorted(tags), run_after=timezone.now() + PRINTED_BY_THEN)


def queue_relate(story_id: int, **_: Any) -> None:
    """Queue the choice of related stories, which calculates for a while and which nobody waits for."""
    from broadsheet.public.tasks import relate

    enqueue(relate, story_id, unique_key=f"relate:{story_id}", queue=SLOW_QUEUE)


def queue_cuts(story_id: int, **_: Any) -> None:
    """Queue the cuts of a story's pictures that are not there yet."""
    from broadsheet.public.tasks import cut_ahead

    for found in Picture.objects.filter(pk__in=PICTURES_OF_A_STORY.all(pk=story_id)):
        for crop in WIDTHS:
            if not is_cut(found, crop):
                key = f"cut:{found.pk}:{crop}"
                enqueue(cut_ahead, found.pk, crop, unique_key=key, queue=SLOW_QUEUE, priority=CUT_LAST)


PICTURES_OF_A_STORY = Prepared(
    lambda: CardLink.objects.filter(card_id=blank("pk"), kind=CardLink.Kind.PICTURE).values_list("target_id"), int
)


def queue_index(story_id: int, **_: Any) -> None:
    """Queue the story for the search index; one job at a time writes there."""
    from broadsheet.public.tasks import index_story

    enqueue(index_story, story_id, unique_key=f"index:{story_id}", order_key="search")
