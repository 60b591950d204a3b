"""Keep the statistics store small."""

import logging

from django.utils import timezone
from django_tasks import task

from broadsheet.jobs.declare import every, outside
from broadsheet.statistics.errors import StoreGone
from broadsheet.statistics.services import forget

log = logging.getLogger(__name__)


@every(seconds=86400, name="statistics.forget")
@outside
@task
def forget_old_views() -> None:
    """Drop hourly counts nobody needs any more; without the store there are none, and tomorrow is another day."""
    try:
        forget.forget(now=timezone.now())
    except StoreGone as refusal:
        log.warning("statistics.forget.skipped", extra={"error": str(refusal)})
