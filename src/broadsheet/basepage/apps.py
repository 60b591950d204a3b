"""Register `broadsheet.basepage` with Django."""

from django.apps import AppConfig


class BasepageConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.basepage"
    verbose_name = "Base page"

    def ready(self) -> None:
        """Make indexes after migrate, check them, and let prefixes of paths be found by index."""
        from django.core.checks import Tags, register
        from django.db.models.signals import post_migrate

        from broadsheet.basepage import indexes

        indexes.install_lookup()
        post_migrate.connect(indexes.create_indexes, sender=self)
        register(indexes.check_indexes, Tags.database)
