"""Where copy comes from, and what came."""

from broadsheet.wire.models.item import Cause, WireItem, WireVersion
from broadsheet.wire.models.payload import Payload
from broadsheet.wire.models.quarantine import Quarantine
from broadsheet.wire.models.source import Source

__all__ = ["Cause", "Payload", "Quarantine", "Source", "WireItem", "WireVersion"]
