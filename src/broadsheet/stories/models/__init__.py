"""The story and everything that is true of it for good."""

from broadsheet.stories.models.byline import Byline
from broadsheet.stories.models.events import Hold, Kill, PublicVersion, PublishEvent, Withdrawal
from broadsheet.stories.models.story import StoryPage

__all__ = ["Byline", "Hold", "Kill", "PublicVersion", "PublishEvent", "StoryPage", "Withdrawal"]
