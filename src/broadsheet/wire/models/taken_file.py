"""Files of a folder elsewhere that were taken in."""

from django.db import models
from django.utils import timezone

from broadsheet.wire.models.source import Source


class TakenFile(models.Model):
    """One name at the source, and the `mark` of what lay there: another size or time is another file."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="taken_files")
    name = models.CharField(max_length=500)
    mark = models.CharField(max_length=100)
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="wire_taken_file_once")]

    def __str__(self) -> str:
        return self.name
