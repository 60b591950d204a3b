"""Register `broadsheet.provenance` with Django."""

from django.apps import AppConfig


class ProvenanceConfig(AppConfig):
    """The app as Django knows it."""

    name = "broadsheet.provenance"
    verbose_name = "Provenance"

    def ready(self) -> None:
        """Answer what the wire takes back."""
        from broadsheet.provenance import listeners

        listeners.listen()
