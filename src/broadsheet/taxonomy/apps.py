"""Register `broadsheet.taxonomy` with Django."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.taxonomy"
    verbose_name = "Taxonomy"
