"""Tie our pages into Wagtail's admin."""

from typing import Any

from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet


class PagesToRead(PagesAdminAPIViewSet):
    """The pages as the admin's scripts read them. Orders are given in the editor alone, where the rules are."""

    actions: dict[str, Any] = {}


@hooks.register("construct_admin_api")
def close_the_back_door(api: Any) -> None:
    """Take publishing, deleting, copying and moving out of the admin's API, which no screen of ours uses."""
    api.register_endpoint("pages", PagesToRead)
