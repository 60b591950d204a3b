"""The breaking strip: one line above every page, raised and lowered by an editor. Lowered rows stay as its record."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Breaking(models.Model):
    """What the strip says, or said, from when to when, and who ordered it. One is up at a time."""

    headline = models.CharField(_("headline"), max_length=255)
    story = models.ForeignKey(
        "stories.StoryPage", verbose_name=_("story"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_up = models.BooleanField(default=True)
    raised_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lowered_at = models.DateTimeField(null=True)
    lowered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("breaking strip")
        ordering = ["-raised_at", "-pk"]
        default_permissions = ()
        permissions = [("raise_breaking", "Can raise and lower the breaking strip")]
        constraints = [
            models.UniqueConstraint(fields=["is_up"], condition=models.Q(is_up=True), name="fronts_one_strip_up")
        ]

    def __str__(self) -> str:
        return self.headline
