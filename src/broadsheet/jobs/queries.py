"""Read how the work stands: what is due, what waits, what died, who is alive."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from broadsheet.core.prepared import Prepared, blank
from broadsheet.jobs.models import Job, State, Worker

CLOCKS = {
    "sqlite": "SELECT unixepoch('now', 'subsec')",
    "postgresql": "SELECT extract(epoch FROM clock_timestamp())",
}
MISSING_AFTER_SECONDS = 45


def database_now() -> datetime:
    """Tell the time by the database's clock, the only one leases and slots go by."""
    with connection.cursor() as cursor:
        cursor.execute(CLOCKS[connection.vendor])
        return datetime.fromtimestamp(float(cursor.fetchone()[0]), UTC)


def counts_by_state() -> dict[str, int]:
    """Count the jobs in each state, zeros included."""
    found = dict(Job.objects.values_list("state").annotate(Count("pk")))
    return {state.value: found.get(state.value, 0) for state in State}


def dead_jobs() -> QuerySet[Job]:
    """Give the jobs that were given up, newest first."""
    return Job.objects.filter(state=State.DEAD, done_at__isnull=False).order_by("-done_at")


def due_jobs() -> QuerySet[Job]:
    """Give the jobs that wait and whose time has come, in no order."""
    return Job.objects.filter(state=State.READY, run_after__lte=Now())


def open_job(unique_key: str) -> QuerySet[Job]:
    """Give the job with this key that waits or runs, if there is one."""
    return Job.objects.filter(unique_key=unique_key, done_at=None)


def oldest_due_age(queue: str | None = None) -> timedelta | None:
    """Say how long the longest-waiting due job has waited; None if nothing waits."""
    due = due_jobs() if queue is None else due_jobs().filter(queue=queue)
    first = due.order_by("run_after").values_list("run_after", flat=True).first()
    return None if first is None else database_now() - first


def expired_leases() -> QuerySet[Job]:
    """Give the jobs whose worker has not been heard of for a whole lease."""
    return Job.objects.filter(state=State.LEASED, lease_until__lt=Now())


def live_workers() -> QuerySet[Worker]:
    """Give the workers whose heartbeat is fresh."""
    return Worker.objects.filter(seen_at__gte=Now() - timedelta(seconds=MISSING_AFTER_SECONDS))


def next_in_line(queue: str, priority: int) -> QuerySet[Job]:
    """Give the due jobs of one queue and priority in the order they are to run, those held by an order key left out."""
    same_key = Job.objects.filter(order_key=OuterRef("order_key"), done_at=None)
    ahead = same_key.filter(Q(state=State.LEASED) | Q(state=State.READY, id__lt=OuterRef("id")))
    due = due_jobs().filter(queue=queue, priority=priority)
    return due.filter(Q(order_key=None) | ~Exists(ahead)).order_by("run_after", "id")


def lines(only: Collection[str] = (), but: Collection[str] = ()) -> list[tuple[str, int]]:
    """List the queues and priorities that have waiting jobs, most urgent first.

    Each step is one index seek, so a queue of a million jobs costs no more to step over than an empty one.
    """
    queues = [queue for queue in _waiting_queues() if queue not in but and (not only or queue in only)]
    found = [(queue, priority) for queue in queues for priority in _waiting_priorities(queue)]
    return sorted(found, key=lambda line: (-line[1], line[0]))


def is_due(queue: str, priority: int) -> bool:
    """Say whether a job of one queue and priority may be started now."""
    return bool(DUE.all(queue=queue, priority=priority))


def _waiting_queues() -> Iterator[str]:
    found = FIRST_QUEUE.all()
    while found:
        yield found[0]
        found = NEXT_QUEUE.all(queue=found[0])


def _waiting_priorities(queue: str) -> Iterator[int]:
    found = FIRST_PRIORITY.all(queue=queue)
    while found:
        yield found[0]
        found = NEXT_PRIORITY.all(queue=queue, priority=found[0])


def _ready(column: str, order: str, **where: Any) -> QuerySet[Job, Any]:
    return Job.objects.filter(state=State.READY, **where).order_by(order).values_list(column)[:1]


# Asked by every lane at every look at the table, so that Django is not asked for the same SQL each time.
FIRST_QUEUE = Prepared(lambda: _ready("queue", "queue"), str)
NEXT_QUEUE = Prepared(lambda: _ready("queue", "queue", queue__gt=blank("queue")), str)
FIRST_PRIORITY = Prepared(lambda: _ready("priority", "-priority", queue=blank("queue")), int)
NEXT_PRIORITY = Prepared(
    lambda: _ready("priority", "-priority", queue=blank("queue"), priority__lt=blank("priority")), int
)
DUE: Prepared[Any] = Prepared(
    lambda: next_in_line(blank("queue"), blank("priority")).order_by().values_list("pk")[:1], lambda pk: pk
)
