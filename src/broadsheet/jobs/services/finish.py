"""Close a job under its fence: done, to be tried again, or given up."""

import logging
import random
from datetime import timedelta
from traceback import format_exception
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Now

from broadsheet.jobs.errors import LeaseLost
from broadsheet.jobs.models import Job, State
from broadsheet.jobs.services.claim import closed_as

log = logging.getLogger(__name__)
ERROR_CHARACTERS = 8000
FIRST_WAIT_SECONDS = 5
LONGEST_WAIT_SECONDS = 3600


def finish(job: Job, return_value: Any = None) -> None:
    """Mark the job done in the current transaction; refuse, and so undo it, if the lease is no longer ours."""
    if not _mine(job).update(**closed_as(State.DONE), return_value=return_value, last_error="", error_class=""):
        raise LeaseLost(job)


def fail(job: Job, error: BaseException) -> None:
    """Record what went wrong, and queue the job again after a wait unless it has used all its attempts."""
    what = {"last_error": _text(error), "error_class": f"{type(error).__module__}.{type(error).__qualname__}"[:255]}
    keys = {"job": str(job.pk), "task": job.task, "attempt": job.attempts}
    if job.attempts >= job.max_attempts:
        _mine(job).update(**closed_as(State.DEAD), **what)
        log.error("job.dead", extra=keys, exc_info=error)
        return
    wait = timedelta(seconds=wait_seconds(job.attempts))
    _mine(job).update(state=State.READY, lease_until=None, run_after=Now() + wait, **what)
    log.warning("job.failed", extra={**keys, "error": repr(error), "again_in_seconds": round(wait.total_seconds())})


def wait_seconds(attempts: int) -> float:
    """Wait four times longer after each failure, a little differently each time so that a crowd spreads out."""
    return min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 4.0 ** (attempts - 1)) * random.uniform(0.75, 1.25)  # noqa: S311 - not a secret


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, fence=job.fence, state=State.LEASED)


def _text(error: BaseException) -> str:
    """Give the traceback's end; PostgreSQL takes no NUL characters."""
    return "".join(format_exception(error)).replace("\x00", "�")[-ERROR_CHARACTERS:]
