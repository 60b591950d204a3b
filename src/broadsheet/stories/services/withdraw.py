"""Take down our own story, without a notice. It can be published again."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from wagtail.log_actions import LogContext, get_active_log_context

from broadsheet.people.models import User
from broadsheet.stories.facts import story_withdrawn
from broadsheet.stories.models import PublishEvent, StoryPage, Withdrawal


@transaction.atomic
def withdraw_story(story: StoryPage, unpublish: Callable[..., Any], *, user: User | None = None, **options: Any) -> Any:
    """Withdraw by Wagtail's own `unpublish`, which leads to `record_withdrawal`, in one transaction."""
    StoryPage.objects.select_for_update().only("pk").get(pk=story.pk)
    with LogContext(user=user or get_active_log_context().user):
        return unpublish(user=user, **options)


@transaction.atomic
def record_withdrawal(story: StoryPage) -> PublishEvent:
    """Record that readers get 410 until the story is published again, and announce it.

    Wagtail takes many pages down at once without asking each of them, so this answers its signal, not our order.
    """
    by = get_active_log_context().user
    Withdrawal.objects.create(story_id=story.pk, by=by)
    event = PublishEvent.objects.create(story_id=story.pk, kind=PublishEvent.Kind.WITHDRAWN, by=by)
    story_withdrawn.announce(story_id=story.pk, event_id=event.pk)
    return event
