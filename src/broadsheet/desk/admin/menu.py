"""The menu at the left, and the addresses of our screens."""

from django.urls import URLPattern, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from broadsheet.desk.urls import urlpatterns


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Put our screens below /desk/, where Wagtail asks for a login."""
    return urlpatterns


@hooks.register("register_admin_menu_item")
def inbox() -> MenuItem:
    """The inbox comes first."""
    return MenuItem(_("Inbox"), reverse_lazy("desk_inbox"), name="inbox", icon_name="mail", order=1)
