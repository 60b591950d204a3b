"""The outbox of changes: what a cache must hear, written in the transaction that made it true."""

from django.db import models


class PageChange(models.Model):
    """One change of what readers see: its tags, those of them that may not be seen stale, events for open pages."""

    tags = models.JSONField(default=list)
    gone = models.JSONField(default=list)
    events = models.JSONField(default=list)
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.pk}: {len(self.tags)} tags"
