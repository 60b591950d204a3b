"""Queue work in the caller's transaction: if that rolls back, the job was never there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection
from django_tasks.utils import normalize_json

from broadsheet.core.prepared import prepared_objects
from broadsheet.jobs.declare import OUTSIDE_QUEUE, JobTask, is_outside
from broadsheet.jobs.models import Job, State
from broadsheet.jobs.queries import open_job


def enqueue(
    task: JobTask,
    *args: Any,
    unique_key: str | None = None,
    order_key: str | None = None,
    run_after: datetime | None = None,
    queue: str = "default",
    priority: int | None = None,
    **kwargs: Any,
) -> Job:
    """Queue one call of `task`; all other keywords go to the task.

    While a job with this `unique_key` is open, no second one is made: a waiting one takes the earlier of both times
    and sees the caller's changes; a running one goes round once more. Jobs with one `order_key` run one at a time,
    oldest first. Without `run_after` the job may run as soon as the caller's transaction commits.
    """
    task = task.using(queue_name=queue if queue != "default" else None, priority=priority, run_after=run_after)
    return insert(task, normalize_json(args), normalize_json(kwargs), unique_key=unique_key, order_key=order_key)


def insert(
    task: JobTask,
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    *,
    unique_key: str | None = None,
    order_key: str | None = None,
) -> Job:
    """Write the row, or join the open job with the same key."""
    job = Job(
        task=task.module_path,
        args=args,
        kwargs=kwargs,
        queue=_queue_of(task),
        priority=task.priority,
        max_attempts=getattr(task, "max_attempts", 6),
        unique_key=unique_key,
        order_key=order_key,
    )
    if task.run_after is not None:
        job.run_after = task.run_after
    if unique_key is None:
        job.save(force_insert=True)
        return job
    return _insert_unique(job, is_timed=task.run_after is not None)


def cancel(*, unique_key: str) -> int:
    """Take back a job that has not started; say how many there were."""
    deleted, _ = open_job(unique_key).filter(state=State.READY).delete()
    return deleted


def _queue_of(task: JobTask) -> str:
    """Keep slow talk with the world out of the way of quick work, unless the task names a queue."""
    if task.queue_name == "default" and is_outside(task):
        return OUTSIDE_QUEUE
    return str(task.queue_name)


def _insert_unique(job: Job, *, is_timed: bool) -> Job:
    """Insert, or join the open job with the same key, in one statement.

    Either way its row is ours until we commit, so on PostgreSQL nobody can start it before our changes can be seen.
    """
    fields, sql = _statement(is_timed)
    values = [field.get_db_prep_save(getattr(job, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, True])
        row = cursor.fetchall()[0]
    return WRITTEN.read(row)


WRITTEN = prepared_objects(Job, Job.objects.all)


@cache
def _statement(is_timed: bool) -> tuple[list[Any], str]:
    """Give the statement and the fields it takes; times that nobody chose are the database's own."""
    name = connection.ops.quote_name
    left_out = {"created_at", *([] if is_timed else ["run_after"])}
    fields = [field for field in Job._meta.concrete_fields if field.attname not in left_out]
    earlier = "MIN" if connection.vendor == "sqlite" else "LEAST"
    columns, marks = ", ".join(name(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    sql = (
        f"INSERT INTO jobs_job ({columns}) VALUES ({marks}) ON CONFLICT (unique_key) WHERE done_at IS NULL"  # noqa: S608
        f" DO UPDATE SET wanted_again = %s, run_after = {earlier}(jobs_job.run_after, excluded.run_after)"
        f" RETURNING {', '.join(name(str(field.column)) for field in Job._meta.concrete_fields)}"
    )
    return fields, sql
