"""Register `broadsheet.desk` with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.desk"
    verbose_name = "Desk"

    def ready(self) -> None:
        """Answer what the wire clears."""
        from broadsheet.desk import listeners  # noqa: F401 (its functions connect themselves)
