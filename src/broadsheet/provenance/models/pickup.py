"""A wire item taken into a story."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Pickup(models.Model):
    """Who took which version of which item into which story, and which blocks came of it."""

    class Kind(models.TextChoices):
        VERBATIM = "verbatim", _("Verbatim")
        EDITED = "edited", _("Edited")
        BASED_ON = "based_on", _("Based on")
        QUOTED = "quoted", _("Quoted")
        PICTURE = "picture", _("Picture")

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="pickups")
    item = models.ForeignKey("wire.WireItem", on_delete=models.PROTECT, related_name="pickups")
    version = models.ForeignKey("wire.WireVersion", on_delete=models.PROTECT, related_name="pickups")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.VERBATIM)
    block_ids = models.JSONField(default=list)
    picked_up_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-picked_up_at"]

    def __str__(self) -> str:
        return f"{self.item} → {self.story}"


class PictureOrigin(models.Model):
    """That a picture came with a version of an item, so that every story that shows it can be found."""

    picture = models.ForeignKey("media.Picture", on_delete=models.CASCADE, related_name="origins")
    item = models.ForeignKey("wire.WireItem", on_delete=models.PROTECT, related_name="pictures")
    version = models.ForeignKey("wire.WireVersion", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["picture", "version"], name="provenance_picture_once")]

    def __str__(self) -> str:
        return f"{self.item} → {self.picture}"
