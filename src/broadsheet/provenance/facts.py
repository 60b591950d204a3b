"""What provenance finds out that other apps must hear of."""

from broadsheet.core.facts import Fact

credit_changed = Fact("credit_changed", "story_id")
