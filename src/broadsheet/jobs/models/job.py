"""A piece of work owed by the newsroom: what to call, with what, when, and how it stands."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from broadsheet.jobs.ids import uuid7


class State(models.TextChoices):
    """Where a job stands."""

    READY = "ready", _("waiting")
    LEASED = "leased", _("running")
    DONE = "done", _("done")
    DEAD = "dead", _("given up")


OPEN = [State.READY, State.LEASED]
CLOSED = [State.DONE, State.DEAD]


class Job(models.Model):
    """One call of a task.

    `fence` rises with every lease, so a worker that slept through its lease can no longer finish the job. All times
    are the database's. `unique_key` holds while the job is open; asking for it again then sets `wanted_again`, so that
    a change made while the job was running is not missed. Jobs with one `order_key` run one at a time, oldest first.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task = models.CharField(max_length=255)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.READY)
    run_after = models.DateTimeField(db_default=Now())
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=6)
    unique_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - NULLs never collide
    order_key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 - NULLs never collide
    wanted_again = models.BooleanField(default=False)
    return_value = models.JSONField(null=True, blank=True)
    error_class = models.CharField(max_length=255, blank=True, default="")
    last_error = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        # "Open" is spelled `done_at IS NULL` in the indexes: SQLite uses a partial index only if the query repeats its
        # condition word for word, and a list of states reaches it as parameters.
        constraints = [
            models.UniqueConstraint(fields=["unique_key"], condition=Q(done_at=None), name="job_unique_while_open"),
            models.UniqueConstraint(fields=["order_key"], condition=Q(state=State.LEASED), name="job_one_per_order"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, done_at=None) | Q(state__in=CLOSED, done_at__isnull=False),
                name="job_open_or_done",
            ),
        ]
        indexes = [
            models.Index(
                fields=["queue", "priority", "run_after", "id"], condition=Q(state=State.READY), name="job_waiting"
            ),
            models.Index(fields=["lease_until"], condition=Q(state=State.LEASED), name="job_leases"),
            models.Index(fields=["order_key", "id"], condition=Q(done_at=None), name="job_order"),
            models.Index(fields=["state", "done_at"], condition=Q(done_at__isnull=False), name="job_closed"),
        ]

    def __str__(self) -> str:
        return f"Job {self.id} ({self.task})"
