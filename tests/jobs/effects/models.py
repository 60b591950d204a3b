"""One trace per job that took effect, and by whom; deliberately without any unique constraint."""

from django.db import models


class Effect(models.Model):
    """A trace."""

    name = models.CharField(max_length=40, db_index=True)
    number = models.IntegerField()
    pid = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
