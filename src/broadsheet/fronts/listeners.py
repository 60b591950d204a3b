"""Answer what happens to stories."""

from typing import Any

from broadsheet.fronts.services.breaking import lower_breaking
from broadsheet.stories.models import PublishEvent


def story_left(story_id: int, event_id: int, **_: Any) -> None:
    """Lower the strip that leads to a story which is no longer to be had, in the same transaction."""
    event = PublishEvent.objects.select_related("by").get(pk=event_id)
    lower_breaking(by=event.by, about=story_id)
