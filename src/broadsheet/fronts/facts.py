"""What this app announces."""

from broadsheet.core.facts import Fact

front_changed = Fact("front_changed", "front_id")
breaking_changed = Fact("breaking_changed", "breaking_id")
