"""Register `broadsheet.ops` with Django."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.ops"
    verbose_name = "Operations"
