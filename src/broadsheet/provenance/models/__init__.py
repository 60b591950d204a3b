"""Lineage rows."""

from broadsheet.provenance.models.pickup import Pickup

__all__ = ["Pickup"]
