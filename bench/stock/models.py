"""The pages of a Wagtail tutorial under newspaper names."""

from typing import Any

from django.db import models
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page

FRONT_STORIES = 5
SECTION_STORIES = 24
RELATED = 5


class StockHome(Page):
    """The front page: every section with its latest stories."""

    template = "stock/home.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Read the sections and their stories."""
        context = super().get_context(request, *args, **kwargs)
        context["containers"] = [
            (section, section.newest()[:FRONT_STORIES]) for section in StockSection.objects.live().child_of(self)
        ]
        return context


class StockSection(Page):
    """A section with its latest stories."""

    introduction = models.TextField(blank=True)
    template = "stock/section.html"

    def newest(self) -> Any:
        """Give its stories, newest first."""
        return StockStory.objects.live().child_of(self).order_by("-first_published_at")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Read the stories."""
        return super().get_context(request, *args, **kwargs) | {"stories": self.newest()[:SECTION_STORIES]}


class StockStory(Page):
    """A story."""

    standfirst = models.TextField(blank=True)
    body = StreamField([("paragraph", RichTextBlock())])
    template = "stock/story.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Read the latest other stories of the section."""
        latest = StockStory.objects.live().sibling_of(self, inclusive=False).order_by("-first_published_at")
        return super().get_context(request, *args, **kwargs) | {"related": latest[:RELATED]}
