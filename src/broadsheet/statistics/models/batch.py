"""Which of the edge's batches are counted already."""

from django.db import models


class CountedBatch(models.Model):
    """A batch whose counts are in; the edge sends one again when it did not hear so."""

    id = models.UUIDField(primary_key=True)
    counted_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.id)
