"""A search of the wires that somebody keeps."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preset(models.Model):
    """A search under a name: a tab above the inbox, a column of the wire screen."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wire_presets")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500, help_text=_("As in the address of the inbox."))
    is_shared = models.BooleanField(_("for everybody"), default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="wire_preset_once")]

    def __str__(self) -> str:
        return self.name
