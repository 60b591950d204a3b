"""Where copy comes from, and what came."""

from broadsheet.wire.models.item import Cause, WireItem, WireVersion
from broadsheet.wire.models.payload import Payload
from broadsheet.wire.models.preset import Preset
from broadsheet.wire.models.quarantine import Quarantine
from broadsheet.wire.models.routing import Alarm, Routing, RoutingRule, WireTag
from broadsheet.wire.models.source import Source

__all__ = [
    "Alarm",
    "Cause",
    "Payload",
    "Preset",
    "Quarantine",
    "Routing",
    "RoutingRule",
    "Source",
    "WireItem",
    "WireTag",
    "WireVersion",
]
