"""Register `broadsheet.fronts` with Django."""

from django.apps import AppConfig


class FrontsConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.fronts"
    verbose_name = "Fronts"
