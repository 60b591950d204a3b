"""Tie the story form into Wagtail's admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from broadsheet.stories import views


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Answer the suggestions of the story form below /desk/, behind its login."""
    return [path("stories/terms/<slug:kind>/", views.terms, name="story_terms")]
