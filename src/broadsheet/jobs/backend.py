"""Take what `django_tasks` enqueues, Wagtail's own tasks among it, into the job table."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from json import dumps
from typing import Any

from django.core.exceptions import ValidationError
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json

from broadsheet.jobs.declare import JobTask
from broadsheet.jobs.models import Job, State
from broadsheet.jobs.services.enqueue import insert
from broadsheet.jobs.services.load import load

# Wagtail queues one of these at every save of an object; the arguments name the object, so one that waits will do. Each
# makes an index true for the object as it is, so it may happen twice, and what it works out need not hold up writers.
COALESCED = frozenset({"wagtail.tasks.update_reference_index_task", "modelsearch.tasks.insert_or_update_object_task"})
STATUS = {
    State.READY: TaskResultStatus.READY,
    State.LEASED: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.DEAD: TaskResultStatus.FAILED,
}


class JobsBackend(BaseTaskBackend):
    """Enqueue by an INSERT in the caller's transaction: rolled back, the job was never there."""

    task_class = JobTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, {"QUEUES": [], **params})

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult:
        """Queue one call of `task`."""
        self.validate_task(task)
        args, kwargs = normalize_json(args), normalize_json(kwargs)
        job = insert(task, args, kwargs, unique_key=_key_of(task, args, kwargs))
        result = result_of(job, task, self.alias)
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult:
        """Give how the job stands."""
        try:
            job = Job.objects.get(pk=result_id)
        except (Job.DoesNotExist, ValidationError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return result_of(job, load(job.task), self.alias)


def _key_of(task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str | None:
    if task.module_path not in COALESCED:
        return None
    return "again:" + sha256(dumps([task.module_path, args, kwargs], sort_keys=True).encode()).hexdigest()


def result_of(job: Job, task: Task, alias: str = "default") -> TaskResult:
    """Describe a job in the words of `django_tasks`."""
    result: TaskResult = TaskResult(
        task=task,
        id=str(job.pk),
        status=STATUS[State(job.state)],
        enqueued_at=job.created_at,
        started_at=None,
        finished_at=job.done_at,
        last_attempted_at=None,
        args=job.args,
        kwargs=job.kwargs,
        backend=alias,
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.last_error)] if job.error_class else [],
        worker_ids=[str(fence) for fence in range(1, job.attempts + 1)],
    )
    object.__setattr__(result, "_return_value", job.return_value)  # frozen, and the name is the interface's own
    return result
