"""The latest turn each schedule has had."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Slot(models.Model):
    """One schedule's latest slot, by the moment the slot began; it only moves forward, and one worker moves it."""

    name = models.CharField(max_length=100, primary_key=True)
    began_at = models.DateTimeField()

    class Meta:
        verbose_name = _("schedule slot")
        verbose_name_plural = _("schedule slots")

    def __str__(self) -> str:
        return f"{self.name} at {self.began_at:%Y-%m-%d %H:%M:%S}"
