"""One thing a source sent, in every version it sent it."""

from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.interchange.items import NewsItem
from broadsheet.interchange.records import from_record
from broadsheet.wire.models.payload import Payload
from broadsheet.wire.models.source import Source


class PubStatus(models.TextChoices):
    """What the source says may be done with an item (IPTC)."""

    USABLE = "usable", _("Usable")
    WITHHELD = "withheld", _("Withheld")
    CANCELED = "canceled", _("Cancelled")


class Cause(models.TextChoices):
    """What a source says later of copy that may have been used."""

    KILL = "kill", _("Killed")
    WITHHOLD = "withhold", _("Withheld")
    EMBARGO = "embargo", _("Embargoed")
    CORRECTION = "correction", _("Corrected")


class WireItem(models.Model):
    """The item as its newest version has it, flat, for the inbox; `WireVersion` holds each version whole."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="items")
    guid = models.CharField(max_length=500)
    pubstatus = models.CharField(max_length=10, choices=PubStatus.choices, default=PubStatus.USABLE)
    kind = models.CharField(max_length=20, default="text")
    headline = models.CharField(max_length=500, blank=True)
    slugline = models.CharField(max_length=200, blank=True)
    byline = models.CharField(max_length=300, blank=True)
    urgency = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=20, blank=True)
    embargoed_until = models.DateTimeField(null=True)
    section = models.ForeignKey("taxonomy.SectionPage", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(blank=True, help_text="Every word of the newest version, for the inbox search.")
    word_count = models.PositiveIntegerField(default=0)
    latest = models.ForeignKey("wire.WireVersion", null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=timezone.now, help_text="When the newest version came.")
    first_received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["source", "guid"], name="wire_item_once_per_source")]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="wire_item_newest"),
            models.Index(fields=["section", "-received_at"], name="wire_item_section"),
            models.Index(fields=["source", "-received_at"], name="wire_item_source"),
        ]

    def __str__(self) -> str:
        return self.headline or self.guid


class WireVersion(models.Model):
    """One version of an item: the payload it came in, and what we read there."""

    item = models.ForeignKey(WireItem, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=80)
    rank = models.BigIntegerField(help_text="Order of versions within the item; the clock has no say.")
    pubstatus = models.CharField(max_length=10, choices=PubStatus.choices, default=PubStatus.USABLE)
    format = models.CharField(max_length=20)
    payload = models.ForeignKey(Payload, on_delete=models.PROTECT, related_name="versions")
    content = models.JSONField()
    file_name = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["rank"]
        constraints = [  # a kill may bear the number of what it kills
            models.UniqueConstraint(fields=["item", "version", "pubstatus"], name="wire_version_once_per_item")
        ]

    def __str__(self) -> str:
        return f"{self.item}, version {self.version}"

    @cached_property
    def news_item(self) -> NewsItem:
        """The version as parsed."""
        return from_record(self.content)
