"""Where imported things came from."""

from broadsheet.migration.models.origin import Origin

__all__ = ["Origin"]
