"""Work on stories that is due at a time."""

from django_tasks import task

from broadsheet.jobs.declare import every, outside
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.stories.services import schedule
from broadsheet.stories.services.move import record_moves


@task
def publish_scheduled(revision_id: int) -> None:
    """Publish one scheduled revision."""
    schedule.publish_scheduled(revision_id)


@outside
@task
def record_moved(story_ids: list[int]) -> None:
    """Record that the stories of a section stand elsewhere; one that is recorded twice has the same address."""
    record_moves(story_ids)


@every(seconds=30, name="stories.sweep")
@task
def sweep() -> None:
    """Queue whatever is due and has no job, and withdraw what has run out."""
    for revision_id in schedule.due_revisions():
        enqueue(publish_scheduled, revision_id, unique_key=f"publish:{revision_id}")
    schedule.withdraw_expired()
