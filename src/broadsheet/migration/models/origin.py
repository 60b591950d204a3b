"""The line between a thing of another system and ours, so that a second import updates and never doubles."""

from django.db import models
from django.utils import timezone


class Origin(models.Model):
    """One thing of another system: what it was there, what it became here, and how it read when we took it."""

    system = models.CharField(max_length=20)
    site = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    origin_id = models.CharField(max_length=200)
    target_id = models.BigIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    comments = models.JSONField(default=list, help_text="What readers had said below it; kept, not shown.")
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "site", "kind", "origin_id"], name="migration_origin_once")
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.kind} {self.origin_id}"
