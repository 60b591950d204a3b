"""Kill a story: withdraw it for good, everywhere it went."""

from django.db import transaction

from broadsheet.people.models import User
from broadsheet.stories.errors import NeverPublished
from broadsheet.stories.facts import story_killed
from broadsheet.stories.models import Hold, Kill, PublishEvent, StoryPage
from broadsheet.stories.services.hold import end_holds


@transaction.atomic
def kill_story(story: StoryPage, *, reason: str, by: User | None, is_reason_public: bool = False) -> Kill:
    """Withdraw a published story for good, and say why.

    A kill is an order, not an edit. Readers get 410 from now on, whatever draft is published later. Wires repeat
    kills, so a second one changes nothing. Raises NeverPublished for a draft.
    """
    story = StoryPage.objects.select_for_update().get(pk=story.pk)
    if not story.first_published_at:
        raise NeverPublished(story)
    kill, is_new = Kill.objects.get_or_create(
        story=story, defaults={"reason": reason, "by": by, "is_reason_public": is_reason_public}
    )
    if is_new:
        end_holds(Hold.objects.filter(story=story), by=by)
        StoryPage.objects.filter(pk=story.pk).update(live=False, has_unpublished_changes=True, expire_at=None)
        story.revisions.update(approved_go_live_at=None)
        event = PublishEvent.objects.create(story_id=story.pk, kind=PublishEvent.Kind.KILLED, by=by, reason=reason)
        story_killed.announce(story_id=story.pk, event_id=event.pk)
    return kill
