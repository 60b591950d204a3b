"""Rows that must never be undone: a page's own fields come back when an older draft is published, these do not."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublicVersion(models.Model):
    """What readers could see from a moment on: the first version, an update, a correction."""

    class Kind(models.TextChoices):
        INITIAL = "initial", _("First version")
        UPDATE = "update", _("Update")
        CORRECTION = "correction", _("Correction")
        STYLE = "style", _("Style")

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="public_versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    is_substantive = models.BooleanField()
    headline = models.CharField(max_length=255)
    standfirst = models.TextField(blank=True)
    blocks = models.JSONField(help_text="List of [block id, kind, plain text].")
    published_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="stories_version_number_once")]

    def __str__(self) -> str:
        return f"{self.headline}, version {self.number}"


class PublishEvent(models.Model):
    """One thing that happened to a story's public state; what leaves the building refers to it."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        KILLED = "killed", _("Killed")
        MOVED = "moved", _("Moved")
        HELD = "held", _("Held")
        RELEASED = "released", _("Released")

    story_id = models.BigIntegerField(db_index=True)
    revision_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    happened_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.story_id}"


class Kill(models.Model):
    """A story withdrawn for good, everywhere it went. It is killed because this row exists."""

    story = models.OneToOneField("stories.StoryPage", on_delete=models.PROTECT, related_name="kill")
    reason = models.TextField(_("reason"))
    is_reason_public = models.BooleanField(_("show the reason to readers"), default=False)
    killed_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"Kill of {self.story}"


class Withdrawal(models.Model):
    """Our own story taken down without a notice; over when it is published again."""

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="withdrawals")
    withdrawn_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"Withdrawal of {self.story}"


class Hold(models.Model):
    """A story kept from readers while the newsroom checks it. It is held because an open row exists.

    Nothing may be published over it, but for the correction that ends it, once somebody has set out to write one.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="holds")
    reason = models.TextField(_("reason"))
    is_being_corrected = models.BooleanField(default=False)
    held_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["story"], condition=models.Q(ended_at=None), name="stories_hold_once")
        ]

    def __str__(self) -> str:
        return f"Hold of {self.story}"
