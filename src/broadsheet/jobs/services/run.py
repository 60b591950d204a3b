"""Run one leased job."""

import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django_tasks.base import TaskContext
from django_tasks.utils import normalize_json

from broadsheet.jobs.backend import COALESCED, result_of
from broadsheet.jobs.declare import JobTask, is_outside
from broadsheet.jobs.errors import LeaseLost
from broadsheet.jobs.models import Job
from broadsheet.jobs.services.finish import fail, finish
from broadsheet.jobs.services.load import load

log = logging.getLogger(__name__)


def run(job: Job) -> BaseException | None:
    """Run the job and close it; give the error it failed with, which is recorded already."""
    try:
        _run(job, load(job.task))
    except LeaseLost as lost:
        log.warning(
            "job.lease.lost", extra={"job": str(job.pk), "task": job.task, "fence": job.fence, "why": str(lost)}
        )
    except (Exception, SystemExit) as error:
        fail(job, error)
        return error
    return None


def _run(job: Job, task: JobTask) -> None:
    if is_outside(task) or job.task in COALESCED:
        finish(job, _call(job, task))
        return
    with transaction.atomic():
        finish(job, _call(job, task))


def _call(job: Job, task: JobTask) -> Any:
    first = [TaskContext(task_result=result_of(job, task))] if task.takes_context else []
    try:
        return normalize_json(task.call(*first, *job.args, **job.kwargs))
    except ObjectDoesNotExist:
        if job.task in COALESCED:  # the object was deleted since, and its index entries with it
            return None
        raise
