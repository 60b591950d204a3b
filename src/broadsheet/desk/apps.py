"""Register `broadsheet.desk` with Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.desk"
    verbose_name = "Desk"
