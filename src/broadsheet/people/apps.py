"""Register `broadsheet.people` with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.people"
    verbose_name = "People"
