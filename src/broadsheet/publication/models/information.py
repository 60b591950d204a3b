"""Pages of the footer: who we are, how to reach us, what we promise. Each says since when it is in force."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from broadsheet.basepage.models import BasePage
from broadsheet.publication.blocks import InformationBlocks


class InformationPage(BasePage):
    """A page of the footer, versioned and dated. A slug that names a job (careers) shows it below."""

    class Column(models.TextChoices):
        COMPANY = "company", _("Company")
        CONTACT = "contact", _("Contact")
        TERMS = "terms", _("Terms")

    column = models.CharField(_("footer column"), max_length=10, choices=Column.choices, default=Column.COMPANY)
    standfirst = models.CharField(_("standfirst"), max_length=300, blank=True)
    body = StreamField(InformationBlocks(), blank=True, verbose_name=_("text"))
    effective_on = models.DateField(_("in force since"), default=timezone.localdate)

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("standfirst"),
        FieldPanel("body"),
        FieldPanel("column"),
        FieldPanel("effective_on"),
        InlinePanel("diversity_figures", heading=_("Figures"), label=_("figure")),
        FieldPanel("slug"),
    ]
    promote_panels = [BasePage.sharing_panel]
    parent_page_types = ["publication.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish, keep what is now in force as a version, and say so."""
        from broadsheet.publication.services.publish import publish_information

        return publish_information(self, super().publish, revision, *args, **kwargs)


class DiversityFigure(Orderable):
    """One figure an editor enters: what was counted, and how much."""

    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="diversity_figures")
    label = models.CharField(_("what was counted"), max_length=120)
    value = models.CharField(_("figure"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))

    panels = [FieldPanel("label"), FieldPanel("value"), FieldPanel("year")]

    def __str__(self) -> str:
        return f"{self.label}: {self.value} ({self.year})"


class InformationVersion(models.Model):
    """What an information page said from a date on. Never changed, never deleted."""

    page = models.ForeignKey(InformationPage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    standfirst = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    effective_on = models.DateField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="publication_version_number_once")]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"
