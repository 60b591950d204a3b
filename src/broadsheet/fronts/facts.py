"""What this app announces."""

from broadsheet.core.facts import Fact

front_changed = Fact("front_changed", "front_id")
