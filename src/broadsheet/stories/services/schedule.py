"""Publish what is due and take down what has run out, by the database's clock: never early, seconds late at most.

Wagtail's `publish_scheduled` is not used: run twice at once it announces twice, and one failing listener loses the
rest. Here each story is published in a job of its own, and a sweep finds what has no job.
"""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision

from broadsheet.stories.errors import StoryHeld
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.publish import now_of_database


@transaction.atomic
def publish_scheduled(revision_id: int) -> bool:
    """Publish a revision whose time has come; False if it was published, replaced or cancelled, or is held.

    A story held at its hour says why in its history.
    """
    due = (
        Revision.objects.select_for_update().filter(pk=revision_id, approved_go_live_at__lte=now_of_database()).first()
    )
    if due is None:
        return False
    try:
        with transaction.atomic():
            due.publish(user=due.user, skip_permission_checks=True)
    except StoryHeld as refusal:
        Revision.objects.filter(pk=revision_id).update(approved_go_live_at=None)
        reasons = [reason.sentence for reason in refusal.reasons]
        log(instance=refusal.story, action="stories.held", user=due.user, revision=due, data={"reasons": reasons})
        return False
    return True


def due_revisions() -> list[int]:
    """List the story revisions whose time has come."""
    rows = Revision.objects.filter(approved_go_live_at__lte=now_of_database(), content_type__model="storypage")
    return list(rows.order_by("approved_go_live_at").values_list("pk", flat=True))


def withdraw_expired() -> int:
    """Withdraw the stories whose time has run out; readers lost them at that moment already, by the visibility rule."""
    expired = StoryPage.objects.filter(live=True, expire_at__lte=now_of_database())
    for story in expired:
        story.unpublish(set_expired=True)
    return len(expired)
