"""Take down our own story, without a notice. It can be published again."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from broadsheet.people.models import User
from broadsheet.stories.facts import story_withdrawn
from broadsheet.stories.models import PublishEvent, StoryPage, Withdrawal


@transaction.atomic
def withdraw_story(story: StoryPage, unpublish: Callable[..., Any], *, user: User | None = None, **options: Any) -> Any:
    """Withdraw by Wagtail's own `unpublish`; readers get 410 until it is published again."""
    was_live = StoryPage.objects.select_for_update().values_list("live", flat=True).get(pk=story.pk)
    result = unpublish(user=user, **options)
    if was_live:
        Withdrawal.objects.create(story_id=story.pk, by=user)
        event = PublishEvent.objects.create(story_id=story.pk, kind=PublishEvent.Kind.WITHDRAWN, by=user)
        story_withdrawn.announce(story_id=story.pk, event_id=event.pk)
    return result
