"""An advertisement of our own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class HouseAd(models.Model):
    """A picture, a line and an address for one slot, from a day to a day."""

    class Slot(models.TextChoices):
        TOP = "top", _("Below the masthead (970 × 250)")
        STORY = "story", _("Beside a story (300 × 600)")
        INLINE = "inline", _("Between containers (728 × 90)")

    SIZES = {"top": (970, 250), "story": (300, 600), "inline": (728, 90)}

    slot = models.CharField(_("slot"), max_length=10, choices=Slot.choices)
    headline = models.CharField(_("headline"), max_length=120)
    text = models.CharField(_("text"), max_length=300, blank=True)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    url = models.CharField(_("leads to"), max_length=300)
    is_on = models.BooleanField(_("shown"), default=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    panels = [
        FieldPanel(name) for name in ("slot", "headline", "text", "picture", "url", "is_on", "starts_on", "ends_on")
    ]

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.headline
