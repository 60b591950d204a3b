"""Register `broadsheet.media` with Django."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.media"
    verbose_name = "Media"
