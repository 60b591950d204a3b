"""Register `broadsheet.jobs` with Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.jobs"
    verbose_name = "Jobs"
