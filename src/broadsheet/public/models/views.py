"""How often stories are read, by the hour; no reader is in it."""

from django.db import models


class StoryViews(models.Model):
    """Views of one story in one hour (UTC)."""

    story_id = models.BigIntegerField()
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story_id", "hour"], name="public_views_once")]
        indexes = [models.Index(fields=["hour"], name="public_views_hour")]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.count}"
