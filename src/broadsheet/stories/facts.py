"""What happens to stories that other apps must hear of, announced inside the transaction that made it true."""

from broadsheet.core.facts import Fact

story_published = Fact("story_published", "story_id", "event_id")
story_withdrawn = Fact("story_withdrawn", "story_id", "event_id")
story_killed = Fact("story_killed", "story_id", "event_id")
story_held = Fact("story_held", "story_id", "event_id")
story_released = Fact("story_released", "story_id", "event_id")
story_moved = Fact("story_moved", "story_id", "event_id")
story_deleted = Fact("story_deleted", "story_id")
