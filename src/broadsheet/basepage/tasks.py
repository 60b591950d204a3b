"""Care of the page table."""

from django_tasks import task

from broadsheet.basepage.statistics import gather_statistics
from broadsheet.jobs.declare import every, outside


@every(seconds=86_400, name="basepage.statistics")
@outside
@task
def statistics() -> None:
    """Gather the planner's statistics once a day; twice does no harm."""
    gather_statistics()
