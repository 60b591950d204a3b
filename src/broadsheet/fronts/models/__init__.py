"""Fronts, their containers, what editors place in them, and the breaking strip."""

from broadsheet.fronts.models.breaking import Breaking
from broadsheet.fronts.models.front import Container, Front, Placement

__all__ = ["Breaking", "Container", "Front", "Placement"]
