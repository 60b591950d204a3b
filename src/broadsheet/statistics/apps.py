"""Register `broadsheet.statistics` with Django."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.statistics"
    verbose_name = "Statistics"
