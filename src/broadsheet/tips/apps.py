"""Register `broadsheet.tips` with Django."""

from django.apps import AppConfig


class TipsConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.tips"
    verbose_name = "Tips"
