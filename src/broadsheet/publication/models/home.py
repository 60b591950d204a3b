"""The root of the page tree. Its public face is the front (`fronts`)."""

from django.utils.translation import gettext_lazy as _

from broadsheet.basepage.models import BasePage


class HomePage(BasePage):
    """The page all sections hang from."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["taxonomy.SectionPage", "publication.InformationPage"]
    max_count = 1
    promote_panels = [BasePage.sharing_panel]

    class Meta:
        verbose_name = _("home page")
