"""Register `broadsheet.wire` with Django."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.wire"
    verbose_name = "Wire"
