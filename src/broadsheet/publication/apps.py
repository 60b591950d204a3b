"""Register `broadsheet.publication` with Django."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.publication"
    verbose_name = "Publication"
