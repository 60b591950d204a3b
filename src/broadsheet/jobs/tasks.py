"""The engine's own work."""

from django_tasks import task

from broadsheet.jobs.declare import every
from broadsheet.jobs.services.prune import prune


@every(seconds=600, name="jobs.prune")
@task
def prune_jobs() -> int:
    """Forget work done long ago."""
    return prune()
