"""What this app announces."""

from broadsheet.core.facts import Fact

information_changed = Fact("information_changed", "page_id")
