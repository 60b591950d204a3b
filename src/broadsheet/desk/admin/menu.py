"""The menu at the left, trimmed for a newsroom, and the addresses of our screens."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

LABELS = {"explorer": _("Stories"), "images": _("Pictures"), "documents": _("Files")}
ORDER = {"inbox": 1, "explorer": 2, "fronts": 3, "breaking": 4, "queues": 5, "images": 6, "documents": 7, "newsroom": 8}


class Allowed(MenuItem):
    """A line of the menu that only those with a right see."""

    def __init__(self, label: Any, url: Any, *, right: str, **options: Any) -> None:
        super().__init__(label, url, **options)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the right."""
        return bool(request.user.has_perm(self.right))  # type: ignore[union-attr]


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Put our screens below /desk/, where Wagtail asks for a login."""
    from broadsheet.desk.urls import urlpatterns  # views need models, and hooks are read before those are ready

    return urlpatterns


@hooks.register("register_admin_menu_item")
def inbox() -> MenuItem:
    """The inbox comes first."""
    return MenuItem(_("Inbox"), reverse_lazy("desk_inbox"), name="inbox", icon_name="mail", order=1)


@hooks.register("register_admin_menu_item")
def queues() -> SubmenuMenuItem:
    """What waits for an answer or a hand."""
    items: list[MenuItem] = [
        Allowed(
            _("Recalls"),
            reverse_lazy("desk_recalls"),
            right="provenance.view_recallcase",
            name="recalls",
            icon_name="warning",
        ),
        Allowed(
            _("Enquiries"),
            reverse_lazy("desk_enquiries"),
            right="readers.view_enquiry",
            name="enquiries",
            icon_name="comment",
        ),
        Allowed(_("Tips"), reverse_lazy("desk_tips"), right="tips.view_tip", name="tips", icon_name="key"),
        Allowed(_("Sources"), reverse_lazy("desk_sources"), right="wire.view_source", name="sources", icon_name="rss"),
        Allowed(_("Jobs"), reverse_lazy("desk_jobs"), right="jobs.view_job", name="jobs", icon_name="tasks"),
    ]
    return SubmenuMenuItem(_("Queues"), Menu(items=items), name="queues", icon_name="list-ul", order=4)


@hooks.register("construct_main_menu", order=1000)
def trim(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out what a newsroom has no use for, say its words, and keep its order."""
    items[:] = [item for item in items if item.name != "help"]
    for item in items:
        item.label = LABELS.get(item.name, item.label)
        item.order = ORDER.get(item.name, item.order)
    items.sort(key=lambda item: item.order)


@hooks.register("insert_global_admin_css")
def stylesheet() -> SafeString:
    """Bring our marks and tables to every page of the desk."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    """Add what Wagtail has no icon for."""
    return [*known, "desk/icons/rss.svg"]
