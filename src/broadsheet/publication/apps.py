"""Register `broadsheet.publication` with Django."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.publication"
    verbose_name = "Publication"

    def ready(self) -> None:
        """Listen to pages being taken down."""
        from wagtail.signals import page_unpublished

        from broadsheet.publication import listeners
        from broadsheet.publication.models import InformationPage

        page_unpublished.connect(listeners.unpublished, sender=InformationPage)
