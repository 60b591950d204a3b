"""The keys by which a source is let in that sends to us."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.wire.models.source import Source


class PushKey(models.Model):
    """One key, of which only a hash is kept; `hint` is its beginning, so that people can tell keys apart."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="push_keys")
    name = models.CharField(_("name"), max_length=80)
    hint = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"
