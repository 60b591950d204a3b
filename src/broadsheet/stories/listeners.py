"""Answer what Wagtail does to pages behind our services: moving, unpublishing, deleting."""

from typing import Any

from django.db import transaction

from broadsheet.stories.facts import story_deleted, story_moved
from broadsheet.stories.models import PublishEvent, StoryPage
from broadsheet.stories.services.withdraw import record_withdrawal


def moved(instance: Any, **_: Any) -> None:
    """Record that a story, or all stories of a moved section, may have new addresses."""
    with transaction.atomic():
        for story_id in StoryPage.objects.descendant_of(instance, inclusive=True).values_list("pk", flat=True):
            event = PublishEvent.objects.create(story_id=story_id, kind=PublishEvent.Kind.MOVED)
            story_moved.announce(story_id=story_id, event_id=event.pk)


def unpublished(instance: StoryPage, **_: Any) -> None:
    """Record that a story was taken down, alone, in bulk or with its section.

    Before it deletes a page Wagtail says so too, without writing it; `deleted` answers that.
    """
    if not StoryPage.objects.filter(pk=instance.pk, live=True).exists():
        record_withdrawal(instance)


def deleted(instance: StoryPage, **_: Any) -> None:
    """Tell the other apps that a story is gone from the desk."""
    story_deleted.announce(story_id=instance.pk)
