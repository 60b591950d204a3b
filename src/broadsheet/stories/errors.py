"""What the story desk refuses."""

from collections.abc import Sequence
from typing import Any

from broadsheet.core.errors import BroadsheetError, Refusal


class StoryHeld(BroadsheetError):
    """The story may not go out yet; `reasons` lists all of them."""

    code = "story-held"

    def __init__(self, story: Any, reasons: Sequence[Refusal]) -> None:
        self.story, self.reasons = story, list(reasons)
        super().__init__(f"“{story.title}” is held. " + " ".join(reason.sentence for reason in reasons))


class NeverPublished(BroadsheetError):
    """Only what went out can be killed."""

    code = "never-published"

    def __init__(self, story: Any) -> None:
        super().__init__(
            f"“{story.title}” was never published, so there is nothing to kill. To drop a draft, delete it."
        )
