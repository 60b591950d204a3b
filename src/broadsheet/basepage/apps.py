"""Register `broadsheet.basepage` with Django."""

from django.apps import AppConfig


class BasepageConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.basepage"
    verbose_name = "Base page"

    def ready(self) -> None:
        """Make indexes after migrate, check them, let prefixes of paths be found by index, and spare vain questions."""
        from django.core.checks import Tags, register
        from django.db.models.signals import post_migrate

        from broadsheet.basepage import indexes, trust

        indexes.install_lookup()
        trust.install_trust()
        post_migrate.connect(indexes.create_indexes, sender=self)
        register(indexes.check_indexes, Tags.database)
