"""What this app announces."""

from broadsheet.core.facts import Fact

pages_changed = Fact("pages_changed", "tags", "gone")
live_told = Fact("live_told", "channel", "kind", "data")
