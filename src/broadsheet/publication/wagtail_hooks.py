"""Tie the pages of the footer into Wagtail's admin."""

from wagtail import hooks

from broadsheet.basepage.views import PagesByOrder
from broadsheet.publication.models import InformationPage


class InformationPages(PagesByOrder):
    """The editor of a page of the footer: publishing puts its words into force."""

    model = InformationPage


@hooks.register("register_admin_viewset")
def information_pages() -> InformationPages:
    """Publish them by their own order."""
    return InformationPages()
