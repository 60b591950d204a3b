"""Answer the wire and the stories: what is taken back opens cases, what is corrected or killed closes them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.provenance.models import OPEN_STATES, RecallCase
from broadsheet.provenance.services.recall import close, open_recalls
from broadsheet.stories import facts
from broadsheet.stories.models import PublishEvent
from broadsheet.wire.facts import wire_item_recalled
from broadsheet.wire.models import WireVersion

REFERENCES_BY_THEN = timedelta(seconds=60)


def listen() -> None:
    """Connect every listener."""
    wire_item_recalled.join(recalled)
    facts.story_published.join(published)
    facts.story_killed.join(killed)


def recalled(*, item_id: int, version_id: int, cause: str) -> None:
    """Act in the transaction that learned of it, and look again when late references to pictures are known."""
    from broadsheet.provenance.tasks import look_again

    version = WireVersion.objects.select_related("item__source").get(pk=version_id)
    open_recalls(version, cause)
    if version.item.pictures.exists():
        key = f"recall:{version_id}"
        enqueue(look_again, version_id, cause, unique_key=key, run_after=timezone.now() + REFERENCES_BY_THEN)


def published(*, story_id: int, **_: Any) -> None:
    """Close the cases that a correction answers."""
    close(story_id, [RecallCase.State.CORRECTING], RecallCase.State.CORRECTED)


def killed(*, story_id: int, event_id: int) -> None:
    """Close all cases of a story that is gone, with who gave the order and why."""
    order = PublishEvent.objects.get(pk=event_id)
    close(story_id, OPEN_STATES, RecallCase.State.KILLED, by=order.by, note=order.reason)
