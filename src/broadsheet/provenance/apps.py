"""Register `broadsheet.provenance` with Django."""

from django.apps import AppConfig


class ProvenanceConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.provenance"
    verbose_name = "Provenance"

    def ready(self) -> None:
        """Answer what the wire takes back, trace what is written, and question bylines."""
        from broadsheet.provenance import listeners
        from broadsheet.provenance.services.doubt import doubts_about
        from broadsheet.stories.doubts import register

        listeners.listen()
        register(doubts_about)
