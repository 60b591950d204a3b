"""Answer what Wagtail does to pages behind our services: moving, unpublishing, deleting."""

from typing import Any

from wagtail.models import Page

from broadsheet.jobs.declare import SLOW_QUEUE
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.stories.facts import story_deleted
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.move import record_moves
from broadsheet.stories.services.withdraw import record_withdrawal
from broadsheet.stories.tasks import record_moved

A_JOB = 500
MOVES_LAST = -40


def moved(sender: type[Page], instance: Page, **_: Any) -> None:
    """Record that a story has a new address; the stories of a moved section follow in jobs, the newest first."""
    if sender is StoryPage:  # the instance may be a plain page
        record_moves([instance.pk])
        return
    below = StoryPage.objects.descendant_of(instance).order_by("-first_published_at", "-pk")
    ids = list(below.values_list("pk", flat=True))
    for first in range(0, len(ids), A_JOB):
        part = ids[first : first + A_JOB]
        enqueue(record_moved, part, queue=SLOW_QUEUE, order_key=f"moved:{instance.pk}", priority=MOVES_LAST)


def unpublished(instance: StoryPage, **_: Any) -> None:
    """Record that a story was taken down, alone, in bulk or with its section.

    Before it deletes a page Wagtail says so too, without writing it; `deleted` answers that.
    """
    if not StoryPage.objects.filter(pk=instance.pk, live=True).exists():
        record_withdrawal(instance)


def deleted(instance: StoryPage, **_: Any) -> None:
    """Tell the other apps that a story is gone from the desk."""
    story_deleted.announce(story_id=instance.pk)
