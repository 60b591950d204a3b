"""Register `broadsheet.readers` with Django."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.readers"
    verbose_name = "Readers"
