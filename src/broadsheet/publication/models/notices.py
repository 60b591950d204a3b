"""What the publication announces about itself, with an end."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class Opening(models.Model):
    """A job we offer; gone from the site when it has closed."""

    title = models.CharField(_("title"), max_length=160)
    place = models.CharField(_("place"), max_length=80)
    description = models.TextField(_("description"))
    apply_to = models.EmailField(_("apply to"))
    closes_at = models.DateTimeField(_("closes"))

    panels = [FieldPanel(name) for name in ("title", "place", "description", "apply_to", "closes_at")]

    class Meta:
        ordering = ["closes_at"]

    def __str__(self) -> str:
        return self.title


class PressRelease(models.Model):
    """A statement of the company to other media."""

    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    released_at = models.DateTimeField(_("released"), default=timezone.now)

    panels = [FieldPanel("title"), FieldPanel("body"), FieldPanel("released_at")]

    class Meta:
        ordering = ["-released_at"]

    def __str__(self) -> str:
        return self.title
