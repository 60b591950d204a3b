"""Which section a subject of the wires belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from broadsheet.taxonomy.models.section import SectionPage


class Subject(models.Model):
    """A code of the IPTC Media Topics (https://iptc.org/standards/media-topics/) and our section for it."""

    code = models.CharField(_("code"), max_length=60, unique=True, help_text=_("Such as medtop:15000000."))
    name = models.CharField(_("name"), max_length=120)
    section = models.ForeignKey(
        SectionPage, verbose_name=_("section"), on_delete=models.CASCADE, related_name="subjects"
    )

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"
