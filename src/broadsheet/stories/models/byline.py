"""Who signs a story, and for what."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable


class Byline(Orderable):
    """One name in the byline: a contributor with a page, or any other name as text; in order."""

    class Role(models.TextChoices):
        BY = "by", _("By")
        REPORTING = "reporting", _("Reporting by")
        EDITING = "editing", _("Editing by")
        PICTURES = "pictures", _("Pictures by")
        RESEARCH = "research", _("Research by")
        TRANSLATION = "translation", _("Translated by")

    story = ParentalKey("stories.StoryPage", on_delete=models.CASCADE, related_name="bylines")
    contributor = models.ForeignKey(
        "people.Contributor", verbose_name=_("contributor"), null=True, blank=True, on_delete=models.PROTECT
    )
    name = models.CharField(_("or a name"), max_length=120, blank=True, help_text=_("A guest, a desk or an agency."))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.BY)

    panels = [FieldRowPanel([FieldPanel("role"), FieldPanel("contributor"), FieldPanel("name")])]

    class Meta(Orderable.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contributor__isnull=False) | ~models.Q(name=""), name="stories_byline_names_somebody"
            )
        ]

    def clean(self) -> None:
        """Refuse a line that names nobody."""
        if not self.contributor_id and not self.name.strip():
            raise ValidationError(_("Choose a contributor, or write a name."))

    def __str__(self) -> str:
        return self.contributor.name if self.contributor else self.name
