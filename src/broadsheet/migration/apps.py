"""Register `broadsheet.migration` with Django."""

from django.apps import AppConfig


class MigrationConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.migration"
    verbose_name = "Migration"
