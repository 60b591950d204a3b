"""Register `broadsheet.theme` with Django."""

from django.apps import AppConfig


class ThemeConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.theme"
    verbose_name = "Theme"
