"""A section of the paper and the desk that fills it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

from broadsheet.basepage.models import BasePage


class SectionPage(BasePage):
    """A section or sub-section. Its place in the tree is its place in the navigation; rights on it make a desk."""

    description = models.CharField(_("description"), max_length=300, blank=True)
    is_hidden = models.BooleanField(
        _("hidden"), default=False, help_text=_("Hides the section and everything in it from readers.")
    )

    content_panels = [TitleFieldPanel("title"), FieldPanel("description"), FieldPanel("is_hidden"), FieldPanel("slug")]
    promote_panels = [BasePage.sharing_panel]
    parent_page_types = ["publication.HomePage", "taxonomy.SectionPage"]
    subpage_types = ["taxonomy.SectionPage", "stories.StoryPage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
