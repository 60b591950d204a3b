"""Tie the story form into Wagtail's admin."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from broadsheet.basepage.views import PagesByOrder
from broadsheet.stories import views
from broadsheet.stories.models import StoryPage


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Answer the suggestions of the story form below /desk/, behind its login."""
    return [path("stories/terms/<slug:kind>/", views.terms, name="story_terms")]


class Stories(PagesByOrder):
    """The editor of a story: publishing holds it to the rules."""

    model = StoryPage


@hooks.register("register_admin_viewset")
def stories() -> Stories:
    """Publish and withdraw stories by their own orders."""
    return Stories()


@hooks.register("register_log_actions")
def held(actions: Any) -> None:
    """Let a story's history say that it was held when it was due."""

    @actions.register_action("stories.held")
    class Held(LogFormatter):
        """The entry, with every reason."""

        label = _("Held")
        message = _("Held when it was due; the plan is dropped")

        def format_comment(self, log_entry: Any) -> str:
            """Give the reasons."""
            return " ".join(log_entry.data.get("reasons", []))
