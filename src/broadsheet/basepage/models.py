"""The fields and manners all our pages share."""

from collections.abc import Collection, Mapping
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.models import Page, WorkflowState

from broadsheet.core.prepared import Prepared, blank, prepared_objects

OF_THE_PAGE = frozenset(
    {"alias_of", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner"}
)

SAME_SLUG = Prepared(
    lambda: (
        Page.objects.filter(slug=blank("slug"), depth=blank("depth"), path__gte=blank("first"), path__lte=blank("last"))
        .exclude(pk=blank("pk"))
        .values_list("pk")[:1]
    ),
    int,
)

PARENT = prepared_objects(Page, lambda: Page.objects.filter(path=blank("path")).order_by())
ALIASES = Prepared(lambda: Page.objects.filter(alias_of=blank("pk")).values_list("pk")[:1], int)
WORKFLOWS = Prepared(
    lambda: (
        WorkflowState.objects.active()
        .filter(base_content_type_id=blank("kind"), object_id=blank("pk"))
        .order_by()
        .values_list("pk")[:1]
    ),
    int,
)


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

    def get_parent(self, update: bool = False) -> Any:
        """Give the page above, kept where treebeard keeps it."""
        known: Page | None = None if update else getattr(self, "_cached_parent_obj", None)
        self._cached_parent_obj = known or PARENT.first(path=self.path[: -self.steplen])
        return self._cached_parent_obj

    @staticmethod
    def _slug_is_available(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
        """Say as Wagtail does whether no other child of a page has this slug, by a query that is compiled once."""
        if parent_page is None or not parent_page.numchild:
            return True
        first, last = Page._get_children_path_interval(parent_page.path)
        own = page.pk if page and page.pk else 0
        return not SAME_SLUG.all(slug=slug, depth=parent_page.depth + 1, first=first, last=last, pk=own)

    @property
    def current_workflow_state(self) -> WorkflowState | None:
        """Give the workflow the page is in; most are in none, which is cheap to learn."""
        if not WORKFLOWS.all(kind=self.get_base_content_type().pk, pk=str(self.pk)):
            return None
        found: WorkflowState | None = super().current_workflow_state
        return found

    def update_aliases(self, **options: Any) -> None:
        """Publish the page's aliases with it, if it has any."""
        if ALIASES.all(pk=self.pk):
            super().update_aliases(**options)

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Ask no more, once the page has its place, whether place and translation key are its own: no form sets them.

        The database refuses a second one in any case.
        """
        settled = () if self._state.adding else ("path", "translation_key")
        super().validate_unique({*(exclude or ()), *settled})
