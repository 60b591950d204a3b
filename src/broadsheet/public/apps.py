"""Register `broadsheet.public` with Django."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.public"
    verbose_name = "Public site"

    def ready(self) -> None:
        """Project what lower apps announce, inside their transactions."""
        from broadsheet.public import listeners

        listeners.listen()
