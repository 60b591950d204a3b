"""Register the test app with Django."""

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    """The app as Django knows it."""

    name = "tests.jobs.effects"
    label = "effects"
