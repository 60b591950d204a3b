"""Register `broadsheet.wire` with Django."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.wire"
    verbose_name = "Wire"

    def ready(self) -> None:
        """Answer what happens to items and sources."""
        from broadsheet.wire import listeners  # noqa: F401
