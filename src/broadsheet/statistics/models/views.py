"""How often stories are read, by the hour; no reader is in it."""

from django.db import models


class HourlyViews(models.Model):
    """Views of one story in one hour: pages that a browser says were seen, and pages that were sent to anybody."""

    story_id = models.BigIntegerField()
    hour = models.IntegerField(help_text="Whole hours since 1970 in UTC, see `rules.hour_of`.")
    read = models.PositiveBigIntegerField(default=0, help_text="Reported by the script of a page that was on a screen.")
    served = models.PositiveBigIntegerField(default=0, help_text="Answers of the edge, to readers and robots alike.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "story_id"], name="statistics_views_once")]
        indexes = [
            # Robots have every story served, so most rows of an hour may hold no reading; rankings skip those.
            models.Index(fields=["hour"], condition=models.Q(read__gt=0), name="statistics_views_read"),
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: read {self.read}, served {self.served}"
