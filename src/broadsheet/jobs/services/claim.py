"""Take a job for this worker, or take it back from one that is gone.

The lease, the fence and the attempt are written before the work starts, by the database's clock: a job that kills its
worker runs out of attempts, and a worker that sleeps through its lease finds the fence ahead of it.
"""

import logging
from collections.abc import Collection
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, Model, QuerySet, Value, When
from django.db.models.functions import Now

from broadsheet.jobs.models import Job, State
from broadsheet.jobs.queries import expired_leases, is_due, lines, next_in_line

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)
BATCH = 100
GONE = "The worker stopped before the job finished: killed, out of memory, or cut off from the database."


def claim(*, lease_seconds: float, only: Collection[str] = (), but: Collection[str] = ()) -> Job | None:
    """Lease the most urgent due job of these queues; None if nothing is due."""
    for queue, priority in lines(only, but):
        # A plain read first: on SQLite an idle worker must not take the write lock five times a second.
        if is_due(queue, priority) and (job := _lease_first(queue, priority, lease_seconds)):
            return job
    return None


def extend(held: dict[UUID, int], *, lease_seconds: float) -> None:
    """Lengthen the leases this process holds (job id to fence); one that was lost is let go."""
    for pk, fence in list(held.items()):
        mine = Job.objects.filter(pk=pk, fence=fence, state=State.LEASED)
        if not mine.update(lease_until=Now() + timedelta(seconds=lease_seconds)):
            held.pop(pk, None)


def take_back() -> int:
    """Queue the jobs of vanished workers again, or give those up that have used all their attempts."""
    if not expired_leases().exists():
        return 0
    with transaction.atomic():
        gone = Job.objects.filter(pk__in=list(unlocked(expired_leases()).values_list("pk", flat=True)[:BATCH]))
        dead = gone.filter(attempts__gte=F("max_attempts")).update(**closed_as(State.DEAD), last_error=GONE)
        back = gone.filter(state=State.LEASED).update(state=State.READY, lease_until=None)
    log.warning("job.leases.expired", extra={"queued_again": back, "given_up": dead})
    return back + dead


def closed_as(state: State) -> dict[str, object]:
    """Give the columns that close a job, or send it round once more if it was wanted again while it ran."""
    again = {"wanted_again": True}
    return {
        "state": Case(When(**again, then=Value(State.READY.value)), default=Value(state.value)),
        "attempts": Case(
            When(**again, then=Value(0)), default=F("attempts"), output_field=Job._meta.get_field("attempts")
        ),
        "done_at": Case(When(**again, then=Value(None)), default=Now()),
        "lease_until": None,
    }


def _lease_first(queue: str, priority: int, lease_seconds: float) -> Job | None:
    try:
        with transaction.atomic():
            job = unlocked(next_in_line(queue, priority)).first()
            return job and _lease(job, lease_seconds)
    except IntegrityError:  # another worker has just leased a job with the same order key
        return None


def unlocked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Lock these rows, passing over those that others hold: a worker frozen in mid-transaction must not freeze us.

    SQLite has one writer at a time and needs no such thing.
    """
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True)
    return rows


def _lease(job: Job, lease_seconds: float) -> Job:
    job.state, job.fence, job.attempts = State.LEASED, job.fence + 1, job.attempts + 1
    Job.objects.filter(pk=job.pk).update(
        state=job.state,
        fence=job.fence,
        attempts=job.attempts,
        lease_until=Now() + timedelta(seconds=lease_seconds),
        wanted_again=False,
    )
    return job
