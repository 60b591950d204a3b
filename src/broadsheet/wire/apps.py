"""Register `broadsheet.wire` with Django."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.wire"
    verbose_name = "Wire"

    def ready(self) -> None:
        """Answer what happens to items and sources; make the index of the search after migrate, and check it."""
        from django.core.checks import Tags, register
        from django.db.models.signals import post_migrate

        from broadsheet.wire import (
            listeners,  # noqa: F401
            search,
        )

        post_migrate.connect(search.create_index, sender=self)
        register(search.check_index, Tags.database)
