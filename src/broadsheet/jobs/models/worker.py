"""A worker that says it is alive."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from broadsheet.jobs.ids import uuid7


class Worker(models.Model):
    """One worker process; `seen_at` is its latest heartbeat, by the database's clock."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return f"Worker {self.pid} on {self.host}"
