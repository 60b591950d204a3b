"""Fronts, their containers, and what editors place in them."""

from broadsheet.fronts.models.front import Container, Front, Placement

__all__ = ["Container", "Front", "Placement"]
