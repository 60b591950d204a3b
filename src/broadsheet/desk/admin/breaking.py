"""The breaking strip in the desk: who may order it, the line of the menu, one button beside each story."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from broadsheet.desk.admin.menu import Allowed
from broadsheet.fronts.models import Breaking
from broadsheet.people.models import User
from broadsheet.stories.models import StoryPage

RIGHT = "fronts.raise_breaking"
EVERYWHERE = "fronts.change_front"


def may_raise(user: User, story: Page | None) -> bool:
    """Say whether somebody may raise a story as breaking, or words alone (None), which is for those who make fronts.

    An editor may raise what stands in the section they publish in.
    """
    if not user.has_perm(RIGHT):
        return False
    if user.has_perm(EVERYWHERE):
        return True
    return story is not None and bool(story.permissions_for_user(user).can_publish())


def strip_up() -> Breaking | None:
    """Find the strip that is up."""
    return Breaking.objects.filter(is_up=True).select_related("story", "raised_by").first()


@hooks.register("register_admin_menu_item")
def line() -> MenuItem:
    """Stand beside the fronts."""
    return Allowed(_("Breaking"), reverse_lazy("desk_breaking"), right=RIGHT, name="breaking", icon_name="warning")


@hooks.register("register_page_header_buttons")
def button(page: Page, user: User, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Raise or lower the strip in one action; without a script the button leads to the screen of the strip."""
    story = page.specific
    if not isinstance(story, StoryPage) or not story.is_out or not may_raise(user, story):
        return
    up = strip_up()
    if up and up.story_id == story.pk:
        yield order(_("Lower breaking"), reverse("desk_breaking_lower"), reverse("desk_breaking"))
    else:
        address = reverse("desk_breaking_story", args=[story.pk])
        yield order(_("Raise as breaking"), address, address)


def order(label: Any, post_to: str, url: str) -> Button:
    """Make a button that gives an order at once, by Wagtail's own script for that."""
    attrs = {"data-controller": "w-action", "data-action": "w-action#post", "data-w-action-url-value": post_to}
    return Button(label, url, icon_name="warning", priority=64, attrs=attrs)


@hooks.register("register_page_listing_more_buttons")
def in_lists(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Offer the same in lists."""
    yield from button(page, user, "index", next_url)


def header_buttons(request: HttpRequest) -> list[Button]:
    """Offer the strip from the list of fronts, too."""
    if not request.user.has_perm(RIGHT):  # type: ignore[union-attr]
        return []
    return [Button(_("Breaking strip"), reverse("desk_breaking"), icon_name="warning", priority=10)]
