"""The fields and manners all our pages share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page


class BasePage(Page):
    """A page of ours: Wagtail's page with words and a picture of its own for social networks.

    Public addresses are answered from the read model, never by Wagtail's routing.
    """

    social_title = models.CharField(
        _("social headline"), max_length=200, blank=True, help_text=_("Shown when shared; the headline if empty.")
    )
    social_description = models.CharField(_("social summary"), max_length=300, blank=True)
    social_picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("social picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    sharing_panel: Panel = MultiFieldPanel(
        [
            FieldPanel("seo_title"),
            FieldPanel("search_description"),
            FieldPanel("social_title"),
            FieldPanel("social_description"),
            FieldPanel("social_picture"),
        ],
        heading=_("Search engines and sharing"),
        classname="collapsed",
    )

    promote_panels: list[Any] = []
    show_in_menus_default = True

    class Meta:
        abstract = True

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """Give site id, the site's address and the path: the slugs from the site's root down; None outside any site.

        Wagtail's own asks its routes, which we do not mount.
        """
        for site_id, root_path, root_url, _language in self._get_relevant_site_root_paths(request):
            return site_id, root_url, f"/{self.url_path[len(root_path) :]}"
        return None

    @property
    def path_on_site(self) -> str:
        """The public path, such as `/business/economy/`."""
        parts = self.get_url_parts()
        return parts[2] if parts else self.url_path
