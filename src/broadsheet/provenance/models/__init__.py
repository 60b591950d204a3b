"""Lineage rows."""

from broadsheet.provenance.models.block import BlockProvenance, Credit
from broadsheet.provenance.models.pickup import Pickup, PictureOrigin
from broadsheet.provenance.models.recall import OPEN_STATES, RecallCase

__all__ = ["OPEN_STATES", "BlockProvenance", "Credit", "Pickup", "PictureOrigin", "RecallCase"]
