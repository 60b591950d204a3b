"""Answer the wire and the stories: what is taken back opens cases, what is corrected or killed closes them.

What is written or published is traced, in a job; a story that nothing was picked up into owes none.
"""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.core.prepared import Prepared, blank
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.provenance.models import OPEN_STATES, Pickup, PictureOrigin, RecallCase
from broadsheet.provenance.services.recall import close, open_recalls
from broadsheet.stories import facts
from broadsheet.stories.models import PublicVersion, PublishEvent, StoryPage
from broadsheet.wire.facts import wire_item_recalled
from broadsheet.wire.models import Cause, PubStatus, WireVersion

REFERENCES_BY_THEN = timedelta(seconds=60)
TYPED_BY_THEN = timedelta(seconds=2)  # a draft is kept every half second while somebody types


def listen() -> None:
    """Connect every listener."""
    wire_item_recalled.join(recalled)
    facts.story_published.join(published)
    facts.story_killed.join(killed)
    post_save.connect(draft_kept, sender=Revision)


def recalled(*, item_id: int, version_id: int, cause: str) -> None:
    """Act in the transaction that learned of it, and look again when late references to pictures are known."""
    from broadsheet.provenance.tasks import look_again

    version = WireVersion.objects.select_related("item__source").get(pk=version_id)
    open_recalls(version, cause)
    if version.item.pictures.exists():
        key = f"recall:{version_id}"
        enqueue(look_again, version_id, cause, unique_key=key, run_after=timezone.now() + REFERENCES_BY_THEN)


def published(*, story_id: int, event_id: int, **_: Any) -> None:
    """Close the cases that a correction answers, and owe the trace of what readers have now."""
    is_answered, is_taken, shows_recalled = OWED.first(pk=story_id) or (False, False, False)
    if is_answered:
        close(story_id, [RecallCase.State.CORRECTING], RecallCase.State.CORRECTED)
        call_it_a_correction(story_id, event_id)
    if is_taken:
        owe_trace(story_id)
    if shows_recalled:
        recall_pictures_of(story_id)


def recall_pictures_of(story_id: int) -> None:
    """Open the cases of a story that went out with a picture which its source had taken back already."""
    led_by = StoryPage.objects.filter(pk=story_id).values("lead_picture")
    for origin in taken_back().filter(picture__in=led_by).select_related("item__latest", "item__source"):
        cause = Cause.KILL if origin.item.pubstatus == PubStatus.CANCELED else Cause.WITHHOLD
        if origin.item.latest:
            open_recalls(origin.item.latest, cause)


def taken_back() -> QuerySet[PictureOrigin]:
    """Give the query of pictures that came as items of their own, which their source has taken back."""
    gone = [PubStatus.CANCELED.value, PubStatus.WITHHELD.value]
    return PictureOrigin.objects.filter(item__kind="picture", item__pubstatus__in=gone)


def call_it_a_correction(story_id: int, event_id: int) -> None:
    """Let the version that went out with this event, if one did, be known as a correction."""
    events = PublishEvent.objects.filter(story_id=story_id, kind=PublishEvent.Kind.PUBLISHED, pk__lt=event_id)
    kind, since = PublicVersion.Kind, events.order_by("-pk").values("happened_at")[:1]
    update = PublicVersion.objects.filter(story=story_id, kind=kind.UPDATE, published_at__gt=Subquery(since))
    update.update(kind=kind.CORRECTION)


def owed() -> QuerySet[StoryPage, Any]:
    """Ask whether a story has a case that is being corrected, a pickup, and a lead picture that was taken back."""
    correcting = RecallCase.objects.filter(story=OuterRef("pk"), state=RecallCase.State.CORRECTING)
    taken = Exists(Pickup.objects.filter(story=OuterRef("pk")))
    recalled = Exists(taken_back().filter(picture=OuterRef("lead_picture")))
    story = StoryPage.objects.filter(pk=blank("pk"))
    found: QuerySet[StoryPage, Any] = story.values_list(Exists(correcting), taken, recalled)
    return found


OWED: Prepared[tuple[bool, bool, bool]] = Prepared(owed, lambda *row: row)
TAKEN = Prepared(lambda: Pickup.objects.filter(story_id=blank("pk")).order_by().values_list("pk")[:1], int)


def owe_trace(story_id: int, **when: Any) -> None:
    """Queue the trace of a story."""
    from broadsheet.provenance.tasks import trace

    enqueue(trace, story_id, unique_key=f"trace:{story_id}", **when)


def draft_kept(instance: Revision, **_: Any) -> None:
    """Look at a draft when it is kept, and not in the transaction that keeps it: it may be about to be published."""
    transaction.on_commit(partial(look_at_draft, instance), robust=True)


def look_at_draft(draft: Revision) -> None:
    """Queue the trace of a story's draft, if anything was picked up into it."""
    if draft.content_type_id != ContentType.objects.get_for_model(StoryPage).pk:
        return
    story_id = int(draft.object_id)
    if TAKEN.first(pk=story_id) is not None:
        owe_trace(story_id, run_after=timezone.now() + TYPED_BY_THEN)


def killed(*, story_id: int, event_id: int) -> None:
    """Close all cases of a story that is gone, with who gave the order and why."""
    order = PublishEvent.objects.get(pk=event_id)
    close(story_id, OPEN_STATES, RecallCase.State.KILLED, by=order.by, note=order.reason)
