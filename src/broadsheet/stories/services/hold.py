"""Hold a story: keep it from readers while it is checked, and let it out again."""

from django.db import models, transaction
from django.utils import timezone

from broadsheet.people.models import User
from broadsheet.stories.facts import story_held, story_released
from broadsheet.stories.models import Hold, PublishEvent, StoryPage


@transaction.atomic
def hold_story(story: StoryPage, *, reason: str, by: User | None = None) -> Hold:
    """Keep a story from readers, who are told that it is being checked; a draft cannot be published.

    It stays live in the desk. A second hold changes nothing but a correction that was under way: it must be begun anew.
    """
    story = StoryPage.objects.select_for_update(of=("self",)).get(pk=story.pk)
    hold, is_new = Hold.objects.get_or_create(story=story, ended_at=None, defaults={"reason": reason})
    if is_new:
        event = PublishEvent.objects.create(story_id=story.pk, kind=PublishEvent.Kind.HELD, by=by, reason=reason)
        story_held.announce(story_id=story.pk, event_id=event.pk)
    elif hold.is_being_corrected:
        hold.is_being_corrected, hold.reason = False, reason
        hold.save(update_fields=["is_being_corrected", "reason"])
    return hold


@transaction.atomic
def release_story(story: StoryPage, *, by: User | None = None) -> bool:
    """Let readers have a story again as it was; False if nothing held it."""
    StoryPage.objects.select_for_update(of=("self",)).only("pk").get(pk=story.pk)
    ended = end_holds(Hold.objects.filter(story_id=story.pk), by=by)
    if ended:
        event = PublishEvent.objects.create(story_id=story.pk, kind=PublishEvent.Kind.RELEASED, by=by)
        story_released.announce(story_id=story.pk, event_id=event.pk)
    return bool(ended)


def let_correct(story: StoryPage) -> None:
    """Let the next publication of a held story go out, and end its hold."""
    Hold.objects.filter(story=story, ended_at=None).update(is_being_corrected=True)


def end_holds(holds: models.QuerySet[Hold], *, by: User | None) -> int:
    """End those that are open; say how many."""
    return holds.filter(ended_at=None).update(ended_at=timezone.now(), ended_by=by)
