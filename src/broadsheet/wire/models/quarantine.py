"""Bytes that could not be read, kept until somebody or a newer parser can."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.wire.models.source import Source


class Quarantine(models.Model):
    """A payload set aside, with the reason and the line at fault."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="quarantine")
    file_name = models.CharField(_("file"), max_length=500, blank=True)
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(_("reason"))
    line = models.PositiveIntegerField(_("line"), null=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    read_at = models.DateTimeField(_("read at last"), null=True)

    class Meta:
        ordering = ["-received_at"]
        constraints = [models.UniqueConstraint(fields=["source", "sha256"], name="wire_quarantine_once")]

    def __str__(self) -> str:
        return f"{self.file_name or self.sha256[:12]}: {self.reason}"
