"""What all our screens share: Wagtail's frame, a title, an icon, a right to see it."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

ADMITTED = "wagtailadmin.access_admin"


class Screen(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk.

    Say `page_title`, `header_icon` and `template_name`; and `permission_required` if not everybody may see it.
    """

    permission_required: str = ADMITTED
    raise_exception = True
    trail: list[dict[str, Any]] = []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Give the way here from the dashboard."""
        return [*self.breadcrumbs_items, *self.trail, {"url": "", "label": self.get_page_title()}]
