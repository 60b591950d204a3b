"""Register `broadsheet.basepage` with Django."""

from django.apps import AppConfig


class BasepageConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.basepage"
    verbose_name = "Base page"
