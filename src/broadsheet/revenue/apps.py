"""Register `broadsheet.revenue` with Django."""

from django.apps import AppConfig


class RevenueConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.revenue"
    verbose_name = "Revenue"
