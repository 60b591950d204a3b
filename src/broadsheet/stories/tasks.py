"""Work on stories that is due at a time."""

from django_tasks import task

from broadsheet.jobs.declare import every
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.stories.services import schedule


@task
def publish_scheduled(revision_id: int) -> None:
    """Publish one scheduled revision."""
    schedule.publish_scheduled(revision_id)


@every(seconds=30, name="stories.sweep")
@task
def sweep() -> None:
    """Queue whatever is due and has no job, and withdraw what has run out."""
    for revision_id in schedule.due_revisions():
        enqueue(publish_scheduled, revision_id, unique_key=f"publish:{revision_id}")
    schedule.withdraw_expired()
