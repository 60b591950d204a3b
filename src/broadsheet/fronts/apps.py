"""Register `broadsheet.fronts` with Django."""

from django.apps import AppConfig


class FrontsConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.fronts"
    verbose_name = "Fronts"

    def ready(self) -> None:
        """Lower the breaking strip with the story it leads to."""
        from broadsheet.fronts.listeners import story_left
        from broadsheet.stories.facts import story_killed, story_withdrawn

        for fact in (story_killed, story_withdrawn):
            fact.join(story_left)
