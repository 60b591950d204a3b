"""Where copy comes from, and what came."""

from broadsheet.wire.models.item import Cause, PubStatus, WireItem, WireVersion
from broadsheet.wire.models.likeness import Likeness, WireMark
from broadsheet.wire.models.payload import Payload
from broadsheet.wire.models.preset import Preset
from broadsheet.wire.models.push_key import PushKey
from broadsheet.wire.models.quarantine import Quarantine
from broadsheet.wire.models.routing import Alarm, Routing, RoutingRule, WireTag
from broadsheet.wire.models.source import Source
from broadsheet.wire.models.taken_file import TakenFile

__all__ = [
    "Alarm",
    "Cause",
    "Likeness",
    "Payload",
    "Preset",
    "PubStatus",
    "PushKey",
    "Quarantine",
    "Routing",
    "RoutingRule",
    "Source",
    "TakenFile",
    "WireItem",
    "WireMark",
    "WireTag",
    "WireVersion",
]
