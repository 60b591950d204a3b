"""Register `broadsheet.core` with Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.core"
    verbose_name = "Core"
