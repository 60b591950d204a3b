"""Record that stories stand elsewhere now."""

from collections.abc import Iterable

from django.db import transaction

from broadsheet.stories.facts import story_moved
from broadsheet.stories.models import PublishEvent


def record_moves(story_ids: Iterable[int]) -> None:
    """Record that each story may have a new address, and announce it, each in its own transaction."""
    for story_id in story_ids:
        with transaction.atomic():
            event = PublishEvent.objects.create(story_id=story_id, kind=PublishEvent.Kind.MOVED)
            story_moved.announce(story_id=story_id, event_id=event.pk)
