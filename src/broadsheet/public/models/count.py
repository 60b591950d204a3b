"""How many stories a year, a month and a day have: what the archive and the sitemaps are counted from."""

from django.db import models


class StoryCount(models.Model):
    """How many live stories of shown sections were published in a span of time that begins on `start`.

    Days are those of the publication's time zone. The clock is not asked: a story whose time runs out counts until the
    scheduler has withdrawn it, some seconds later.
    """

    class Span(models.TextChoices):
        YEAR = "year"
        MONTH = "month"
        DAY = "day"

    span = models.CharField(max_length=5, choices=Span.choices)
    start = models.DateField()
    stories = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["span", "start"], name="public_count_once")]

    def __str__(self) -> str:
        return f"{self.span} from {self.start}: {self.stories}"
