"""The fields and manners all our pages share."""

from collections.abc import Collection, Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page

OF_THE_PAGE = frozenset({"alias_of", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner"})


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

    def with_content_json(self, content: Mapping[str, Any]) -> Self:
        """Give the page as a revision has it, without loading each row the revision only repeats from the page.

        What belongs to the page as a whole is the page's, whatever a revision says; modelcluster would load whole old
        revisions, and the page once a byline, to see that they are there.
        """
        told = {name: value for name, value in content.items() if name not in OF_THE_PAGE}
        for relation in get_all_child_relations(type(self)):
            name, parent = relation.get_accessor_name(), relation.field.name
            if name in told:
                told[name] = [{**child, parent: None} for child in told[name]]
        page: Self = super().with_content_json(told)
        page.live_revision_id = self.live_revision_id
        page._cached_parent_obj = self.get_parent()  # where treebeard keeps it
        return page

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Ask no more, once the page has its place, whether place and translation key are its own: no form sets them.

        The database refuses a second one in any case.
        """
        settled = () if self._state.adding else ("path", "translation_key")
        super().validate_unique({*(exclude or ()), *settled})
