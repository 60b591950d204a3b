"""Sealed tips."""

from broadsheet.tips.models.tip import Tip

__all__ = ["Tip"]
