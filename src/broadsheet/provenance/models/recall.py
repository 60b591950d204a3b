"""What became of a story when the source of something in it took that back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.wire.models import Cause, Source


class RecallCase(models.Model):
    """One story that used something its source has taken back; open until the desk has decided."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CORRECTING = "correcting", _("Being corrected")
        KEPT = "kept", _("Kept as it was")
        CORRECTED = "corrected", _("Corrected")
        KILLED = "killed", _("Killed")

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="recalls")
    item = models.ForeignKey("wire.WireItem", on_delete=models.PROTECT, related_name="recalls")
    version = models.ForeignKey(
        "wire.WireVersion", on_delete=models.PROTECT, related_name="+", help_text="The one that takes it back."
    )
    cause = models.CharField(max_length=12, choices=Cause.choices)
    act = models.CharField(max_length=10, choices=Source.Act.choices, help_text="What was done at once.")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    note = models.TextField(blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["story", "version"], name="provenance_recall_once")]
        indexes = [models.Index(fields=["state", "-opened_at"], name="provenance_recall_state")]
        permissions = [("decide_recallcase", "Can decide on a recall")]

    def __str__(self) -> str:
        return f"{self.get_cause_display()}: {self.item} → {self.story}"


OPEN_STATES = (RecallCase.State.OPEN, RecallCase.State.CORRECTING)
